"""What every section of the page shares: the county's data, headings, tables and short texts."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from html import escape

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Caption, Kind, table
from isp_utils.indicators.figures import Figure
from isp_utils.indicators.statements.statement import Statement
from isp_utils.indicators.stocks import Stocks
from isp_utils.indicators.survey.evidence import survey_evidence
from isp_utils.model import reads
from isp_utils.model.biography import Biography, load_biography
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.schema import Flag
from isp_utils.model.surveys import load_surveys
from isp_utils.model.terms import Sources
from isp_utils.model.territory import Territory, load_mergers
from isp_utils.model.wording import RANGE
from isp_utils.needs.backtests import trials
from isp_utils.needs.outlook import Outlook, outlook
from isp_utils.needs.trials import Trial
from isp_utils.pages.page import Page, show
from isp_utils.pages.parts import judgements, sentences
from isp_utils.pages.parts.captions import SOURCE_PAGE
from isp_utils.pages.parts.conference_evidence import conference_evidence

CATALOGUE = Sources()  # no source of figures: what stands in the files of the catalogue


def heading(text: str, level: int, name: str = "") -> None:
    """A heading of the page; h2 and h3 of a level get an anchor."""
    anchor = f' id="{name}"' if name else ""
    display(HTML(f"<h{level}{anchor}>{escape(text)}</h{level}>"))


def terms(pairs: Sequence[tuple[str, str]]) -> None:
    """Words with their explanations, each a paragraph that begins with the word in bold."""
    parts = "".join(f"<p><strong>{escape(word)}:</strong> {escape(text)}</p>" for word, text in pairs if text)
    display(HTML(parts))


def source_line(text: str) -> None:
    """The short names of sources under sentences, with the way to all about them."""
    display(HTML(f'<p><small><a href="{SOURCE_PAGE}">{escape(text)}</a></small></p>'))


def page_of(station: str) -> str:
    """The page of one station; what leads into it stands there, too."""
    return f"biografie_{station}.html"


def anchor_of(name: str) -> str:
    """Anchor of a station or transition."""
    return f"{'uebergang' if name.startswith('T') else 'station'}-{name.lower().replace('_', '-')}"


class Frame(Page):
    """County, biography, gated stocks and outlook of one page."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """`jahr` 0 takes the newest figures."""
        super().__init__(kreis, jahr)
        self.biography: Biography = load_biography(self.catalogue, self.store.catalogue, kreis)
        table = self.store.stocks(by_name=True)
        years = {period: int(str(period)[:4]) for period in table["period"].unique()}
        self.stocks = Stocks(table[table["period"].map(years).astype("int64") <= self.figures.year])
        reads.note(reads.DEMO)
        if not self.store.manifest(by_name=True)["with_demo"]:
            real = tuple(row for row in self.biography.evidence if not row.demo)
            self.biography = replace(self.biography, evidence=real)
        asked = self.store.surveys()
        asked_by = survey_evidence(asked[asked["kreis"] == kreis], load_surveys(self.store.catalogue))
        said = (*asked_by, *conference_evidence(self.voices.conferences))
        self.biography = replace(self.biography, evidence=(*self.biography.evidence, *said))

    @cached_property
    def territory(self) -> Territory:
        """Kreise of the Land that exist today, the county first, and those that became part of them."""
        land = Territory.of(self.catalogue.register, self.county.key[:2], load_mergers(self.store.catalogue))
        return land.led_by(self.county.key)

    @cached_property
    def outlook(self) -> Outlook | None:
        """Children, places and pupils of the coming years."""
        variants = self.county.variants or self.biography.planning.variants
        return outlook(self.stocks, self.territory, self.county.key, self.biography.planning, variants)

    @cached_property
    def trials(self) -> dict[str, Trial]:
        """The back-tests over the Kreise of the Land."""
        planning = self.biography.planning
        return trials(self.stocks, self.territory, planning.needs, planning.land(self.county.key).entry_share)

    def caption(self, kind: Kind, title: str, measure: str, name: str, sources: Sources = CATALOGUE) -> Caption:
        """Caption of a table of this page; without `sources` it rests on the catalogue itself."""
        description = f"Tabelle: {title}, {measure}, {self.county.name}."
        line = self.words.source(sources) if sources else "Quelle: eigene Zusammenstellung"
        page = SOURCE_PAGE if sources else ""
        return Caption(title, measure, line, description, f"biografie_{name}", kind, digits=0, source_page=page)

    def show_rows(self, rows: Sequence[dict[str, object]], caption: Caption, demo: bool = False) -> None:
        """Rows as a table, each a dict with the titles of the columns; `demo`: some of the figures are made up."""
        if demo:
            caption = replace(caption, title=f"Demodaten: {caption.title}", demo=True)
        if rows:
            show(table(pd.DataFrame(list(rows)), caption))

    def indicator_row(self, said: Statement) -> dict[str, object]:
        """One Kennzahl as a row: value, interval, comparison, trend and its statistic."""
        indicator, own = said.indicator, said.own
        return {
            "Kennzahl": indicator.short + (" (Demodaten)" if own.demo else ""),
            f"Wert ({RANGE})": self.value_text(indicator, own),
            "Zeit": in_german(own.period),
            "gegenüber dem Land": judgements.compared_word(said),
            "Entwicklung": judgements.development_word(said),
            "Statistik": self.statistic(own.source),
        }

    @staticmethod
    def value_text(indicator: Indicator, own: Figure) -> str:
        """Value with unit and interval, or why there is none."""
        if not own.published:
            return sentences.REASONS.get(Flag(own.flag), "liegt nicht vor")
        limits = f" ({sentences.limits(indicator, own)})" if own.certain else ""
        return sentences.printed(indicator, own.value) + limits

    def statistic(self, sources: str) -> str:
        """Short titles of the sources behind a figure."""
        titles = [self.catalogue.sources[name].title.split(":")[0] for name in Sources.parse(sources)]
        return ", ".join(titles)

    def of_station(self, station: str, field: str = "") -> list[Indicator]:
        """Kennzahlen of a station, of one field or of all, most important first."""
        tiers = ("kern", "ueberblick", "ergaenzung")
        chosen = [
            item
            for item in self.catalogue.indicators.values()
            if item.station == station and (not field or field in item.fields)
        ]
        return sorted(chosen, key=lambda item: tiers.index(item.tier))

    def of_transition(self, name: str) -> list[Indicator]:
        """Kennzahlen that point to a transition."""
        return [item for item in self.catalogue.indicators.values() if name in item.transitions]

    def data_of(self, station: str, field: str) -> str:
        """What a field contributes to a station in figures, or that there are none."""
        found = self.newest(self.of_station(station, field))
        real = [(item, own) for item, own in found if own.published and not own.demo]
        if real:
            return "; ".join(
                f"{item.short}: {self.value_text(item, own)}, {in_german(own.period)}, {self.statistic(own.source)}"
                for item, own in real[:3]
            )
        if any(own.demo for _, own in found):
            return "nur Demodaten"
        return "keine Daten"

    def duty(self, station: str, field: str) -> str:
        """The duty of a field at a station, or that it has none of its own."""
        return self.biography.stations[station].duties.get(field, "keine eigene Pflicht an dieser Station")
