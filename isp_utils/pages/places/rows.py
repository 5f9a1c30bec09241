"""A place beside its county and its Land: rows of its profile, and its sentences."""

from collections.abc import Sequence

import numpy as np

from isp_utils.charts import ProfileRow, Spread, Value
from isp_utils.charts.parts.data_file import DataRow, Described
from isp_utils.indicators.figure import Figure
from isp_utils.indicators.places import Places
from isp_utils.indicators.statements.hindrance import hindered
from isp_utils.model.catalogue import DIMENSIONS, Indicator
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.regions import Region
from isp_utils.model.wording import as_printed
from isp_utils.pages.parts.judgements import amount_between, without_verdict
from isp_utils.pages.parts.links import card_page
from isp_utils.pages.parts.sentences import limits
from isp_utils.pages.parts.spoken import spoken_alone

Own = tuple[Indicator, Figure]
FEWEST, HALVED = 3, 5  # places that make a range, and those of which there is a middle half
FEW_SENTENCES = 3
GROUPS = DIMENSIONS | {"": "Weitere Kennzahlen"}
HOME = ("gesundheit", "bildung", "wohnen", "demografie", "mobilitaet", "arbeit_einkommen")
SAME, UNSURE = "wie im Landkreis", "nicht sicher verschieden"


def dimension_of(indicator: Indicator) -> str:
    """The one dimension under which a Kennzahl is shown: a way to school is about school first."""
    return next((name for name in HOME if name in indicator.dimensions), "")


def by_dimension(found: Sequence[Own]) -> dict[str, list[Own]]:
    """Figures by dimension, in the order of the dimensions; those of none last, under ""."""
    return {name: [own for own in found if dimension_of(own[0]) == name] for name in GROUPS}


def place_row(places: Places, region: Region, item: Indicator, own: Figure) -> ProfileRow:
    """One row of the profile: the place, its county (the line of the drawing) and its Land."""
    figures = places.figures
    county, land = (places.above(own, key) for key in (figures.county.key, figures.county.key[:2]))
    comparable = item.comparable and own.published
    return ProfileRow(
        name=item.short,
        href=card_page(item.id),
        unit=f"in {item.unit}" if item.unit and not item.unit.startswith("je") else item.unit,
        period=in_german(own.period).removeprefix("Schuljahr "),
        own=Value(own.value if own.published else None, own.flag),
        land=Value(county.value, county.flag) if county else None,
        alike=land.value if land and item.comparable else None,
        spread=_spread(places.others(own, region.level)) if comparable else None,
        judgement=beside_county(item, own, county, figures.newest_year) if comparable else "",
        tone="",
        trend="",
        digits=item.digits,
        people=own.people,
        about=own.approximate,
        old=places.too_old(year_of(own.period)),
        sure=sure_words(item, own),
        base=figures.former_base(own),
    )


def sure_words(item: Indicator, own: Figure) -> str:
    """Range and grade of a figure in few words; "" for a count of everybody, and where nothing is published.

    What they mean stands below the table.
    """
    if not own.published:
        return ""
    parts = [limits(item, own)] if own.certain else []
    parts += [f"Stufe {own.reliability}"] if own.reliability else []
    return ", ".join(parts)


def beside_county(item: Indicator, own: Figure, county: Figure | None, newest_year: int) -> str:
    """How far the place lies from the county, a sum and no verdict; where chance has limits only beyond them.

    newest_year: of all figures. Without a comparison where the figure is too old, estimated or of an exceptional year.
    """
    if county is None or not county.published:
        return ""
    if why := hindered(item, own, newest_year):
        return without_verdict(why)
    if _by_chance(own, county):
        return UNSURE
    here, there = (as_printed(value, item.digits) for value in (own.value, county.value))
    if here == there:
        return SAME
    return f"{amount_between(item, own.value, county.value)} {'höher' if here > there else 'niedriger'}"


def _by_chance(own: Figure, county: Figure) -> bool:
    return own.certain and own.lower <= county.value <= own.upper


def _spread(values: Sequence[float]) -> Spread | None:
    if len(values) < FEWEST:
        return None
    lower, upper = map(float, np.quantile(values, [0.25, 0.75])) if len(values) >= HALVED else (None, None)
    return Spread(min(values), lower, upper, max(values), len(values))


def telling(places: Places, region: Region, found: Sequence[Own]) -> list[tuple[Indicator, str]]:
    """The sentences of those figures that lie farthest from the county, newer ones first; three at most."""
    said = [(item, own) for item, own in found if own.published and item.spoken]
    said.sort(key=lambda pair: (places.too_old(year_of(pair[1].period)), -_distance(places, region, *pair)))
    return [(item, _spoken(places, item, own)) for item, own in said[:FEW_SENTENCES]]


def _spoken(places: Places, item: Indicator, own: Figure) -> str:
    said, base = spoken_alone(item, own), places.figures.former_base(own)
    return f"{said.rstrip('.')} (Grundlage: {base})." if base else said


def _distance(places: Places, region: Region, item: Indicator, own: Figure) -> float:
    """Distance from the county in standard deviations of the places; 0 where chance alone may have made it."""
    county = places.above(own, places.figures.county.key)
    values, newest = places.others(own, region.level), places.figures.newest_year
    if county is None or not county.published or not item.comparable or len(values) < 2:
        return 0.0
    if hindered(item, own, newest) or _by_chance(own, county):
        return 0.0
    spread, gap = float(np.std(values, ddof=1)), abs(own.value - county.value)
    return (
        gap / spread
        if spread > 0 and as_printed(own.value, item.digits) != as_printed(county.value, item.digits)
        else 0.0
    )


def data_rows(places: Places, region: Region, found: Sequence[Own], source: str) -> list[DataRow]:
    """The figures of a place and of its county, for the data file."""
    rows = []
    for item, own in found:
        described = Described(item.id, item.title, item.unit, item.digits)
        county = places.above(own, places.figures.county.key)
        areas = [(region.key, region.name, own)]
        areas += [(county.region, places.figures.county.name, county)] if county and item.comparable else []
        for key, name, figure in areas:
            value = Value(figure.value if figure.published else None, figure.flag)
            edges = (figure.lower, figure.upper) if figure.certain else (None, None)
            rows.append(DataRow(described, (key, name), figure.period, value, edges, source, False, figure.census_base))
    return rows
