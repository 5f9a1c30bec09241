"""What is kept between builds: by its name alone, whole, inside the house, and no longer than it is asked for."""

import os

import pandas as pd
import pytest

from isp_utils.store import Store
from isp_utils.suite.build.kept import Kept, content_of, contents_of, digest_of
from isp_utils.suite.shared_out import MANY


def asked(home, names: list[str], made: list[str]) -> list[str]:
    """The results of some names in a build of its own; `made` tells for which there was none."""

    def make(place: int) -> str:
        made.append(names[place])
        return names[place].upper()

    return Kept(Store(home).internal / "stufe").each(names, make)


def test_only_what_is_not_kept_is_made_and_the_order_stays(tmp_path):
    made: list[str] = []
    assert asked(tmp_path, ["a", "c"], made) == ["A", "C"]
    assert asked(tmp_path, ["c", "b", "a"], made) == ["C", "B", "A"]
    assert made == ["a", "c", "b"]


def test_what_is_not_asked_for_is_forgotten(tmp_path):
    made: list[str] = []
    asked(tmp_path, ["a", "b"], made)
    asked(tmp_path, ["b"], made)
    assert Kept(Store(tmp_path).internal / "stufe").names() == ["b"]
    asked(tmp_path, ["a"], made)
    assert made == ["a", "b", "a"]


def test_what_fails_leaves_what_was_there(tmp_path):
    def fails(place: int) -> str:
        raise ArithmeticError

    asked(tmp_path, ["a"], [])
    with pytest.raises(ArithmeticError):
        Kept(Store(tmp_path).internal / "stufe").each(["b"], fails)
    assert Kept(Store(tmp_path).internal / "stufe").names() == ["a"]


def test_what_several_processes_make_is_kept_in_the_order_of_the_names(tmp_path):
    names = [f"{number}" for number in range(2 * MANY)]
    assert Kept(Store(tmp_path).internal / "stufe").each(names, lambda place: 3 * place) == [
        3 * int(name) for name in names
    ]
    assert asked(tmp_path, names, []) == [3 * int(name) for name in names]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_it_is_for_its_owner_only(tmp_path):
    asked(tmp_path, ["a"], [])
    below = list(Store(tmp_path).internal.rglob("*"))
    assert len(below) == 2
    assert {path.stat().st_mode & 0o077 for path in below} == {0}


def test_a_piece_of_a_file_is_no_result(tmp_path):
    made: list[str] = []
    asked(tmp_path, ["a"], made)
    (path,) = (Store(tmp_path).internal / "stufe").glob("*")
    path.write_bytes(b"")
    assert asked(tmp_path, ["a"], made) == ["A"]
    path.write_bytes(path.read_bytes()[:-2])
    assert asked(tmp_path, ["a"], made) == ["A"]
    assert made == ["a", "a", "a"]


def test_a_digest_tells_its_parts_apart():
    assert len({digest_of("ab", "c"), digest_of("a", "bc"), digest_of("abc"), digest_of("abc", "")}) == 4
    assert digest_of("a", b"b") == digest_of(b"a", "b")


TABLE = pd.DataFrame({"fact": ["x", "x", "y"], "value": [1.0, float("nan"), 3.0]})


def test_the_content_of_a_part_does_not_hang_on_where_it_stands():
    part, none = contents_of(TABLE, [slice(0, 2), slice(0, 0)])
    (behind,) = contents_of(pd.concat([TABLE[2:], TABLE]), [slice(1, 3)])
    (other,) = contents_of(TABLE, [slice(1, 3)])
    assert part == behind
    assert len({part, other, none}) == 3


@pytest.mark.parametrize(
    "other", [TABLE[::-1], TABLE[:2], TABLE.fillna(2.0), TABLE.rename(columns={"value": "lower"})], ids=str
)
def test_another_table_has_another_content(other):
    assert content_of(other) != content_of(TABLE)
