"""Names of cells: sums and rests of shares name the facts behind them, open age groups included."""

import pandas as pd
import pytest

from isp_utils.indicators.compute import compute
from isp_utils.privacy.cells.cells import KEYS, Printed, facts_behind, printed_cells, shares_of, sums_of
from isp_utils.privacy.cells.rules import rules_for
from tests.privacy.county import by_area, catalogue, facts, share

REST = "leute/total/total@2023@none ohne leute/80+/total"
SUM = "alt/65+/total+kinder/0-2/total"
CELLS = [("leute", "total"), ("leute", "80+"), ("alt", "65+"), ("kinder", "0-2"), (SUM, "total"), (REST, "total")]


def cells() -> pd.DataFrame:
    """A share of old people with its rest, and a sum of two age groups."""
    return pd.DataFrame([(what, "03354", "2023", "none", "total", age, "total") for what, age in CELLS], columns=KEYS)


@pytest.mark.parametrize(
    ("name", "facts"),
    [(REST, {"leute"}), (SUM, {"alt", "kinder"}), ("~geburten", {"geburten"}), ("leute", {"leute"})],
)
def test_the_facts_behind_a_name(name, facts):
    assert facts_behind(name) == facts


def test_a_sum_is_found_beside_a_rest_of_an_open_age_group():
    assert sums_of(cells()) == [(4, [2, 3])]
    assert shares_of(cells()) == [(1, 0)]


def test_a_method_that_nobody_knows_is_refused():
    """Whether part and whole can be subtracted depends on the method; the gate guesses nothing."""
    delivered = pd.concat(
        [facts("faelle", by_area(9, 8, 7, 6), "2023"), facts("leute", by_area(90, 80, 70, 60), "2023")]
    )
    delivered = delivered.reset_index(drop=True)
    table = compute(delivered, catalogue([share("quote", "faelle", "leute")]))
    assert printed_cells(delivered, [table], frozenset()).shares
    with pytest.raises(ValueError, match="Wilsen"):
        printed_cells(delivered, [table.assign(method="Wilsen")], frozenset())


@pytest.mark.parametrize("gap", ["source", "what"])
def test_a_cell_without_a_source_or_a_name_is_refused(gap):
    """It has no rules; those of another cell would let its count pass."""
    delivered = facts("faelle", by_area(9, 8, 7, 6), "2023").reset_index(drop=True)
    known = catalogue([])
    printed = Printed(delivered.rename(columns={"fact": "what"}).assign(rows=1, kern=False), {}, ())
    assert len(rules_for(printed, delivered, known).minimum) == len(delivered)
    printed.cells.loc[2, gap] = None
    with pytest.raises((AttributeError, KeyError, TypeError)):
        rules_for(printed, delivered, known)
