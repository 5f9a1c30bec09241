"""The Steckbriefe of a site: one page and one data file per Kennzahl, and the list of all from A to Z."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from isp_utils.indicators.alike import alike
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.biography import Biography
from isp_utils.model.catalogue import FIELDS, STATIONS, Catalogue, Indicator
from isp_utils.model.periods import year_of
from isp_utils.pages.indicator_card.card import Card, Cards
from isp_utils.pages.indicator_card.facts import CardKnowledge
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.deliverers import deliverer_of
from isp_utils.pages.parts.links import card_data, card_page
from isp_utils.suite.site.uses import Uses

OBSTACLES = "hindernisse"
DIGITS = "0-9"


@dataclass(frozen=True)
class CardContext:
    """What the pages of one county say: captions, statements, the biography, where figures are used."""

    words: Words
    known: CardKnowledge
    statements: Mapping[str, Statement | None]
    biography: Biography
    uses: Uses

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as the county reads it."""
        return self.words.figures.catalogue


def cards_of(context: CardContext) -> Cards:
    """What the Steckbriefe of the county share."""
    catalogue = context.catalogue
    sources = catalogue.sources.values()
    deliverers = {name: deliverer_of(item, sources) for name, item in catalogue.indicators.items()}
    return Cards(
        context.words,
        context.known,
        alike(context.words.figures),
        catalogue.words(context.words.figures.county.key)["verband"],
        {name: source for name, source in deliverers.items() if source},
    )


def card_content(card: Card, context: CardContext) -> dict[str, Any]:
    """What the template of the page of a Kennzahl prints."""
    return {
        "card": card,
        "data": f"daten/{card_data(card.item.id)}.csv",
        "reports": _reports(context.uses, card.item.id),
        "places": _places(card.item, context),
        "kreise_number": len(context.words.figures.kreise),
        "land": context.catalogue.register[context.words.figures.county.peers].name,
    }


def _reports(uses: Uses, name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Title of each report and its sections (address, words) that show or name a Kennzahl."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place in uses.places.get(name, []):
        found.setdefault(place.title, []).append((place.address, place.section or place.title))
    return list(found.items())


def _places(item: Indicator, context: CardContext) -> list[tuple[str, list[str]]]:
    """Station, transitions and obstacles of a Kennzahl, as links where a page of this run has them."""
    biography, link = context.biography, context.uses.link
    station = _linked(STATIONS[item.station], link(f"station-{item.station.replace('_', '-')}"))
    moves = [
        _linked(f"{name}: {biography.transitions[name].title}", link(f"uebergang-{name.lower()}"))
        for name in item.transitions
    ]
    stand = [_linked(biography.obstacles[name].title, link(OBSTACLES)) for name in item.obstacles]
    return [
        (title, found)
        for title, found in (("Station", [station]), ("Übergänge", moves), ("Hindernisse", stand))
        if found
    ]


def _linked(words: str, address: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(words)}</a>' if address else escape(words)


def listed(context: CardContext) -> dict[str, Any]:
    """What the page of all Kennzahlen prints: entries by letter, and ids by station or topic."""
    items = sorted(context.catalogue.indicators.values(), key=lambda item: sorting(item.short))
    letters: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        first = sorting(item.short)[0].upper()
        letters.setdefault(first if first.isalpha() else DIGITS, []).append(_entry(item, context))
    groups = [(title, [_entry(item, context) for item in group]) for title, group in _groups(context.catalogue, items)]
    return {"letters": letters, "groups": groups, "number": len(items)}


def _entry(item: Indicator, context: CardContext) -> dict[str, Any]:
    said = context.statements[item.id]
    known = said is not None and said.own.published
    fields = ", ".join(FIELDS.get(name, "Rahmendaten") for name in item.fields)
    return {
        "id": item.id,
        "href": card_page(item.id),
        "short": item.short,
        "fields": fields,
        "period": year_of(said.own.period) if known and said else "",
        "demo": said is not None and said.own.demo,
    }


def _groups(catalogue: Catalogue, items: list[Indicator]) -> Iterator[tuple[str, list[Indicator]]]:
    """Title and Kennzahlen of each station, or of each topic where the station is divided; none empty."""
    for station, title in STATIONS.items():
        own = [item for item in items if item.station == station]
        topics = [topic for topic in catalogue.topics.values() if topic.station == station]
        groups = [(title, [item for item in own if not item.topic])]
        groups += [(f"{title}: {t.title}", [item for item in own if item.topic == t.id]) for t in topics]
        yield from ((words, found) for words, found in groups if found)


def sorting(title: str) -> str:
    """A title as German lists sort it: without case, umlauts as their vowels, what is no letter last."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", title) if not unicodedata.combining(mark))
    return plain.casefold()
