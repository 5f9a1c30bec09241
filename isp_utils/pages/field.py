"""What a field notebook may say: one verb, one piece of the page, always from the gated table."""

from collections.abc import Sequence
from functools import cached_property
from html import escape

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Point, Value, peers, places, points_from, table, trend
from isp_utils.indicators.alike import alike
from isp_utils.indicators.composite import compute_index
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.errors import InputError
from isp_utils.model.indices import read_index
from isp_utils.model.periods import in_german
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.terms import Sources
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import RANGE, enumeration
from isp_utils.pages.page import Page, say, say_list, show
from isp_utils.pages.parts import judgements, sentences
from isp_utils.pages.parts.composite_index import parts_table, picture_of, sentences_of, unfit
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.scraps import glue

ROLES = ("land", "bund")


class Report(Page):
    """The page of one planning field for one county, up to one year."""

    def __init__(self, field: str, kreis: str, jahr: int = 0, vergleich: Sequence[str] = ("land", "bund")) -> None:
        """`jahr` 0 takes the newest figures; `vergleich` names the reference areas."""
        super().__init__(kreis, jahr)
        self.field = field
        unknown = [role for role in vergleich if role not in ROLES]
        if unknown:
            raise InputError(f"vergleich: »{unknown[0]}«.{did_you_mean(unknown[0], ROLES)}")
        self.references = {role: {"land": self.county.key[:2], "bund": "DG"}[role] for role in vergleich}

    def answer(self, name: str) -> None:
        """Sentence, trend, peers and places of one Kennzahl: everything that is known about a planner's question."""
        self.headline(name)
        self.trend(name)
        self.peers(name)
        self.places(name)

    def brief(self, name: str) -> None:
        """Sentence and series of a Kennzahl that stands beside a main one."""
        self.headline(name)
        self.trend(name)

    def headline(self, name: str) -> None:
        """The figure in sentences; recorded as a finding of this field."""
        indicator = self.indicator(name)
        said = self.statement(indicator)
        if said is None:
            say(sentences.no_figure(indicator, self.deliverer(indicator)))
            return
        own = said.own
        first = sentences.value(said, self.county.in_sentence)
        lines = self._lines(said) if own.published else []
        grade = sentences.grade(own)
        link = f'<a href="kennzahlen.html#{name}">Steckbrief</a>'
        items = "".join(f"<li>{escape(line)}</li>" for line in [*lines, grade] if line)
        demo = " isp-demo" if own.demo else ""
        words = f"<p><strong>{escape(first)}</strong></p><ul>{items}</ul><p>{link}</p>"
        display(HTML(f'<h3>{escape(indicator.short)}</h3><div class="isp-statement{demo}">{words}</div>'))
        if own.published:
            self._record(said, first)

    def _lines(self, said: Statement) -> list[str]:
        """Older census bases, development, comparisons, comparable Kreise and place, each a sentence."""
        if said.own.demo:
            return ["Demodaten werden weder verglichen noch gedeutet."]
        older, names = self.figures.older_bases(said.own), self.catalogue.register
        compared = [
            judgements.comparison(said, found, names[found.other.region].name)
            for found in said.references
            if found.other.region in self.references.values()
        ]
        moved, place = judgements.development(said), judgements.place(said, names[self.county.peers].name)
        return [sentences.older_bases(said.indicator, older), moved, *compared, self._alike(said), place]

    def _alike(self, said: Statement) -> str:
        """The figures of the comparable Kreise, "" where there are none."""
        if not said.indicator.comparable:
            return ""
        found = [(key, self.figures.counterpart(said.own, key)) for key in self.alike]
        known = [(self.catalogue.register[key].name, other) for key, other in found if other and other.published]
        parts = [f"{name} {sentences.printed(said.indicator, other.value)}" for name, other in known]
        return f"Vergleichbare Kreise: {'; '.join(parts)}." if parts else ""

    @cached_property
    def alike(self) -> list[str]:
        """Keys of the Kreise most alike in structure."""
        return alike(self.figures)

    def _record(self, said: Statement, sentence: str) -> None:
        """Hand the finding over to the synthesis."""
        finding = {"field": self.field, "station": said.indicator.station, "period": said.own.period}
        finding |= {"sentence": sentence, "comparison": said.comparison, "verdict": said.verdict, "turn": said.turn}
        glue(said.indicator.id, finding | {"demo": said.own.demo})

    def trend(self, name: str) -> None:
        """The series of the county beside Land and Bund, cut at its breaks."""
        indicator = self.indicator(name)
        if lines := curves(self.figures, indicator, self.references):
            rows = self.figures.series(name, self.county.key)
            caption = self.words.trend(indicator, rows, tuple(line.label for line in lines))
            show(trend(lines, caption, indicator.breaks))

    def peers(self, name: str) -> None:
        """The county among the Kreise of its Land; no order is shown where a figure must not be judged."""
        indicator = self.indicator(name)
        said = self.statement(indicator)
        if said is None or said.hindered or not indicator.comparable or not self._orders(said):
            return
        own = said.own
        rows = self.figures.peers(own)
        if len(rows) < 5:
            return
        labels = {key: self.catalogue.register[key].name for key in rows["region"]}
        land = self.figures.counterpart(own, self.county.key[:2])
        reference = (
            Point(self.catalogue.register[self.county.key[:2]].name, land.value) if land and land.published else None
        )
        show(
            peers(points_from(rows, labels, own.region, self.alike), self.words.peers(indicator, own, rows), reference)
        )

    @staticmethod
    def _orders(said: Statement) -> bool:
        """Whether the order of the Kreise means anything: counts of everybody, or figures with limits."""
        return said.own.published and (said.indicator.nature == "stock" or said.own.certain)

    def places(self, name: str) -> None:
        """Areas inside the county, the smallest level for which there are figures."""
        indicator = self.indicator(name)
        for level in ("gemeinde", "samtgemeinde"):
            rows = self.figures.readable_areas(name, level)
            if not len(rows):
                continue
            labels = {key: self.catalogue.register[key].name for key in rows["region"]}
            whole = self.figures.whole(rows) if indicator.comparable else None
            reference = Point(self.county.short, whole.value) if whole else None
            word = LEVEL_WORDS[level] if level == "gemeinde" else self.said["verband"]
            caption = self.words.places(indicator, rows, word)
            show(places(points_from(rows, labels), caption, reference))
            return

    def index(self, name: str) -> None:
        """A composite index of the catalogue: points, progress, place and class, as sure as they are."""
        index = read_index(self.store.catalogue / "indices" / f"{name}.toml", frozenset(self.catalogue.indicators))
        if against := unfit(index, self.figures):
            say(against)
            return
        found = compute_index(index, self.figures)
        say_list(sentences_of(index, found, self.county.short))
        if found:
            show(picture_of(index, found, self.figures, self.words))
            show(parts_table(index, self.figures, self.words))

    def summary(self) -> None:
        """The verdicts of the field in one list, and how many comparisons they were chosen from."""
        land = self.catalogue.register[self.county.key[:2]].name
        found = self.statements(self.catalogue.of_field(self.field))
        lines = [line for said in found if (line := judgements.verdict_line(said, land))]
        say_list(lines, "Zu keiner Kennzahl dieses Feldes gibt es ein Urteil gegenüber dem Land.")
        say(judgements.how_many(found))
        rules = self.catalogue.alike
        if self.alike and rules:
            names = enumeration([self.catalogue.register[key].name for key in self.alike])
            say(f"{rules.method} Für {self.county.short} sind das {names}.")

    def overview(self) -> None:
        """All Kennzahlen of the field at a glance: newest value, interval, comparison with the Land, trend."""
        known = self.statements(self.catalogue.of_field(self.field))
        sources = Sources.of(said.own.source for said in known)
        lines = pd.DataFrame([self._line(said) for said in known])
        show(table(lines, self.words.overview(self.field, sources)))

    @staticmethod
    def _line(said: Statement) -> dict[str, object]:
        indicator, own = said.indicator, said.own
        return {
            "Kennzahl": indicator.short + (" (Demodaten)" if own.demo else ""),
            "Zeit": in_german(own.period),
            "Wert": Value(own.value, own.flag, indicator.digits),
            "Einheit": indicator.unit,
            RANGE: sentences.limits(indicator, own),
            "gegenüber dem Land": judgements.compared_word(said),
            "Entwicklung": judgements.development_word(said),
        }

    def missing(self) -> None:
        """Kennzahlen of the field without a figure, and what delivers them."""
        gaps = [
            item
            for item in self.catalogue.of_field(self.field)
            if self.figures.newest(item.id, self.county.key) is None
        ]
        lines = [sentences.no_figure(item, self.deliverer(item)) for item in gaps]
        say_list(lines, f"Zu jeder Kennzahl des Feldes {FIELDS[self.field]} liegt mindestens eine Zahl vor.")
