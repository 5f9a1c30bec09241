"""Cohorts, damped trends, needs in whole persons, variants, Samtgemeinden."""

from dataclasses import replace

import numpy as np
import pytest

from isp_utils.model.laender import Land
from isp_utils.needs.areas import STATED_ALONE, summed_years
from isp_utils.needs.cohorts import Scenario, children_ahead
from isp_utils.needs.damping import Rule, chosen, damped, half_widths, past_errors
from isp_utils.needs.demand import Quotas, needs, starting, weights
from isp_utils.needs.growth import falling, yearly_growth
from isp_utils.needs.outlook import HORIZON, outlook
from isp_utils.needs.tables import GROUPS
from isp_utils.pages.life_course.stations import need_sentence
from isp_utils.statistics.intervals import Estimate, StatisticsError
from tests.needs.figures import BIOGRAPHY, CATALOGUE, KREIS, TERRITORY, known_in, real

FLAT = Estimate(*(np.full(HORIZON + 1, 50.0) for _ in range(3)), 0.8, "angenommen")
QUOTAS = Quotas(FLAT, FLAT, {}, 0.5, 0.9, 0.1)
VARIANTS = CATALOGUE.counties[KREIS].variants


@pytest.fixture(scope="module")
def ahead():
    return outlook(real(), TERRITORY, KREIS, BIOGRAPHY.planning, VARIANTS)


def test_the_base_year_is_what_was_counted(ahead):
    """Groups as counted on 31.12.2024 on the new census base; single ages inside them are reckoned."""
    assert (ahead.known.year, ahead.known.base.census_base) == (2024, "zensus_2022")
    groups = [ahead.base[first : last + 1].sum() for first, last in GROUPS]
    np.testing.assert_allclose(groups, [968, 1114, 1667, 2023, 1212, 892])
    np.testing.assert_array_equal(ahead.cohorts["trend"].value[0, 0], ahead.base)


def test_every_need_is_whole_persons_inside_its_interval(ahead):
    for found in ahead.needs.values():
        for need in found.values():
            for numbers in (need.value, need.lower, need.upper):
                assert np.array_equal(numbers, np.floor(numbers)), need.kind
            assert ((need.lower <= need.value) & (need.value <= need.upper)).all(), need.kind
            assert len(need.years) == HORIZON + 1


def test_intervals_widen(ahead):
    need = ahead.needs["trend"]["schulanfaenger"]
    width = need.upper - need.lower
    assert 0 < width[0] < width[1] < width[6] < width[10]


def test_a_counted_group_is_certain_at_the_base_and_a_part_of_it_is_not(ahead):
    cohorts = ahead.cohorts["trend"]
    whole, part = (cohorts.total(weights(ages)) for ages in ({3: 1, 4: 1, 5: 1}, {5: 1}))
    assert whole.upper[0, 0] == pytest.approx(1114) == whole.lower[0, 0]
    assert part.upper[0, 0] > part.value[0, 0] > part.lower[0, 0]


def test_errors_of_neighbours_add_up_in_a_sum(ahead):
    """The same cohorts as if they had nothing in common: the sum would look too sure."""
    cohorts, ages = ahead.cohorts["trend"], weights({3: 1, 4: 1, 5: 1})
    alone = replace(cohorts, likeness=0.0)
    assert cohorts.total(ages).upper[0, 3] > alone.total(ages).upper[0, 3]


def test_places_are_the_quota_of_the_same_years_children(ahead):
    """359 of 968 and 1,127 of 1,114 children in care on 1 March 2024, as the Deutschlandatlas divides them."""
    reserve = 1 + BIOGRAPHY.planning.kita_reserve
    places = [ahead.needs["trend"][kind].at(2024) for kind in ("plaetze_u3", "plaetze_3_5")]
    assert places == [(np.ceil(n * reserve),) * 3 for n in (359, 1127)]


def test_variants_differ_where_they_should(ahead):
    last = {name: needs["plaetze_u3"].value[-1] for name, needs in ahead.needs.items()}
    assert last["unveraendert"] < min(last["trend"], last["ziel"])
    assert ahead.needs["trend"]["schulanfaenger"].at(2030) == ahead.needs["ziel"]["schulanfaenger"].at(2030)


def test_a_target_moves_the_need(ahead):
    more = [replace(v, target_u3=v.target_u3 + 10) if v.target_u3 else v for v in VARIANTS]
    changed = outlook(real(), TERRITORY, KREIS, BIOGRAPHY.planning, more)
    assert changed.needs["ziel"]["plaetze_u3"].value[-1] > ahead.needs["ziel"]["plaetze_u3"].value[-1]
    assert changed.needs["trend"]["plaetze_u3"].value[-1] == ahead.needs["trend"]["plaetze_u3"].value[-1]


def test_a_target_below_the_quota_of_today_is_told(ahead):
    """1,127 of 1,114 children from 3 to 5 are in care already, and 98 % is wanted: fewer places than in the trend."""
    (low,) = ahead.low_targets("plaetze_3_5")
    assert (low.variant, low.target, round(low.quota, 1), low.year) == ("Ziel", 98.0, 101.2, 2024)
    aim, trend = (ahead.needs[name]["plaetze_3_5"].value[1:] for name in ("ziel", "trend"))
    assert (aim < trend).all()
    assert ahead.low_targets("plaetze_u3") == ahead.low_targets("schulanfaenger") == []


