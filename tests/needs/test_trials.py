"""The back-tests on counted figures, and that nothing later than the base date goes in."""

import numpy as np
import pytest

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.wording import german_number
from isp_utils.needs.backtests import trials
from isp_utils.needs.cohorts import children_ahead
from isp_utils.needs.counted import read_counts, years_of
from isp_utils.needs.damping import LEAST
from isp_utils.needs.growth import own_weight
from isp_utils.needs.known import known_until
from isp_utils.needs.spread import WINDOW, census_break, cohort_scatter
from isp_utils.needs.trials import LAST, RATIOS
from tests.needs.figures import BIOGRAPHY, KREIS, ROOT, TERRITORY, back_tests, counted, known_in, real

RULES = BIOGRAPHY.planning.needs
TEXT = (ROOT / "docs" / "decisions" / "0005-prognose.md").read_text(encoding="utf-8")
FLOWING = " ".join(TEXT.split())
IN_GROUPS = ((2015, 2018), (2015, 2020), (2018, 2020), (2022, 2023), (2022, 2024))
IN_CENSUS = ((2015, 2022), (2018, 2022), (2020, 2022))
WIDE = {
    "kinder_u18": "Under 18",
    "klasse_5": "class 5",
    "kinder_10_15": "10 to 15",
    "betreut_0_2": "under 3 in care",
    "u3": "their quota",
}
CHILDREN = [name for name, rule in RULES.trials.items() if not rule.quota]


@pytest.fixture(scope="module")
def made():
    return back_tests()


def test_every_back_test_is_made_over_all_kreise(made):
    assert set(made) == set(RULES.trials)
    assert all(len(trial.regions) == 45 for trial in made.values())
    cases = {name: trial.cases for name, trial in made.items()}
    whole = ("kinder_0_2", "kinder_3_5", "kinder_6_9", "kinder_10_14", "kinder_u18")
    assert {name: cases[name] for name in whole} == dict.fromkeys(whole, IN_GROUPS)
    parts = ("schulanfaenger", "klasse_5", "kinder_10_15")
    assert {name: cases[name] for name in parts} == dict.fromkeys(parts, IN_CENSUS)
    assert cases["u3"] == tuple((2015, year) for year in range(2016, 2021))


def test_what_came_was_counted(made):
    """12411-0018 and 12411-02-03-4; children in care as whole numbers: 380 in 2020, 359 in 2024."""
    row = made["kinder_0_2"].regions.index(KREIS)
    assert made["kinder_0_2"].outcome[row].tolist() == pytest.approx([1074, 1105, 1105, 1023, 968])
    assert made["kinder_3_5"].outcome[row].tolist() == pytest.approx([1170, 1178, 1178, 1178, 1114])
    assert made["betreut_0_2"].outcome[row].round().tolist() == [362, 380, 380, 359]
    census = counted().ages["2022-05-15"].loc[KREIS]
    assert made["schulanfaenger"].outcome[row, 0] == pytest.approx(0.75 * census["6"] + 0.25 * census["7"])


@pytest.mark.parametrize("name", CHILDREN)
def test_errors_are_no_larger_than_those_of_simple_forecasts(made, name):
    model, *simple = made[name].scores()
    assert {score.name for score in simple} == {LAST, RATIOS}
    assert model.median_error <= min(score.median_error for score in simple)


@pytest.mark.parametrize("name", CHILDREN)
def test_intervals_hold_at_least_what_they_promise(made, name):
    """74 of 100 at the least; where they hold more than 88, the decision page says so."""
    coverage = made[name].scores()[0].coverage
    assert coverage >= 0.74
    assert coverage <= 0.94


def test_the_numbers_of_the_decision_page(made):
    """docs/decisions/0005-prognose.md prints these: coverage, errors, and the county's own hits."""
    for name, trial in made.items():
        model, *simple = trial.scores()
        hits = trial.inside[trial.regions.index(KREIS)]
        errors = (german_number(score.median_error, 1) for score in simple)
        row = (
            f"| {RULES.trials[name].title} | {round(100 * model.coverage)} % "
            f"| **{german_number(model.median_error, 1)}** | "
            f"{' | '.join(errors)} | {int(hits.sum())} von {hits.size} |"
        )
        assert row in TEXT, row


def test_the_worst_cases_of_the_decision_page(made):
    worst = {
        (RULES.trials[name].title, *trial.cases[case]): round(100 * trial.inside[:, case].mean())
        for name, trial in made.items()
        for case in range(len(trial.cases))
        if trial.inside[:, case].mean() < 0.65
    }
    assert len(worst) == 3
    for (title, base, target), share in worst.items():
        assert f"{title} {base} auf {target}: {share} %" in TEXT, (title, base, target, share)


