"""What a field notebook may say: one verb, one piece of the page, always from the gated table."""

from collections.abc import Sequence
from html import escape

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Point, Value, peers, places, points_from, table, trend
from isp_utils.indicators.composite import compute_index
from isp_utils.indicators.figures import Figure, compare
from isp_utils.model.catalogue import FIELDS, Indicator
from isp_utils.model.errors import InputError
from isp_utils.model.indices import read_index
from isp_utils.model.periods import in_german
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.terms import Sources
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import RANGE
from isp_utils.pages.page import Page, say, say_list, show
from isp_utils.pages.parts import sentences
from isp_utils.pages.parts.composite_index import parts_table, picture_of, sentences_of
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.scraps import glue
from isp_utils.statistics.trend import Trend

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
        indicator, own = self.indicator(name), self.figures.newest(name, self.county.key)
        if own is None:
            say(sentences.no_figure(indicator, self.deliverer(indicator)))
            return
        first = sentences.value(indicator, own, self.county.in_sentence)
        lines = self._statements(indicator, own) if own.published else []
        grade = sentences.grade(own) if own.published else ""
        link = f'<a href="kennzahlen.html#{name}">Steckbrief</a>'
        items = "".join(f"<li>{escape(line)}</li>" for line in [*lines, grade] if line)
        demo = " isp-demo" if own.demo else ""
        words = f"<p><strong>{escape(first)}</strong></p><ul>{items}</ul><p>{link}</p>"
        display(HTML(f'<h3>{escape(indicator.short)}</h3><div class="isp-statement{demo}">{words}</div>'))
        if own.published:
            self._record(indicator, own, first)

    def _statements(self, indicator: Indicator, own: Figure) -> list[str]:
        if own.demo:
            return ["Demodaten werden weder verglichen noch gedeutet."]
        lines = [sentences.older_bases(indicator, self.figures.older_bases(own))]
        monotone = self.figures.monotone(indicator, own.region)
        recent = self.figures.trend(indicator, own.region)
        lines.append(
            sentences.monotone(indicator, monotone) if monotone else sentences.trend_sentence(indicator, recent)
        )
        for region in self.references.values() if indicator.comparable else ():
            if (other := self.figures.counterpart(own, region)) and other.published:
                name = self.catalogue.register[region].name
                lines.append(sentences.comparison(indicator, own, other, compare(own, other), name))
        if indicator.comparable and (standing := self.figures.standing(own)):
            lines.append(sentences.peers_sentence(standing, self.catalogue.register[self.county.peers].name))
        return lines

    def _record(self, indicator: Indicator, own: Figure, sentence: str) -> None:
        """Hand the finding over to the synthesis."""
        land = self.land(indicator, own)
        found: Trend | None = None if own.demo else self.figures.trend(indicator, own.region)
        glue(
            indicator.id,
            {
                "field": self.field,
                "station": indicator.station,
                "period": own.period,
                "sentence": sentence,
                "comparison": compare(own, land) if land else "",
                "better": indicator.better,
                "trend": found.outcome.name if found else "",
                "reliability": own.reliability,
                "demo": own.demo,
            },
        )

    def trend(self, name: str) -> None:
        """The series of the county beside Land and Bund, cut at its breaks."""
        indicator = self.indicator(name)
        if lines := curves(self.figures, indicator, self.references):
            rows = self.figures.series(name, self.county.key)
            caption = self.words.trend(indicator, rows, tuple(line.label for line in lines))
            show(trend(lines, caption, indicator.breaks))

    def peers(self, name: str) -> None:
        """The county among the Kreise of its Land; no order is shown where nobody knows how sure it is."""
        indicator, own = self.indicator(name), self.figures.newest(name, self.county.key)
        if own is None or not own.certain or own.demo or not indicator.comparable:
            return
        rows = self.figures.peers(own)
        if len(rows) < 5:
            return
        labels = {key: self.catalogue.register[key].name for key in rows["region"]}
        land = self.figures.counterpart(own, self.county.key[:2])
        reference = (
            Point(self.catalogue.register[self.county.key[:2]].name, land.value) if land and land.published else None
        )
        show(peers(points_from(rows, labels, own.region), self.words.peers(indicator, own, rows), reference))

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
        found = compute_index(index, self.figures)
        say_list(sentences_of(index, found, self.county.short))
        if found:
            show(picture_of(index, found, self.figures, self.words))
            show(parts_table(index, self.figures, self.words))

    def summary(self) -> None:
        """The certain statements of the field in one list: where the county differs from its Land, and what changed."""
        lines = []
        for indicator, own in self.newest(self.catalogue.of_field(self.field)):
            land = self.land(indicator, own)
            code = compare(own, land) if land else ""
            if code in ("higher", "lower") and indicator.better != "none" and land:
                name = self.catalogue.register[land.region].name
                values = f"{sentences.printed(indicator, own.value)}, {name} {sentences.printed(indicator, land.value)}"
                judged = sentences.compared_word(code, indicator.better)
                lines.append(f"{indicator.title}: {judged} als im Land ({values}; {in_german(own.period)}).")
        say_list(lines, "In keiner Kennzahl dieses Feldes unterscheidet sich der Kreis gesichert vom Land.")

    def overview(self) -> None:
        """All Kennzahlen of the field at a glance: newest value, interval, comparison with the Land, trend."""
        known = self.newest(self.catalogue.of_field(self.field))
        sources = Sources.of(own.source for _, own in known)
        lines = pd.DataFrame([self._line(item, own) for item, own in known])
        show(table(lines, self.words.overview(self.field, sources)))

    def _line(self, indicator: Indicator, own: Figure) -> dict[str, object]:
        land = self.land(indicator, own)
        return {
            "Kennzahl": indicator.short + (" (Demodaten)" if own.demo else ""),
            "Zeit": in_german(own.period),
            "Wert": Value(own.value, own.flag, indicator.digits),
            "Einheit": indicator.unit,
            RANGE: sentences.limits(indicator, own),
            "gegenüber dem Land": sentences.compared_word(compare(own, land) if land else "", indicator.better),
            "Entwicklung": sentences.trend_word(self.figures.trend(indicator, own.region)) if not own.demo else "–",
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
