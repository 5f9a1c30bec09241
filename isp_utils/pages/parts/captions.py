"""The words around a picture: active title, measure line, source line, description for those who do not see it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from isp_utils.charts.inputs import Caption, Kind
from isp_utils.indicators.figure import figure_of
from isp_utils.indicators.figures import Figure, Figures
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german, pooled_years
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_date
from isp_utils.pages.parts import sentences
from isp_utils.pages.parts.natures import IN_CAPTION, IN_COLUMN, PRICES

DEMO = "Demodaten"
SOURCE_PAGE = "datenlage.html"
SIGNS = (
    "// an einer Achse: Sie beginnt nicht bei 0.",
    "Senkrechter Strich mit einem Wort: Ab hier sind die Zahlen mit den früheren nicht vergleichbar. "
    "„Zensus 2011“ und „Zensus 2022“ heißen: Ab hier beruht die Bevölkerungszahl auf einer neuen Zählung.",
    "Punkte ohne Linie: Nur zwei Werte liegen vor; wie es dazwischen war, ist nicht bekannt.",
    "Gestrichelte Linie: vorausberechnet.",
    "Offenes Zeichen: vorläufig, geschätzt oder unsicher, weil es wenige Fälle sind.",
)
TOGETHER = (
    "Mehrere Jahre sind zusammengezählt, weil einzelne Jahre in kleinen Gebieten meist nicht gezeigt werden können."
)


def exceptional_notes(indicator: Indicator, years: Iterable[int]) -> tuple[str, ...]:
    """A note for every exceptional year among those that a picture shows."""
    shown = set(years)
    return tuple(f"Ausnahmejahr {item.year}: {item.reason}." for item in indicator.exceptional if item.year in shown)


@dataclass(frozen=True)
class Words:
    """Captions for one county; `retrieved` gives the newest date of delivery by source.

    cited: sources that captions have named since the page last told them.
    """

    figures: Figures
    retrieved: Mapping[str, str]
    cited: dict[str, None] = field(default_factory=dict, compare=False)

    def source(self, sources: Sources) -> str:
        """Short names of the sources behind a figure; the page cites them once in full (`sources_of_page`)."""
        known = self.figures.catalogue.sources
        self.cited.update(dict.fromkeys(sources))
        named = list(dict.fromkeys(known[name].title.split(":")[0] for name in sources if name in self.retrieved))
        invented = [DEMO] if any(name not in self.retrieved for name in sources) else []
        return f"Quelle: {enumeration([*named, *invented])}"

    def sources_of_page(self) -> list[str]:
        """Full citations (publisher, licence, date, what was done) of all sources named since the last call."""
        names = sorted(self.cited, key=lambda name: (name not in self.retrieved, name))
        self.cited.clear()
        return [self._citation(name) for name in names]

    def _citation(self, name: str) -> str:
        source = self.figures.catalogue.sources[name]
        if name not in self.retrieved:
            return f"{DEMO}: künstlich erzeugt anstelle von „{source.title}“."
        delivered = german_date(date.fromisoformat(self.retrieved[name]))
        address = source.licence_url.partition("://")[2]
        licence = f"{source.licence} ({address})" if address else source.licence
        origin = f"{source.title}. {source.citation or source.publisher}"
        return f"{origin}, {licence}, Stand {delivered}; daraus eigene Berechnung."

    def trend(self, indicator: Indicator, rows: pd.DataFrame, lines: tuple[str, ...]) -> Caption:
        """Caption of the series of a Kennzahl."""
        known = rows[rows["value"].notna()]
        first, last = known.iloc[0], known.iloc[-1]
        demo = bool((known["flag"] == "demo").any())
        span = f"{in_german(first['period'])} bis {in_german(last['period'])}"
        band = f"; Fläche: {IN_CAPTION[indicator.nature]}" if self._banded(known, demo) else ""
        others = [name for name in lines if name != self.figures.county.short and not demo]
        beside = f"; zum Vergleich {enumeration(others)}" if others else ""
        values = [f"{when}: {sentences.printed(indicator, v)}" for when, v in self._turning_points(known)]
        return Caption(
            title=f"{self._prefix(demo)}{indicator.short}: Entwicklung {span}",
            measure=f"{self._what(indicator)}, {self.figures.county.name}{band}",
            source=self.source(Sources.of(known["source"].unique())),
            description=f"Linienbild über {span}{beside}. {self.figures.county.short}: {enumeration(values)}.",
            csv=f"{indicator.id}_entwicklung",
            kind=Kind.TREND,
            indicator=indicator.id,
            subject=indicator.title,
            unit=indicator.unit,
            digits=indicator.digits,
            limits=IN_COLUMN[indicator.nature],
            source_page=SOURCE_PAGE,
            demo=demo,
            notes=exceptional_notes(indicator, known["year"]),
        )

    @staticmethod
    def _turning_points(known: pd.DataFrame) -> list[tuple[str, float]]:
        """First, lowest, highest and last value, each once, in the order of time."""
        places = {0, len(known) - 1, int(known["value"].argmin()), int(known["value"].argmax())}
        return [(in_german(known["period"].iloc[i]), float(known["value"].iloc[i])) for i in sorted(places)]

    def peers(self, indicator: Indicator, own: Figure, rows: pd.DataFrame) -> Caption:
        """Caption of the county among the Kreise of its Land."""
        land = self.figures.catalogue.register[self.figures.county.peers].name
        low, high = rows.iloc[0], rows.iloc[-1]
        band = f"; Striche: {IN_CAPTION[indicator.nature]}" if self._banded(rows) else ""
        name = self.figures.catalogue.register
        span = " bis ".join(
            f"{sentences.printed(indicator, row['value'])} ({name[row['region']].name})" for row in (low, high)
        )
        return Caption(
            title=f"{indicator.short}: die Kreise in {land} {sentences.when(own.period)}",
            measure=f"{self._what(indicator)}, {len(rows)} Kreise nach Wert geordnet{band}",
            source=self.source(Sources.of(rows["source"].unique())),
            description=(
                f"Punktbild der Kreise, geordnet nach dem Wert. Spanne: {span}. "
                f"{self.figures.county.short}: {sentences.printed(indicator, own.value)}. "
                "Über den Platz sagt der Satz darüber, wie sicher er ist."
            ),
            csv=f"{indicator.id}_kreise",
            kind=Kind.PEERS,
            indicator=indicator.id,
            subject=indicator.title,
            unit=indicator.unit,
            digits=indicator.digits,
            limits=IN_COLUMN[indicator.nature],
            source_page=SOURCE_PAGE,
        )

    def places(self, indicator: Indicator, rows: pd.DataFrame, level: str) -> Caption:
        """Caption of the areas inside the county."""
        period, demo = str(rows["period"].iloc[0]), bool((rows["flag"] == "demo").any())
        band = f"; Striche: {IN_CAPTION[indicator.nature]}" if self._banded(rows, demo) else ""
        known = rows[rows["value"].notna()]
        register = self.figures.catalogue.register
        ends = [known.iloc[known["value"].argmin()], known.iloc[known["value"].argmax()]] if len(known) else []
        span = " und ".join(f"{register[r['region']].name} {sentences.printed(indicator, r['value'])}" for r in ends)
        hidden = len(rows) - len(known)
        return Caption(
            title=f"{self._prefix(demo)}{indicator.short} innerhalb des Kreises {sentences.when(period)}",
            measure=f"{self._what(indicator)}, je {level}{band}",
            source=self.source(Sources.of(rows["source"].unique())),
            description=(
                f"Punktbild für {len(rows)} Gebiete innerhalb des Kreises"
                + (f"; {hidden} davon ohne veröffentlichten Wert. " if hidden else ". ")
                + (f"Kleinster und größter Wert: {span}." if len(known) > 1 else "")
            ),
            csv=f"{indicator.id}_gebiete",
            kind=Kind.PLACES,
            indicator=indicator.id,
            subject=indicator.title,
            unit=indicator.unit,
            digits=indicator.digits,
            limits=IN_COLUMN[indicator.nature],
            source_page=SOURCE_PAGE,
            demo=demo,
            notes=(*self._of_areas(rows, period), *exceptional_notes(indicator, known["year"])),
        )

    def _of_areas(self, rows: pd.DataFrame, period: str) -> Iterator[str]:
        """What to know about figures of areas: years taken together, or an earlier census."""
        if pooled_years(period):
            yield TOGETHER
        base = self.figures.former_base(figure_of(rows.iloc[0]))
        if base:
            yield f"Grundlage der Bevölkerung hier: {base}. Die neueste Zahl des Kreises beruht auf einer anderen."

    def profile(self, title: str, name: str, sources: Sources) -> Caption:
        """Caption of a profile of Kennzahlen."""
        return Caption(
            title=title,
            measure=f"Neueste Werte, {self.figures.county.name}; Anzahl: gezählte Menschen oder Fälle",
            source=self.source(sources),
            description="Tabelle mit einer Zeile je Kennzahl: Jahr, Anzahl, Wert, Vergleich mit Land und Kreisen.",
            csv=name,
            kind=Kind.PROFILE,
            source_page=SOURCE_PAGE,
        )

    def made_up(self, name: str, sources: Sources) -> Caption:
        """Caption of the table of made-up figures of a field."""
        return Caption(
            title=f"{DEMO}: künstlich erzeugte Zahlen",
            measure="Neuester Wert; sie beschreiben nicht den Landkreis und werden weder verglichen noch gedeutet",
            source=self.source(sources),
            description="Tabelle mit einer Zeile je Kennzahl mit Demodaten: Zeit, erfundener Wert und Einheit.",
            csv=name,
            kind=Kind.OVERVIEW,
            demo=True,
            source_page=SOURCE_PAGE,
        )

    @staticmethod
    def _prefix(demo: bool) -> str:
        return f"{DEMO}: " if demo else ""

    @staticmethod
    def _banded(rows: pd.DataFrame, demo: bool = False) -> bool:
        """Whether a picture draws limits: made-up figures have none."""
        return bool(rows["lower"].notna().any()) and not demo

    def _what(self, indicator: Indicator) -> str:
        """Title, unit and prices of a Kennzahl."""
        prices = PRICES.get(indicator.money, "")
        return f"{indicator.title}{self._unit(indicator)}{f', {prices}' if prices else ''}"

    @staticmethod
    def _unit(indicator: Indicator) -> str:
        """The unit behind the title, "" where the title has said it."""
        if not indicator.unit or sentences.unit_in_title(indicator):
            return ""
        return f", {indicator.unit}" if indicator.unit.startswith("je") else f", in {indicator.unit}"