def test_what_the_decision_page_says_of_wide_ranges(made):
    shares = {name: round(100 * trial.scores()[0].coverage) for name, trial in made.items()}
    assert {name for name, share in shares.items() if share > 88} == set(WIDE)
    for name, words in WIDE.items():
        assert f"{words} ({shares[name]})" in FLOWING, words


def test_the_reasons_of_the_decision_page(made):
    """More children than forecast in the Land, and how many quotas rose."""
    for name, words in (("kinder_6_9", "{} % more children from 6 to 9"), ("kinder_10_14", "{} % from 10 to 14")):
        case = made[name].cases.index((2022, 2023))
        more = made[name].outcome[:, case].sum() / made[name].forecast.value[:, case].sum() - 1
        assert words.format(round(100 * more, 1)) in FLOWING
    quota = real().yearly(RULES.quotas["3_5"], TERRITORY.kreise)
    rose, above = int((quota[2024] > quota[2020]).sum()), int((quota[2024] > 100).sum())
    assert f"the quota rose in {rose} of {len(quota)} Kreise, above 100 in {above}" in FLOWING


def test_the_parameters_of_the_decision_page():
    """At every base: a Kreis keeps nothing of its own, neighbours share sixteen times as much before school."""
    for known in map(known_in, sorted({base for base, _ in RULES.compared} | {2024})):
        young, old = cohort_scatter(known).near
        assert (own_weight(known), round(young / old)) == (0, 16)
        assert german_number(100 * census_break(known), 1) == "2,4"
        moves, births = years_of(known.moves), years_of(known.births)
        assert (moves[WINDOW], births[LEAST]) == (2000, 1998)
    for words in ("at every base so far: 0", "sixteen times as large", "80 %: 2.4 %", "since 2000", "since 1998"):
        assert words in FLOWING, words


@pytest.mark.parametrize("year", [2015, 2018, 2022])
def test_nothing_later_than_the_base_goes_in(year):
    """Spoiled or absent, the later figures change neither forecast nor interval."""
    table = real().table
    later = table["period"].str[:4].astype(int) > year
    assert later.any()
    spoiled = Stocks(table.assign(value=table["value"].where(~later, table["value"] * 7 + 1)))
    found = [
        children_ahead(known_until(read_counts(stocks, TERRITORY), year), 3)
        for stocks in (spoiled, Stocks(table[~later]))
    ]
    honest = children_ahead(known_in(year), 3)
    for other in found:
        for part in ("value", "shared", "near", "own", "split", "likeness"):
            np.testing.assert_array_equal(getattr(honest, part), getattr(other, part))


@pytest.mark.parametrize("year", sorted({base for base, _ in RULES.compared}))
def test_no_back_test_looks_ahead(made, year):
    """With all later figures spoiled, every forecast from this year stays as it was: children, quotas, places."""
    table = real().table
    later = table["period"].str[:4].astype(int) > year
    again = trials(
        Stocks(table.assign(value=table["value"].where(~later, table["value"] * 1.5 + 1))), TERRITORY, RULES, 0.75
    )
    for name, trial in made.items():
        own = [base == year for base, _ in trial.cases]
        for part in ("value", "lower", "upper"):
            honest, spoiled = (getattr(found.forecast, part)[:, own] for found in (trial, again[name]))
            np.testing.assert_array_equal(honest, spoiled, err_msg=name)
        assert not any(own) or not np.allclose(trial.outcome[:, own], again[name].outcome[:, own])


def test_only_parts_of_groups_are_compared_across_a_census(made):
    parts = {"schulanfaenger", "klasse_5", "kinder_10_15"}
    assert {name for name, trial in made.items() if trial.crossing} == parts


def test_before_the_census_nothing_crosses_it():
    """With the figures of 2018 there is one comparison, 2015 to 2018, and a single target year is no census."""
    table = real().table
    early = trials(Stocks(table[table["period"].str[:4].astype(int) <= 2018]), TERRITORY, RULES, 0.75)
    assert early["kinder_0_2"].cases == ((2015, 2018),)
    assert not any(trial.crossing for trial in early.values())


def test_merged_kreise_are_added_up():
    known = known_in(2015)
    place = known.regions.index("03159")
    rows = real().rows("bevoelkerung/6")
    parts = rows[(rows["period"] == "2015-12-31") & rows["region"].isin(["03152", "03156"])]["value"].sum()
    assert known.children[place, 6] == parts > 0
    assert known.births.columns[-1] == 2015
