"""A delivery is read once for its content and rules; what is gone or refused leaves nothing behind."""

from dataclasses import replace

import pandas as pd
import pytest

from isp_utils.intake.to_facts import Delivered
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.build.read_once import ReadBefore, ReadDelivery


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A workplace with one file and its sidecar."""
    folder = tmp_path / "data" / "raw" / "quelle"
    folder.mkdir(parents=True)
    (folder / "jahr.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (folder / "jahr.toml").write_text('title = "x"\n', encoding="utf-8")
    return Store(tmp_path)


def delivered() -> Delivered:
    """What reading gives."""
    return Delivered(
        pd.DataFrame({"fact": ["x"], "age": "3-5", "group": "total", "flag": "", "value": [1.5], "row": [2]}),
        "2024-01-01",
        ("Hinweis",),
        "genesis",
        1,
        "T",
    )


def told(store: Store, reads: list[int]) -> ReadDelivery:
    """The facts of the file in a build of its own; `reads` counts how often it was read."""

    def read() -> Delivered:
        reads.append(1)
        return delivered()

    before = ReadBefore(store)
    found = before.read(store.raw / "quelle" / "jahr.csv", read)
    before.forget_others()
    return found


def test_the_second_build_has_the_same_without_reading(store):
    reads: list[int] = []
    first, second = told(store, reads), told(store, reads)
    assert len(reads) == 1
    pd.testing.assert_frame_equal(first.facts, second.facts)
    assert replace(first, waiting=second.waiting) == second
    assert (first.rows, first.terms, first.flags) == (1, ("x/3-5",), {"value": 1})


@pytest.mark.parametrize("name", ["jahr.csv", "jahr.toml", "jahr.csv.abruf.json"])
def test_another_content_or_sidecar_is_read_again(store, name):
    reads: list[int] = []
    told(store, reads)
    (store.raw / "quelle" / name).write_text("anders", encoding="utf-8")
    told(store, reads)
    assert len(reads) == 2
    assert len(list((store.internal / "gelesen").glob("*.parquet"))) == 1, "the former one is gone"


def test_other_rules_read_again(store, monkeypatch):
    reads: list[int] = []
    told(store, reads)
    monkeypatch.setattr(ReadBefore, "_rules", "andere")
    told(store, reads)
    assert len(reads) == 2


def test_facts_wait_on_the_disk_until_they_are_asked_for(store):
    told(store, [])
    second = told(store, [])
    (table,) = (store.internal / "gelesen").glob("*.parquet")
    table.unlink()
    with pytest.raises(FileNotFoundError):
        len(second.facts)


def test_what_is_refused_is_not_kept(store):
    def refused() -> Delivered:
        raise InputError("nein")

    before = ReadBefore(store)
    with pytest.raises(InputError):
        before.read(store.raw / "quelle" / "jahr.csv", refused)
    assert not (store.internal / "gelesen").exists()
