"""The heat table of a dimension: county, Samtgemeinden, municipalities, own Sozialräume; one period a column."""

from dataclasses import dataclass, replace

from isp_utils.charts import Caption, Kind, Value
from isp_utils.charts.heat import HeatColumn, HeatRow
from isp_utils.charts.parts.data_file import DataRow, Described
from isp_utils.indicators.figure import Figure, figure_of
from isp_utils.model.catalogue import DIMENSIONS, Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.regions import Region
from isp_utils.model.terms import Sources
from isp_utils.pages.parts.links import card_page
from isp_utils.pages.places.cards import ABOUT_GRADES, PlaceCards
from isp_utils.pages.places.links import place_page
from isp_utils.pages.places.rows import dimension_of, sure_words
from isp_utils.pages.places.tables import spaces_caption

ABSENT = Value(None, "not_available")
Column = dict[str, Figure]  # figures of one Kennzahl by key of the area, all of one period


@dataclass(frozen=True)
class HeatContent:
    """Everything of one heat table."""

    rows: list[HeatRow]
    columns: list[HeatColumn]
    caption: Caption
    data: list[DataRow]


def heat_content(cards: PlaceCards, dimension: str) -> HeatContent | None:
    """The table of a dimension; None where no area has a figure that is not made up."""
    found = {
        item: column
        for item in cards.places.figures.catalogue.indicators.values()
        if dimension_of(item) == dimension and (column := _column(cards, item))
    }
    if not found:
        return None
    areas = [*cards.places.every]
    own = cards.places.figures.county
    rows = [HeatRow(own.name, "", True, *_cells(found, own.key))]
    rows += [HeatRow(a.name, place_page(a.key), a.level == "samtgemeinde", *_cells(found, a.key)) for a in areas]
    columns = [
        HeatColumn(item.short, in_german(_period(column)), item.unit, card_page(item.id), item.digits)
        for item, column in found.items()
    ]
    sources = Sources.of(figure.source for column in found.values() for figure in column.values())
    said = (f"{DIMENSIONS[dimension]}: alle Orte nebeneinander", "Werte; darunter Bereich und Stufe, wo es sie gibt")
    caption = spaces_caption(cards.words, Kind.HEAT, said, f"sozialraum_{dimension}", sources)
    caption = replace(caption, notes=(ABOUT_GRADES,))
    return HeatContent(rows, columns, caption, _data(cards, found, areas, caption.source))


def _column(cards: PlaceCards, item: Indicator) -> Column:
    """Figures of all areas for the newest period of the municipalities, else of the Samtgemeinden, and the county's."""
    figures = cards.places.figures
    for level in ("gemeinde", "samtgemeinde", "sozialraum"):
        rows = figures.readable_areas(item.id, level)
        rows = rows[rows["flag"] != "demo"]
        if len(rows) and rows["value"].notna().any():
            period, base = rows["period"].iloc[-1], rows["census_base"].iloc[-1]
            break
    else:
        return {}
    every = figures.of(item.id)
    keys = [figures.county.key, *(area.key for area in cards.places.every)]
    every = every[every["region"].isin(keys) & (every["period"] == period) & (every["census_base"] == base)]
    every = every[every["flag"] != "demo"]
    found = {str(row["region"]): figure_of(row) for _, row in every.iterrows()}
    return found | {str(row["region"]): figure_of(row) for _, row in rows.iterrows()}


def _period(column: Column) -> str:
    return next(iter(column.values())).period


def _cells(found: dict[Indicator, Column], key: str) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """Values of an area, and their ranges and grades."""
    values, details = [], []
    for item, column in found.items():
        own = column.get(key)
        values.append(Value(own.value if own.published else None, own.flag) if own else ABSENT)
        details.append(sure_words(item, own) if own else "")
    return tuple(values), tuple(details)


def _data(cards: PlaceCards, found: dict[Indicator, Column], areas: list[Region], source: str) -> list[DataRow]:
    county = cards.places.figures.county
    names = {county.key: county.name} | {area.key: area.name for area in areas}
    rows = []
    for item, column in found.items():
        described = Described(item.id, item.title, item.unit, item.digits)
        for key, name in names.items():
            if own := column.get(key):
                value = Value(own.value if own.published else None, own.flag)
                edges = (own.lower, own.upper) if own.certain else (None, None)
                said = source.removeprefix("Quelle: ")
                rows.append(DataRow(described, (key, name), own.period, value, edges, said, False, own.census_base))
    return rows
