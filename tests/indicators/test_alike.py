"""Comparable Kreise: the nearest in the declared Kennzahlen, none where the county lacks a figure."""

from dataclasses import replace

from isp_utils.indicators.alike import alike
from isp_utils.indicators.figures import Figures
from isp_utils.model.alike import Alike
from isp_utils.model.indicator import Exceptional
from tests.indicators.gated import PEERS, figures_of, line

OTHERS = (5.0, 10.5, 14.0, 9.0, 20.0, 11.5)


def seen(figures: Figures, number: int = 2) -> Figures:
    """With a rule that names the single Kennzahl."""
    return replace(figures, catalogue=replace(figures.catalogue, alike=Alike(("quote",), number, "Verfahren.")))


def rows(own: float = 10.0, period: str = "2022") -> list[dict[str, object]]:
    """Own figure and those of the other Kreise."""
    return [line(period, own), *(line(period, value, region=key) for key, value in zip(PEERS, OTHERS, strict=True))]


def test_the_nearest_are_named_nearest_first():
    assert alike(seen(figures_of(rows()))) == [PEERS[1], PEERS[3]]


def test_without_a_rule_or_an_own_figure_nobody_is_comparable():
    assert alike(figures_of(rows())) == []
    assert alike(seen(figures_of(rows()[1:]))) == []


def test_an_exceptional_year_makes_nobody_comparable():
    odd = {"exceptional": (Exceptional(2022, "Sonderfall"),)}
    found = seen(figures_of([*rows(20.5), *rows(5.1, "2021")], **odd))
    assert alike(found)[0] == PEERS[0]
