"""What tables and sentences say of a place beside its county, and what they leave unsaid."""

from dataclasses import replace

import pytest

from isp_utils.indicators.places import PlaceClass
from isp_utils.model.catalogue import load
from isp_utils.model.indices import PlaceIndex
from isp_utils.pages.places.classes import class_mark
from isp_utils.pages.places.rows import SAME, UNSURE, beside_county
from isp_utils.pages.places.tables import blurred
from tests.indicators.place_trials import INDICES, figure

ITEM = load().indicators["leerstand"]
OWN, COUNTY = figure("leerstand", 9.0), figure("leerstand", 5.0)


@pytest.mark.parametrize(
    ("own", "newest", "said"),
    [
        pytest.param(replace(OWN, period="2022-05-15"), 2024, "4,0\xa0Prozentpunkte höher", id="counted"),
        pytest.param(replace(OWN, period="2022-05-15", value=5.04), 2024, SAME, id="printed alike"),
        pytest.param(replace(OWN, period="2022-05-15", lower=4.0, upper=12.0), 2024, UNSURE, id="chance"),
        pytest.param(replace(OWN, period="2015-12-31"), 2024, "kein Urteil (von 2015)", id="too old"),
        pytest.param(
            replace(OWN, period="2022-05-15", flag="estimated"), 2024, "kein Urteil (geschätzt)", id="estimated"
        ),
    ],
)
def test_a_place_is_compared_only_where_a_county_would_be(own, newest, said):
    assert beside_county(ITEM, own, COUNTY, newest) == said


def test_what_nobody_counts_is_told_with_its_unit():
    index = replace(INDICES["mobilitaet"], parts=tuple(replace(p, blur=1.0) for p in INDICES["mobilitaet"].parts))
    said = blurred(index, load().indicators)
    assert " in Minuten" not in said
    assert said.startswith(" Diese Zahlen sind geschätzt; angenommen ist ein Fehler von 1\xa0Minute (")


class Today:
    """Places of which every figure is new."""

    @staticmethod
    def too_old(year: int) -> bool:
        """Never."""
        return False


@pytest.mark.parametrize(
    ("side", "probability", "printed"), [(0, 0.979, "97"), (0, 0.62, "62"), (1, 0.981, "98"), (-1, 0.9999, "99")]
)
def test_a_probability_is_never_rounded_up_to_the_bound_that_it_misses(side, probability, printed):
    index: PlaceIndex = replace(INDICES["gesundheit"], bound=0.98)
    assert class_mark(Today(), index, PlaceClass(side, probability, 2024)).detail == f"{printed} %"
