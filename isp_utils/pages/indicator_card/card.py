"""The Steckbrief of one Kennzahl, assembled: what the template of its page prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from isp_utils.charts import Fragment, trend
from isp_utils.charts.parts.data_file import DataRow
from isp_utils.indicators.statements.hindrance import Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator, Source
from isp_utils.model.periods import in_german
from isp_utils.model.regions import Register
from isp_utils.model.wording import german_number
from isp_utils.pages.indicator_card.areas import inside_rows, inside_table, kreise_rows, kreise_table
from isp_utils.pages.indicator_card.data import card_rows
from isp_utils.pages.indicator_card.facts import CardKnowledge, Line, making_lines, reading_lines, source_lines
from isp_utils.pages.parts import judgements, sentences
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.links import card_data


@dataclass(frozen=True)
class Headline:
    """The newest figure as the page shows it first: number, unit, period, and what stands beside it."""

    number: str
    unit: str
    period: str
    old: bool
    beside: tuple[Line, ...]


@dataclass(frozen=True)
class Card:
    """One Steckbrief. lines: sentences on the figure; history, inside, kreise: pictures, None where there is none.

    rows: what its data file holds.
    """

    item: Indicator
    demo: bool
    headline: Headline | None
    lines: tuple[str, ...]
    history: Fragment | None
    inside: Fragment | None
    kreise: Fragment | None
    making: tuple[Line, ...]
    reading: tuple[Line, ...]
    sources: tuple[str, ...]
    rows: Sequence[DataRow]


@dataclass(frozen=True)
class Cards:
    """What the Steckbriefe of one county share: captions with the gated table, deliveries, comparable Kreise."""

    words: Words
    known: CardKnowledge
    comparable: Sequence[str]
    verband: str
    deliverers: Mapping[str, Source]

    def card(self, item: Indicator, said: Statement | None) -> Card:
        """The Steckbrief of a Kennzahl; `said` is the statement on its newest figure."""
        figures = self.words.figures
        catalogue, rows = figures.catalogue, figures.series(item.id, figures.county.key)
        shown = said if said is not None and said.own.published else None
        inside = inside_rows(figures, item.id)
        kreise = kreise_rows(figures, shown.own) if shown else rows[:0]
        return Card(
            item=item,
            demo=bool((rows["flag"] == "demo").any()),
            headline=_headline(shown, catalogue.register) if shown else None,
            lines=tuple(line for line in self._lines(item, said) if line),
            history=self._history(item),
            inside=inside_table(self.words, item, inside, self.verband),
            kreise=kreise_table(self.words, item, shown.own, kreise, self.comparable) if shown else None,
            rows=card_rows(self.words, item, (inside, kreise)),
            making=tuple(making_lines(item, catalogue, self.known)),
            reading=tuple(reading_lines(item, rows, catalogue)),
            sources=tuple(source_lines(rows, catalogue, self.known.retrieved)),
        )

    def _lines(self, item: Indicator, said: Statement | None) -> list[str]:
        """What the reports say about the figure: value with range, older bases, development, comparison, place."""
        if said is None:
            source = self.deliverers.get(item.id)
            office = f"Liefern kann sie: {source.title.partition(':')[0]}." if source else ""
            return [sentences.no_figure(item), office]
        figures = self.words.figures
        first = sentences.value(said, figures.county.in_sentence)
        if not said.own.published:
            return [first]
        if said.own.demo:
            return [first, "Demodaten werden weder verglichen noch gedeutet."]
        register = figures.catalogue.register
        return [
            first,
            sentences.older_bases(item, figures.older_bases(said.own)),
            judgements.development(said),
            *(judgements.comparison(said, found, register[found.other.region].name) for found in said.references),
            judgements.place(said, register[figures.county.peers].name),
            sentences.grade(said.own),
        ]

    def _history(self, item: Indicator) -> Fragment | None:
        figures = self.words.figures
        lines = curves(figures, item, {"land": figures.county.key[:2], "bund": "DG"})
        if not lines:
            return None
        rows = figures.series(item.id, figures.county.key)
        caption = self.words.trend(item, rows, tuple(line.label for line in lines))
        return trend(lines, replace(caption, csv=card_data(item.id)), item.breaks)


def _headline(said: Statement, register: Register) -> Headline:
    item, own = said.indicator, said.own
    beside = [
        (register[found.other.region].name, sentences.printed(item, found.other.value)) for found in said.references
    ]
    if not own.demo and item.comparable:
        beside.append(("gegenüber dem Land", judgements.compared_word(said)))
    if not own.demo:
        beside.append(("Entwicklung", judgements.development_word(said)))
    old = said.hindered is not None and said.hindered.why is Hindrance.OLD
    number = german_number(own.value, item.digits)
    return Headline(number, item.unit, in_german(own.period), old, tuple(beside))
