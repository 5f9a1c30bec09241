"""Words and cells of the tables on the page of all places."""

from collections.abc import Mapping, Sequence

from isp_utils.charts import Caption, Kind, Mark
from isp_utils.indicators.places import Places
from isp_utils.model.catalogue import DIMENSIONS, Indicator
from isp_utils.model.indices import PlaceIndex
from isp_utils.model.regions import Region
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_number, with_unit
from isp_utils.pages.parts.captions import SOURCE_PAGE, Words
from isp_utils.pages.parts.deliverers import office_of
from isp_utils.pages.places.cards import PlaceCards
from isp_utils.pages.places.classes import UNTOLD, class_mark
from isp_utils.pages.places.links import place_page

POINTS = "Prozentpunkte"  # in which the inexactness of a share is told
ONE = {"Minuten": "Minute", POINTS: "Prozentpunkt"}


def overview_marks(
    cards: PlaceCards, areas: Sequence[Region], dimensions: Sequence[str]
) -> dict[tuple[str, str], Mark]:
    """A cell for each dimension (title) and area (name)."""
    return {(DIMENSIONS[name], area.name): _overview_mark(cards, area, name) for name in dimensions for area in areas}


def _overview_mark(cards: PlaceCards, area: Region, dimension: str) -> Mark:
    places = cards.places
    items = [item for item in places.of_level(area.level) if dimension in item.dimensions]
    owned = [(item, places.figure(item.id, area)) for item in items]
    real = [own for _, own in owned if own and own.published and not own.demo]
    offices = dict.fromkeys(office_of(places.figures.catalogue, item) for item, own in owned if own and own.demo)
    counted = f"{len(real)}\u00a0{'Kennzahl' if len(real) == 1 else 'Kennzahlen'}"
    lacking = f"; es fehlen Zahlen von: {enumeration(list(offices))}" if offices else ""
    if not real:
        return Mark(
            "keine Zahlen", "missing", lacking.removeprefix("; ") or "keine Quelle im Katalog", place_page(area.key)
        )
    index = next((index for index in cards.indices if index.dimension == dimension), None)
    if index is None:
        return Mark(counted, "plain", lacking.removeprefix("; "), place_page(area.key))
    found = class_mark(places, index, cards.classes[index.id].get(area.key))
    why = f" ({found.detail})" if found.tone == "missing" else ""
    return Mark(found.word, found.tone, f"{index.title}{why}; {counted}{lacking}", place_page(area.key))


def class_lines(cards: PlaceCards, areas: Sequence[Region]) -> list[str]:
    """For each index which areas have a class, and how many cannot be told; last the indices without classes."""
    lines, without = [], []
    for index in cards.indices:
        found = cards.classes[index.id]
        known = [(a.name_alone, found[a.key]) for a in areas if a.key in found and found[a.key].known]
        if not known or any(cards.places.too_old(item.year) for _, item in known):
            years = sorted({item.year for _, item in known})
            why = f"Zahlen von {years[0]}, zu alt für ein Urteil" if years else "Zahlen fehlen"
            without.append(f"{index.title}: keine Klassen ({why}).")
            continue
        sides = {side: [name for name, item in known if item.side == side] for side in (1, 0, -1)}
        named = [
            f"{word} in {enumeration(sides[side])}" for side, word in ((1, index.high), (-1, index.low)) if sides[side]
        ]
        untold = f"vom Landkreis {UNTOLD}: {len(sides[0])} von {len(areas)}\u00a0Orten"
        lines.append(f"{index.title}: {'; '.join([*named, untold])}.")
    return lines + without


def index_lines(places: Places, indices: Sequence[PlaceIndex]) -> list[str]:
    """What each index is made of, and when a class is named."""
    items = places.figures.catalogue.indicators
    lines = [
        f"{index.title} ({DIMENSIONS[index.dimension]}): {index.definition} "
        f"Kennzahlen: {enumeration([items[part.indicator].short for part in index.parts])}.{blurred(index, items)}"
        for index in indices
    ]
    bounds: dict[float, list[str]] = {}
    for index in indices:
        bounds.setdefault(index.bound, []).append(index.title)
    return lines + [
        f"Eine Klasse wird ab {german_number(100 * bound)}\u202f% Wahrscheinlichkeit genannt: {enumeration(titles)}."
        for bound, titles in bounds.items()
    ]


def blurred(index: PlaceIndex, items: Mapping[str, Indicator]) -> str:
    """How inexact the parts are taken to be that nobody counts, in their unit; "" where all are counted."""
    taken: dict[tuple[float, str], list[str]] = {}
    for part in index.parts:
        item = items[part.indicator]
        if part.blur:
            taken.setdefault((part.blur, POINTS if item.unit == "%" else item.unit), []).append(item.short)
    told = [
        f"{with_unit(blur, ONE.get(unit, unit) if blur == 1 else unit)} ({enumeration(names)})"
        for (blur, unit), names in taken.items()
    ]
    return f" Diese Zahlen sind geschätzt; angenommen ist ein Fehler von {' und '.join(told)}." if told else ""


def spaces_caption(
    words: Words, kind: Kind, said: tuple[str, str], name: str, sources: Sources | None = None
) -> Caption:
    """Caption of a table of places; `said`: its title and its measure."""
    return Caption(
        title=said[0],
        measure=said[1],
        source=words.source(sources) if sources else "Quelle: wie auf den Seiten der Orte genannt",
        description=f"Tabelle mit den Orten des Landkreises. {said[0]}: {said[1]}.",
        csv=name,
        kind=kind,
        source_page=SOURCE_PAGE,
    )
