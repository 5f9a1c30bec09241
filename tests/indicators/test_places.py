"""Places beside their county: classes that chance alone could have given are not named."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from isp_utils.indicators.places import limits_of, sides_of
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.errors import InputError
from isp_utils.model.indices import PlacePart, read_place_indices
from isp_utils.model.wording import german_number
from isp_utils.statistics.intervals import wilson
from tests.indicators.place_trials import INDICES, alarms, figure

METHODS = (Path(__file__).resolve().parents[2] / "docs" / "Methoden.md").read_text(encoding="utf-8")
PART = PlacePart("leerstand", -1)


ALONE = replace(
    INDICES["gesundheit"], title="nur eine Kennzahl: der ungünstigste Fall", parts=INDICES["gesundheit"].parts[:1]
)
EVERY = {**INDICES, "alone": ALONE}


@pytest.mark.slow
@pytest.mark.parametrize("index", EVERY.values(), ids=EVERY)
def test_identical_municipalities_get_a_class_in_five_of_a_hundred_cases_at_most(index):
    found = alarms(index)
    assert found.ours <= 5
    assert found.plain > 20  # the plain rule sorts noise
    assert f"| {index.title} | {german_number(found.ours, 1)} | {german_number(found.plain, 1)} |" in METHODS


def test_the_same_in_a_few_counties():
    assert alarms(ALONE, draws=40).ours <= 6
    assert alarms(INDICES["demografie"], draws=20).ours <= 5


def test_a_real_difference_is_named():
    index = INDICES["gesundheit"]
    limits = np.array([[(8.0, 6.0, 10.0)] * 3] * 20 + [[(16.0, 14.0, 18.0)] * 3, [(3.0, 1.0, 5.0)] * 3])
    sides = [side for side, _ in sides_of(index, limits, np.array([8.0] * 3))]
    assert sides == [0] * 20 + [-1, 1]


def test_people_who_live_together_are_fewer_than_they_are():
    own = figure("leerstand", 10.0, (100, 1000), "Wilson")
    value, lower, upper = limits_of(own, PART)
    low, high = wilson(100.0, 1000.0)
    assert (value, lower, upper) == (10.0, pytest.approx(100 * low), pytest.approx(100 * high))
    _, wider, _ = limits_of(own, replace(PART, together=2.0))
    assert wider < lower


def test_a_quotient_of_two_groups_may_exceed_a_hundred():
    own = figure("altenquotient", 125.0, (500, 400), "Poisson (exact below 10, then Byar)")
    _, lower, upper = limits_of(own, PART)
    assert 100 < lower < 125 < upper < 150


def test_what_counts_nobody_has_the_declared_blur():
    value, lower, upper = limits_of(figure("minuten_zur_apotheke", 8.0), replace(PART, blur=1.0))
    assert (lower, value, upper) == (pytest.approx(6.04, abs=1e-3), 8.0, pytest.approx(9.96, abs=1e-3))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"leerstand"', '"lehrstand"', "»lehrstand« ist keine Kennzahl. Meinten Sie »leerstand«?"),
        ("direction = -1", "direction = 0", "»direction« von »leerstand« muss 1 oder -1 sein"),
        ("0.98", "1.2", "»bound« ist 1.2"),
    ],
)
def test_a_slip_in_an_index_is_said(tmp_path, old, new, said):
    text = (HERE / "indices" / "ort_wohnen.toml").read_text(encoding="utf-8")
    (tmp_path / "indices").mkdir()
    (tmp_path / "indices" / "ort_wohnen.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_place_indices(tmp_path, frozenset(load().indicators))
