"""Words and cells of the tables on the page of all places."""

from collections.abc import Sequence

from isp_utils.charts import Caption, Kind, Mark
from isp_utils.indicators.places import Places
from isp_utils.model.catalogue import DIMENSIONS
from isp_utils.model.indices import PlaceIndex
from isp_utils.model.regions import Region
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_number
from isp_utils.pages.parts.captions import SOURCE_PAGE, Words
from isp_utils.pages.parts.deliverers import office_of
from isp_utils.pages.places.cards import PlaceCards
from isp_utils.pages.places.classes import class_mark
from isp_utils.pages.places.links import place_page


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
    lacking = f"; es fehlt: {enumeration(list(offices))}" if offices else ""
    index = next(index for index in cards.indices if index.dimension == dimension)
    found = class_mark(places, index, cards.classes[index.id].get(area.key))
    if not real:
        return Mark(
            "keine Zahlen", "missing", lacking.removeprefix("; ") or "keine Quelle im Katalog", place_page(area.key)
        )
    return Mark(found.word, found.tone, f"{index.title}; {counted}{lacking}", place_page(area.key))


def index_lines(places: Places, indices: Sequence[PlaceIndex]) -> list[str]:
    """What each index is made of, and when a class is named."""
    items = places.figures.catalogue.indicators
    return [
        f"{index.title} ({DIMENSIONS[index.dimension]}): {index.definition} "
        f"Kennzahlen: {enumeration([items[part.indicator].short for part in index.parts])}. "
        f"Eine Klasse steht da, wenn sie zu mindestens {german_number(100 * index.bound)} % wahrscheinlich ist."
        for index in indices
    ]


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
