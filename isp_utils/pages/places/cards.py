"""The Steckbrief of a place: the one way to it, for the site (all places) and for the notebook (one of them)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

import pandas as pd

from isp_utils.charts import Caption, Fragment, Kind, profile_table
from isp_utils.charts.parts.data_file import data_text
from isp_utils.charts.profile import PLACES_INSIDE
from isp_utils.indicators.places import PlaceClass, Places
from isp_utils.model.catalogue import Indicator
from isp_utils.model.indices import PlaceIndex
from isp_utils.model.regions import LEVEL_WORDS, Region
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_number
from isp_utils.pages.parts.captions import SOURCE_PAGE, TOGETHER, Words
from isp_utils.pages.parts.deliverers import office_of
from isp_utils.pages.parts.links import card_page
from isp_utils.pages.parts.sentences import GRADES
from isp_utils.pages.places.ages import age_rows, age_structure, ages_table
from isp_utils.pages.places.classes import class_sentence
from isp_utils.pages.places.links import place_data, place_page
from isp_utils.pages.places.rows import GROUPS, Own, by_dimension, data_rows, place_row, telling

ABOUT_GRADES = (
    "Unter dem Wert: Bereich des Zufalls oder der Schätzung, und Stufe der Belastbarkeit: "
    + ", ".join(f"{step} {words}" for step, words in GRADES.items())
    + "."
)
UNRANGED = "Ohne Bereich: Alle sind gezählt, oder die herausgebende Stelle nennt keinen."


@dataclass(frozen=True)
class Block:
    """One dimension of a place: class in a sentence, sentences as HTML, profile, and what is missing from whom."""

    title: str
    anchor: str
    said: str
    sentences: str
    table: Fragment | None
    missing: str


@dataclass(frozen=True)
class PlaceCard:
    """Everything on the page of a place; data: text of its data file; number: Kennzahlen with a figure."""

    region: Region
    title: str
    lead: str
    blocks: tuple[Block, ...]
    ages: Fragment | None
    number: int
    data: str


@dataclass(frozen=True)
class PlaceCards:
    """Steckbriefe of the places of one county; `stocks`: the gated table of stocks, for ages."""

    places: Places
    words: Words
    indices: tuple[PlaceIndex, ...]
    stocks: pd.DataFrame
    verband: str = "Samtgemeinde"

    @cached_property
    def classes(self) -> Mapping[str, Mapping[str, PlaceClass]]:
        """Class of every area by index and key; each level is compared among itself."""
        levels = self.places.levels.values()
        return {
            index.id: {key: found for areas in levels for key, found in self.places.classes(index, areas).items()}
            for index in self.indices
        }

    def card(self, region: Region) -> PlaceCard:
        """The Steckbrief of one place."""
        found = self.places.figures_of(region)
        grouped = by_dimension(found)
        blocks = tuple(self._block(region, name, grouped[name]) for name in GROUPS)
        number = sum(own.published for _, own in found)
        source = self.words.source(Sources.of(own.source for _, own in found)).removeprefix("Quelle: ")
        rows = data_text(data_rows(self.places, region, found, source))
        return PlaceCard(region, region.name, self._lead(region, number), blocks, self._ages(region), number, rows)

    def _lead(self, region: Region, number: int) -> str:
        """What the place is, where it lies, and how many Kennzahlen are known."""
        register, county = self.places.figures.catalogue.register, self.places.figures.county
        word = self.verband if region.level == "samtgemeinde" else LEVEL_WORDS[region.level]
        above = register[region.parent]
        where = f"in der {above.name}" if above.level == "samtgemeinde" else county.in_sentence
        inside = [r.name_alone for level in ("gemeinde",) for r in register.below(region.key, level)]
        inside += [register[key].name_alone for key in region.parts]
        parts = f" Dazu gehören {enumeration(inside)}." if inside else ""
        area = f", {german_number(region.area_km2)}\u00a0km² groß" if region.area_km2 else ""
        known = f"{number}\u00a0Kennzahlen" if number != 1 else "eine Kennzahl"
        return f"{word} {where}{area}.{parts} Bekannt sind {known}."

    def _block(self, region: Region, name: str, found: Sequence[Own]) -> Block:
        title = GROUPS[name]
        said = [
            class_sentence(self.places, index, self.classes[index.id].get(region.key))
            for index in self.indices
            if index.dimension == name
        ]
        told = telling(self.places, region, found)
        listed = "".join(self._sentence(region, item, words) for item, words in told)
        sentences = f'<ul class="isp-told">{listed}</ul>' if listed else ""
        return Block(
            title,
            name or "weitere",
            " ".join(said),
            sentences,
            self._table(region, title, found),
            self._missing(name, region),
        )

    @staticmethod
    def _sentence(region: Region, item: Indicator, words: str) -> str:
        """One entry: the sentence, its Kennzahl, and the name of the place for those who hear it alone."""
        link = f'<a href="{card_page(item.id)}">{escape(item.short)}</a>'
        return f'<li>{escape(words)} {link}<span class="isp-hidden">, {escape(region.name)}</span></li>'

    def _table(self, region: Region, title: str, found: Sequence[Own]) -> Fragment | None:
        if not found:
            return None
        figures = self.places.figures
        rows = [place_row(self.places, region, item, own) for item, own in found]
        notes = [UNRANGED] + ([ABOUT_GRADES] if any(own.reliability for _, own in found) else [])
        notes += [TOGETHER] if any("-" in own.period and len(own.period) == 9 for _, own in found) else []
        caption = Caption(
            title=f"{title}: {region.name}",
            measure="Neueste Werte, daneben Kreis und Land; Anzahl: gezählte Menschen, Wohnungen oder Fälle",
            source=self.words.source(Sources.of(own.source for _, own in found)),
            description="Tabelle mit einer Zeile je Kennzahl: Jahr, Anzahl, Werte von Ort, Landkreis und Land.",
            csv=place_data(region.key),
            kind=Kind.PROFILE,
            source_page=SOURCE_PAGE,
            notes=tuple(notes),
            region=region.key,
        )
        beside = replace(PLACES_INSIDE, third=figures.catalogue.register[figures.county.key[:2]].name)
        return profile_table(rows, caption, (region.name, figures.county.short), beside)

    def _missing(self, dimension: str, region: Region) -> str:
        """Who could tell more about a dimension: offices whose Kennzahlen the county has no real figure of here."""
        catalogue = self.places.figures.catalogue
        offices: dict[str, list[str]] = {}
        for item in self.places.of_level(region.level):
            own = self.places.figure(item.id, region)
            if own is not None and own.demo and dimension in (item.dimensions or ("",)):
                offices.setdefault(office_of(catalogue, item), []).append(item.short)
        if not offices:
            return ""
        said = "; ".join(f"{office} ({enumeration(names)})" for office, names in offices.items())
        return f"Zahlen fehlen noch: {said}."

    def _ages(self, region: Region) -> Fragment | None:
        county = self.places.figures.county
        found = age_structure(self._age_rows, region, county)
        return ages_table(found, county, self.words) if found else None

    @cached_property
    def _age_rows(self) -> pd.DataFrame:
        """The rows of the population by age."""
        return age_rows(self.stocks)


def card_link(region: Region) -> str:
    """HTML link to the Steckbrief of a place; in a row of municipalities a comma in a name would end it.

    >>> card_link(Region("03999001", "Adorf (Land), Stadt", "gemeinde"))
    '<a href="sozialraum/03999001.html">Adorf</a>'
    """
    name = region.name_alone if region.level == "gemeinde" else region.name
    return f'<a href="{place_page(region.key)}">{escape(name)}</a>'