def test_all_day_places_begin_in_2026_and_grow_by_a_class_a_year(ahead):
    need = ahead.needs["trend"]["ganztag"]
    assert need.at(2025) == (0, 0, 0)
    first, second, third = (need.at(year)[0] for year in (2026, 2027, 2028))
    assert first == pytest.approx(0.75 * ahead.needs["trend"]["schulanfaenger"].at(2026)[0], abs=1)
    assert first < second < third


def test_the_children_who_start_school():
    """Born from October six years and a bit ago to September: three quarters of one age, a quarter of the next."""
    assert starting(6, 0.75)[[5, 6, 7, 8]].tolist() == [0, 0.75, 0.25, 0]


def test_another_day_of_school_entry_is_another_age_at_school_entry(ahead):
    """With 30 June, half of the children of an age begin at six, half at seven (as in Bavaria)."""
    june = replace(BIOGRAPHY.planning, laender={"03": Land("03", "06-30")}, class_size=10)
    cohorts = ahead.cohorts["trend"]
    made = needs(cohorts, KREIS, QUOTAS, june, VARIANTS[0])
    expected = 0.5 * cohorts.value[0, 3, 6] + 0.5 * cohorts.value[0, 3, 7]
    assert made["schulanfaenger"].at(2027)[0] == round(expected)
    assert made["klassen_1"].at(2027)[0] == np.ceil(round(expected) / 10)
    assert made["schulanfaenger"].statistic == "Bevölkerungsstatistik, Stichtag 30.06."


def test_samtgemeinden_add_up_to_the_kreis(ahead):
    for name, cohorts in ahead.areas.items():
        np.testing.assert_allclose(cohorts.value.sum(axis=0), ahead.cohorts[name].value[0])
    own = ahead.cohorts["trend"].total(starting(6, 0.75))
    small = ahead.areas["trend"].total(starting(6, 0.75))
    assert ((small.upper / small.value) > (own.upper / own.value)[0]).all()


def test_gartow_is_only_an_interval_over_years(ahead):
    people = real().newest("bevoelkerung", "033545403").value
    assert people < STATED_ALONE
    together = summed_years(ahead.areas["trend"], starting(6, 0.75))
    place = ahead.areas["trend"].regions.index("033545403")
    single = ahead.areas["trend"].total(starting(6, 0.75))
    assert together.upper[place] / together.lower[place] < single.upper[place, 5] / single.lower[place, 5]


def test_without_arrivals_and_trend_there_are_fewer_children():
    known = known_in(2018)
    calm, lively = children_ahead(known, 10, Scenario("last", 0.0)), children_ahead(known, 10)
    assert calm.value[:, -1, :18].sum() < lively.value[:, -1, :18].sum()
    assert (np.diff(yearly_growth(known)) <= 1e-12).all()


def test_falling_keeps_what_falls_and_pools_what_rises():
    assert falling(np.array([5.0, 3.0, 1.0])).tolist() == [5, 3, 1]
    assert falling(np.array([1.0, 2.0, 3.0])).tolist() == [2, 2, 2]


def test_damping_stops_a_trend_and_needs_three_values():
    rise = np.tile(np.arange(10.0), (3, 1))
    ahead = damped(rise, 50, Rule(0.5))
    assert ahead[0, -1] == pytest.approx(10.0)
    with pytest.raises(StatisticsError, match="3 known values"):
        damped(rise[:, :2], 1, Rule(0.5))


def test_the_damping_that_would_have_been_best_is_chosen():
    steady = np.tile(np.arange(20.0), (4, 1))
    assert chosen(steady, 3, [Rule(0.5), Rule(0.9)]) == Rule(0.9)
    turning = np.tile([0.0, 1, 2, 3, 2, 1] * 4, (4, 1))
    assert chosen(turning, 3, [Rule(0.5), Rule(0.9)]) == Rule(0.5)


def test_half_widths_never_shrink_and_grow_beyond_what_was_seen():
    random = np.random.default_rng(1)
    errors = past_errors(random.normal(0, 1, (10, 9)).cumsum(axis=1) + 50, 10, Rule(0.5))
    width = half_widths(errors)
    assert (np.diff(width) >= 0).all()
    assert width.size == 10


def test_a_kreis_without_single_ages_has_no_outlook():
    assert outlook(real(), TERRITORY, "09999", BIOGRAPHY.planning, VARIANTS) is None


def test_a_need_says_that_its_ratio_is_of_long_ago(ahead):
    """Pupils of vocational schools were last counted in 2015, leavers in 2024."""
    found = ahead.needs["trend"]
    assert {kind: need.old_ratio for kind, need in found.items() if need.old_ratio} == {"berufliche_schulen": 2015}
    assert "Verhältnis des Jahres 2015" in need_sentence(found["berufliche_schulen"], counted=True)
    assert "Verhältnis" not in need_sentence(found["schulentlassene"], counted=True)


def test_a_target_of_care_places_changes_nothing_about_classes(ahead):
    assert ahead.distinct("klassen_1") == {"unveraendert": "unveraendert", "trend": "trend", "ziel": "trend"}
    assert set(ahead.distinct("plaetze_u3").values()) == {"unveraendert", "trend", "ziel"}


def test_children_in_care_are_the_places_without_the_reserve(ahead):
    """2024: 101.17 % of 1,114 children are 1,127, and 1,127.03 x 1.05 = 1,183.4 begun places."""
    assert ahead.likely("betreut_3_5").at(2024)[0] == 1127
    assert ahead.likely("plaetze_3_5").at(2024)[0] == 1184
