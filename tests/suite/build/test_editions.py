"""Editions are put together group by group, the same as all at once, and again only where a file has changed."""

from collections.abc import Sequence

import pandas as pd
import pytest

from isp_utils.intake.facts.quality import shrunk
from isp_utils.intake.facts.versions import revisions, rivals_in
from isp_utils.model.terms import Term
from isp_utils.store import Store
from isp_utils.suite.build import editions
from isp_utils.suite.build.editions import FOLDER, Editions, all_editions, editions_of
from isp_utils.suite.build.kept import Kept
from isp_utils.suite.build.read_once import ReadDelivery
from tests.privacy.county import by_area, facts

CASES, MORE, FEWER = by_area(40, 2, 20, 10), by_area(41, 3, 20, 10), {"03999001": 5.0}


def file(name: str, retrieved: str, *tables: pd.DataFrame) -> ReadDelivery:
    """A file with these facts."""
    table = pd.concat(tables, ignore_index=True).assign(file=f"amt/{name}")
    kinds = table[["fact", "age", "group"]].drop_duplicates().itertuples(index=False)
    terms = tuple(sorted(str(Term(*kind)) for kind in kinds))
    return ReadDelivery(name, retrieved, "genesis", "", (), (), len(table), terms, {}, lambda: table)


OLD = file("a", "2024-01-01", facts("faelle", CASES), facts("leute", CASES))
NEW = file("c", "2024-02-01", facts("leute", MORE))
LESS = file("e", "2024-03-01", facts("leute", FEWER))
OTHER = file("b", "2024-01-01", facts("hilfen", CASES))
RIVAL = file("d", "2024-01-01", facts("hilfen", MORE))
FILES = [NEW, OTHER, LESS, OLD, RIVAL]


@pytest.fixture
def asked(monkeypatch) -> list[set[str]]:
    """The groups of files that were put together anew."""
    groups: list[set[str]] = []

    def watched(files: Sequence[ReadDelivery]) -> Editions:
        groups.append({one.name for one in files})
        return editions_of(files)

    monkeypatch.setattr(editions, "editions_of", watched)
    return groups


def test_groups_say_what_all_say_together(tmp_path):
    found, whole = all_editions(Store(tmp_path), FILES), editions_of(FILES)
    pd.testing.assert_frame_equal(found.facts, whole.facts)
    pd.testing.assert_frame_equal(found.again, whole.again.reset_index(drop=True))
    assert len(found.again) > 0
    assert rivals_in(found.again) == rivals_in(whole.again)
    assert rivals_in(found.again)
    pd.testing.assert_frame_equal(revisions(found.again), revisions(whole.again))
    assert shrunk(found.areas) == shrunk(whole.areas) == ["amt/e: leute, 2023 nur noch 1 statt 7 Gebiete."]


def test_only_the_group_of_a_changed_file_is_put_together_again(tmp_path, asked):
    all_editions(Store(tmp_path), FILES)
    assert sorted(map(sorted, asked)) == [["a", "c", "e"], ["b", "d"]]
    asked.clear()
    changed = file("f", "2024-01-01", facts("hilfen", CASES))
    found = all_editions(Store(tmp_path), [NEW, changed, *FILES[2:]])
    assert asked == [{"f", "d"}]
    pd.testing.assert_frame_equal(found.facts, editions_of([NEW, changed, *FILES[2:]]).facts)
    assert len(Kept(Store(tmp_path).internal / FOLDER).names()) == 2, "the former one is forgotten"


def test_another_order_or_date_or_rule_is_put_together_again(tmp_path, asked, monkeypatch):
    all_editions(Store(tmp_path), FILES)
    asked.clear()
    all_editions(Store(tmp_path), [RIVAL, OTHER, NEW, LESS, OLD])
    assert asked == [{"b", "d"}]
    asked.clear()
    later = file("d", "2024-05-01", facts("hilfen", MORE))
    all_editions(Store(tmp_path), [later, OTHER, NEW, LESS, OLD])
    assert asked == [{"b", "d"}]
    asked.clear()
    monkeypatch.setattr(editions, "state_of_rooms", lambda *_: "andere")
    all_editions(Store(tmp_path), [later, OTHER, NEW, LESS, OLD])
    assert len(asked) == 2
