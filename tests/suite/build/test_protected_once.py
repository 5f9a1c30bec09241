"""What the gate said of a portion is kept by its content, inside the house."""

import os

import pandas as pd
import pytest

from isp_utils.indicators.compute import compute
from isp_utils.privacy.apart.apart import Passed, Work, gate_apart
from isp_utils.privacy.apart.portions import Portion
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import Gated
from isp_utils.store import Store
from isp_utils.suite.build.protected_once import FOLDER, ProtectedBefore
from tests.privacy.county import by_area, catalogue, count, facts

KNOWN = catalogue([count("faelle", "faelle"), count("hilfen", "hilfen")])
FIRST = (facts("faelle", by_area(40, 2, 20, 10)), facts("hilfen", by_area(7, 12, 1, 30), source="eigen"))


class Watched(ProtectedBefore):
    """Notes which facts were tried anew."""

    def each(self, work: Work, portions: list[Portion]) -> list[Passed]:
        """As before, with a work that says what it is given."""

        def watched(portion: Portion) -> Passed:
            self.store.raw.mkdir(parents=True, exist_ok=True)
            (self.store.raw / "-".join(sorted(portion.facts["fact"].unique()))).touch()
            return work(portion)

        return super().each(watched, portions)


def built(home, *tables: pd.DataFrame, releases: Releases | None = None) -> tuple[Gated, set[str]]:
    """What passes, and the facts that were tried for it."""
    store, together = Store(home), pd.concat(tables, ignore_index=True)
    found = gate_apart(together, [compute(together, KNOWN)], KNOWN, releases, Watched(store).each)
    tried = {path.name for path in store.raw.glob("*")}
    for path in store.raw.glob("*"):
        path.unlink()
    return found, tried


def same(one: Gated, other: Gated) -> None:
    pd.testing.assert_frame_equal(one.tables[0], other.tables[0])
    pd.testing.assert_frame_equal(one.cells.drop(columns="cheapest"), other.cells.drop(columns="cheapest"))
    pd.testing.assert_frame_equal(one.told, other.told)


def test_the_same_counts_are_not_tried_again(tmp_path):
    first, tried = built(tmp_path, *FIRST)
    assert tried == {"faelle", "hilfen"}
    again, tried = built(tmp_path, *FIRST)
    assert tried == set()
    same(first, again)


def test_only_the_portion_of_a_changed_delivery_is_tried_wherever_the_others_stand_now(tmp_path):
    built(tmp_path, *FIRST)
    changed = facts("faelle", by_area(40, 3, 20, 10) | {"03": 500})
    found, tried = built(tmp_path, changed, FIRST[1])
    assert tried == {"faelle"}
    afresh, _ = built(tmp_path / "afresh", changed, FIRST[1])
    same(found, afresh)
    assert len(list((Store(tmp_path).internal / FOLDER).iterdir())) == 2


def test_what_was_released_meanwhile_is_not_tried_again_but_what_is_revised_is(tmp_path):
    first, _ = built(tmp_path, *FIRST)
    register = Releases.none().after(first.cells)
    second, tried = built(tmp_path, *FIRST, releases=register)
    assert tried == set()
    assert second.system.fixed.sum() > first.system.fixed.sum()
    afresh, _ = built(tmp_path / "afresh", *FIRST, releases=register)
    same(second, afresh)
    changed = facts("faelle", by_area(40, 3, 20, 10))
    third, tried = built(tmp_path, changed, FIRST[1], releases=register)
    assert tried == {"faelle"}
    _, tried = built(tmp_path, changed, FIRST[1], releases=register.after(third.cells))
    assert tried == {"faelle"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_what_is_kept_is_for_its_owner_only(tmp_path):
    built(tmp_path, *FIRST)
    kept = list((Store(tmp_path).internal / FOLDER).iterdir())
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


def test_what_is_refused_leaves_nothing_behind(tmp_path):
    def refused(portion: Portion) -> Passed:
        raise ArithmeticError("no solution")

    store, together = Store(tmp_path), pd.concat(FIRST, ignore_index=True)
    with pytest.raises(ArithmeticError):
        gate_apart(
            together,
            [compute(together, KNOWN)],
            KNOWN,
            None,
            lambda work, portions: ProtectedBefore(store).each(refused, portions),
        )
    assert not (store.internal / FOLDER).exists()
