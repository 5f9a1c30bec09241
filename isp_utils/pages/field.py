"""What a field notebook may say: one verb, one piece of the page, always from the gated table."""

from collections.abc import Sequence
from functools import cached_property
from html import escape

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Fragment, Point, Value, peers, places, points_from, table, trend
from isp_utils.indicators.composite import compute_index
from isp_utils.indicators.figures import Figure, Figures, compare
from isp_utils.model.catalogue import FIELDS, Indicator, Source, load
from isp_utils.model.errors import InputError
from isp_utils.model.indices import read_index
from isp_utils.model.periods import in_german
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import RANGE
from isp_utils.pages.parts import sentences
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.composite_index import parts_table, picture_of, sentences_of
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.scraps import TABLE_MIME, glue
from isp_utils.statistics.trend import Trend
from isp_utils.store import Store

NEWEST = 9999
ROLES = ("land", "bund")


def show(fragment: Fragment) -> None:
    """Put a picture into the page, its data file beside it."""
    display({"text/html": fragment.html, TABLE_MIME: {"name": fragment.name, "csv": fragment.csv}}, raw=True)


def say(*lines: str) -> None:
    """Put sentences into the page, one paragraph."""
    display(HTML(f"<p>{' '.join(escape(line) for line in lines if line)}</p>"))


