"""What the notebook of the Sozialraumanalyse may say: one verb, one piece of the page."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from html import escape

from IPython.display import HTML, display

from isp_utils.charts import Fragment, Kind, Mark, matrix, points_from
from isp_utils.charts.heat import heat_table
from isp_utils.charts.place_map import place_map
from isp_utils.indicators.places import Places
from isp_utils.intake.boundaries import read_outlines
from isp_utils.model.catalogue import DIMENSIONS
from isp_utils.model.errors import InputError
from isp_utils.model.indices import PlaceIndex, read_place_indices
from isp_utils.model.regions import LEVEL_WORDS, Region
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import enumeration
from isp_utils.pages.page import Page, folded, say, say_list, show
from isp_utils.pages.places.cards import PlaceCards, card_link
from isp_utils.pages.places.classes import class_mark
from isp_utils.pages.places.grounds import ground_of
from isp_utils.pages.places.heat import heat_content
from isp_utils.pages.places.tables import class_lines, index_lines, overview_marks, spaces_caption

NOTHING = "Für diesen Kreis sind keine Gebiete unterhalb der Kreisebene bekannt."


class SocialSpaces(Page):
    """The page of all places of one county, up to one year."""

    @cached_property
    def places(self) -> Places:
        """The places and their figures."""
        return Places(self.figures)

    @cached_property
    def indices(self) -> tuple[PlaceIndex, ...]:
        """The place indices of the catalogue."""
        found = read_place_indices(self.store.catalogue, frozenset(self.catalogue.indicators))
        return tuple(sorted(found, key=lambda index: list(DIMENSIONS).index(index.dimension)))

    @cached_property
    def cards(self) -> PlaceCards:
        """The Steckbriefe, as the site makes them."""
        return PlaceCards(self.places, self.words, self.indices, self.store.stocks(by_name=True), self.said["verband"])

    def overview(self) -> None:
        """Dimensions x Samtgemeinden: the class, how many Kennzahlen are known, and which office could tell more."""
        areas = self.places.levels.get("samtgemeinde") or self.places.levels.get("sozialraum", ())
        if not areas:
            say(NOTHING)
            return
        dimensions = list(DIMENSIONS)
        cells = overview_marks(self.cards, areas, dimensions)
        caption = spaces_caption(
            self.words,
            Kind.MATRIX,
            (
                f"Dimensionen und {self.said['verbaende']}",
                "Klasse gegenüber dem Landkreis, Kennzahlen, fehlende Quellen",
            ),
            "sozialraum_dimensionen",
        )
        show(matrix([DIMENSIONS[name] for name in dimensions], [a.name for a in areas], cells, caption, "Dimension"))

    def map(self, name: str) -> None:
        """A Kennzahl on the map of the municipalities; without one where the county has no municipalities."""
        indicator = self.indicator(name)
        areas = self.places.levels.get("gemeinde", ())
        rows = self.figures.readable_areas(name, "gemeinde")
        ground = ground_of(areas, self.county.tiles, read_outlines(self.store.boundaries(), self.catalogue.register))
        if ground is None or not len(rows):
            return
        labels = {area.key: area.name for area in areas}
        caption = self.words.places(indicator, rows, LEVEL_WORDS["gemeinde"])
        what = "Karte aus gleich großen Kacheln" if ground.tiles else "Karte mit den Grenzen der Gemeinden"
        about = caption.description.replace("Punktbild", what, 1)
        show(
            place_map(
                points_from(rows, labels),
                ground,
                replace(caption, description=about, measure=caption.measure.partition("; Striche")[0]),
            )
        )

    def heat(self, dimension: str) -> None:
        """All places x Kennzahlen of a dimension, in a part that opens."""
        if dimension not in DIMENSIONS:
            raise InputError(f"dimension: »{dimension}«.{did_you_mean(dimension, tuple(DIMENSIONS))}")
        content = heat_content(self.cards, dimension)
        if content is None:
            say(f"{DIMENSIONS[dimension]}: Für die Orte dieses Kreises gibt es keine Zahlen.")
            return
        title = f"{DIMENSIONS[dimension]}: {len(content.rows)} Orte, {len(content.columns)} Kennzahlen"
        show(folded(heat_table(content.rows, content.columns, content.caption, content.data), title))

    def classes(self) -> None:
        """Municipalities x indices: the class of each, never one that chance alone could have given."""
        areas = self.places.levels.get("gemeinde") or self.places.levels.get("sozialraum", ())
        if not areas or not self.indices:
            say(NOTHING)
            return
        say_list(class_lines(self.cards, areas))
        show(folded(self._class_table(areas), f"Alle Klassen ({len(areas)} Orte)"))

    def rules_of_classes(self) -> None:
        """What each index is made of, and when a class is named."""
        say_list(index_lines(self.places, self.indices))

    def _class_table(self, areas: Sequence[Region]) -> Fragment:
        cells: dict[tuple[str, str], Mark] = {
            (area.name, index.title): class_mark(self.places, index, self.cards.classes[index.id].get(area.key))
            for area in areas
            for index in self.indices
        }
        caption = spaces_caption(
            self.words,
            Kind.MATRIX,
            (
                "Klassen der Orte in jeder Dimension",
                "Verglichen mit dem Landkreis; Prozent: wie sicher die Richtung des Unterschieds ist (50: offen)",
            ),
            "sozialraum_klassen",
        )
        return matrix([area.name for area in areas], [index.title for index in self.indices], cells, caption)

    def list(self) -> None:
        """Links to the Steckbriefe: each Samtgemeinde with its municipalities, own Sozialräume behind them."""
        if not self.places.every:
            say(NOTHING)
            return
        blocks = []
        municipalities = self.places.levels.get("gemeinde", ())
        for area in self.places.levels.get("samtgemeinde", ()):
            links = ", ".join(card_link(inside) for inside in municipalities if inside.parent == area.key)
            blocks.append(f"<h3>{card_link(area)}</h3><p>{links}</p>")
        free = [a for a in municipalities if a.parent == self.county.key]
        own = self.places.levels.get("sozialraum", ())
        for title, areas in (("Gemeinden", free), ("Eigene Sozialräume", own)):
            if areas:
                blocks.append(f"<h3>{title}</h3><p>{', '.join(map(card_link, areas))}</p>")
        display(HTML("".join(blocks)))

    def card(self, gebiet: str) -> None:
        """The Steckbrief of one place below the page, for those who work with the notebook; nothing for ""."""
        if not gebiet:
            return
        areas = {area.key: area for area in self.places.every}
        if gebiet not in areas:
            known = did_you_mean(gebiet, tuple(areas))
            raise InputError(f"gebiet = »{gebiet}« ist kein Gebiet {self.county.in_sentence}.{known}")
        card = self.cards.card(areas[gebiet])
        display(HTML(f"<h2>{escape(card.title)}</h2><p>{escape(card.lead)}</p>"))
        for block in card.blocks:
            display(HTML(f"<h3>{escape(block.title)}</h3><p>{escape(block.said)}</p>{block.sentences}"))
            if block.table:
                display(HTML(block.table.html))
        if card.ages:
            show(card.ages)

    def own_spaces(self) -> None:
        """Which areas the county has drawn itself, and of what they consist."""
        found = self.places.levels.get("sozialraum", ())
        if not found:
            say(
                "Der Landkreis hat noch keine eigenen Sozialräume festgelegt. Sobald sie festgelegt sind, "
                "erscheinen sie hier, in den Tabellen und mit einer eigenen Seite."
            )
            return
        register = self.catalogue.register
        lines = [
            (area.name, [register[key].name for key in area.parts] or [register[area.parent].name]) for area in found
        ]
        say_list([f"{name}: {enumeration(parts)}." for name, parts in lines])