class Report:
    """The page of one planning field for one county, up to one year."""

    def __init__(self, field: str, kreis: str, jahr: int = 0, vergleich: Sequence[str] = ("land", "bund")) -> None:
        """`jahr` 0 takes the newest figures; `vergleich` names the reference areas."""
        self.field = field
        self.store = Store.here()
        self.catalogue = load(self.store.catalogue)
        self.county = self.catalogue.county(kreis)
        self.figures = Figures(self.store.indicators(), self.catalogue, self.county, jahr or NEWEST)
        unknown = [role for role in vergleich if role not in ROLES]
        if unknown:
            raise InputError(f"vergleich: »{unknown[0]}«.{did_you_mean(unknown[0], ROLES)}")
        self.references = {role: {"land": self.county.key[:2], "bund": "DG"}[role] for role in vergleich}

    @cached_property
    def words(self) -> Words:
        """Captions, with the newest date of delivery by source."""
        entries = sorted(self.store.manifest()["files"], key=lambda entry: str(entry["retrieved"]))
        return Words(self.figures, {entry["file"].split("/")[0]: entry["retrieved"] for entry in entries})

    def indicator(self, name: str) -> Indicator:
        """The Kennzahl of this name; raises InputError with what was probably meant."""
        if name not in self.catalogue.indicators:
            raise InputError(
                f"Kennzahl »{name}« steht nicht im Katalog.{did_you_mean(name, tuple(self.catalogue.indicators))}"
            )
        return self.catalogue.indicators[name]

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
            say(sentences.no_figure(indicator, self._deliverer(indicator)))
            return
        first = sentences.value(indicator, own, self.county.in_sentence)
        lines = self._statements(indicator, own) if own.known else []
        grade = sentences.grade(own) if own.known else ""
        link = f'<a href="kennzahlen.html#{name}">Steckbrief</a>'
        items = "".join(f"<li>{escape(line)}</li>" for line in [*lines, grade] if line)
        demo = " isp-demo" if own.demo else ""
        words = f"<p><strong>{escape(first)}</strong></p><ul>{items}</ul><p>{link}</p>"
        display(HTML(f'<h3>{escape(indicator.short)}</h3><div class="isp-statement{demo}">{words}</div>'))
        if own.known:
            self._record(indicator, own, first)

    def _statements(self, indicator: Indicator, own: Figure) -> list[str]:
        if own.demo:
            return ["Demodaten werden weder verglichen noch gedeutet."]
        lines = [sentences.older_bases(indicator, self.figures.older_bases(own))]
        monotone = self.figures.monotone(indicator, own.region)
        recent = self.figures.trend(indicator, own.region)
        lines.append(sentences.monotone(indicator, monotone) if monotone else sentences.trend(indicator, recent))
        for region in self.references.values() if indicator.comparable else ():
            if (other := self.figures.beside(own, region)) and other.known:
                name = self.catalogue.register[region].name
                lines.append(sentences.comparison(indicator, own, other, compare(own, other), name))
        if indicator.comparable and (standing := self.figures.standing(own)):
            lines.append(sentences.peers(standing, self.catalogue.register[self.county.peers].name))
        return lines

    def _record(self, indicator: Indicator, own: Figure, sentence: str) -> None:
        """Hand the finding over to the synthesis."""
        land = self._land(indicator, own)
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
        land = self.figures.beside(own, self.county.key[:2])
        reference = (
            Point(self.catalogue.register[self.county.key[:2]].name, land.value) if land and land.known else None
        )
        show(peers(points_from(rows, labels, own.region), self.words.peers(indicator, own, rows), reference))

    def places(self, name: str) -> None:
        """Areas inside the county, the smallest level for which there are figures."""
        indicator = self.indicator(name)
        for level in ("gemeinde", "samtgemeinde"):
            periods = self.figures.place_periods(name, level)
            if not periods:
                continue
            rows = self.figures.places(name, periods[-1], level)
            labels = {key: self.catalogue.register[key].name for key in rows["region"]}
            whole = self.figures.series(name, self.county.key).query("period == @periods[-1]").dropna(subset="value")
            comparable = len(whole) and indicator.comparable
            reference = Point(self.county.short, float(whole["value"].iloc[-1])) if comparable else None
            caption = self.words.places(indicator, rows, LEVEL_WORDS[level])
            show(places(points_from(rows, labels), caption, reference))
            return

    def index(self, name: str) -> None:
        """A composite index of the catalogue: points, progress, place and class, as sure as they are."""
        index = read_index(self.store.catalogue / "indices" / f"{name}.toml", frozenset(self.catalogue.indicators))
        found = compute_index(index, self.figures)
        self._list(sentences_of(index, found, self.county.short), "")
        if found:
            show(picture_of(index, found, self.figures, self.words))
            show(parts_table(index, self.figures, self.words))

    def summary(self) -> None:
        """The certain statements of the field in one list: where the county differs from its Land, and what changed."""
        lines = []
        for indicator, own in self._known():
            land = self._land(indicator, own)
            code = compare(own, land) if land else ""
            if code in ("higher", "lower") and indicator.better != "none" and land:
                name = self.catalogue.register[land.region].name
                values = f"{sentences.printed(indicator, own.value)}, {name} {sentences.printed(indicator, land.value)}"
                judged = sentences.compared_word(code, indicator.better)
                lines.append(f"{indicator.title}: {judged} als im Land ({values}; {in_german(own.period)}).")
        self._list(lines, "In keiner Kennzahl dieses Feldes unterscheidet sich der Kreis gesichert vom Land.")

    def _land(self, indicator: Indicator, own: Figure) -> Figure | None:
        """The Land's figure for the same year, where the two can be compared."""
        return self.figures.beside(own, self.county.key[:2]) if indicator.comparable else None

    def overview(self) -> None:
        """All Kennzahlen of the field at a glance: newest value, interval, comparison with the Land, trend."""
        known = self._known()
        sources = " + ".join(dict.fromkeys(own.source for _, own in known))
        lines = pd.DataFrame([self._line(item, own) for item, own in known])
        show(table(lines, self.words.overview(self.field, sources)))

    def _known(self) -> list[tuple[Indicator, Figure]]:
        newest = ((item, self.figures.newest(item.id, self.county.key)) for item in self.catalogue.of_field(self.field))
        return [(item, own) for item, own in newest if own is not None]

    def _line(self, indicator: Indicator, own: Figure) -> dict[str, object]:
        land = self._land(indicator, own)
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
        lines = [sentences.no_figure(item, self._deliverer(item)) for item in gaps]
        self._list(lines, f"Zu jeder Kennzahl des Feldes {FIELDS[self.field]} liegt mindestens eine Zahl vor.")

    def request(self, indicator: Indicator) -> str:
        """What delivers the figures of a Kennzahl that only the county has."""
        source = self._deliverer(indicator)
        return f"Vorlage »{source.template}«. {source.request}".strip() if source else "Quelle noch offen."

    def _deliverer(self, indicator: Indicator) -> Source | None:
        """The county's own source that delivers the numerator of a Kennzahl."""
        facts = {term.split("/")[0] for term in indicator.numerator}
        own = (source for source in self.catalogue.sources.values() if facts & {demo.fact for demo in source.demo})
        return next(own, None)

    @staticmethod
    def _list(lines: Sequence[str], nothing: str) -> None:
        """Sentences one below the other, or the sentence that there is nothing to say."""
        if not lines:
            say(nothing)
            return
        display(HTML("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"))
