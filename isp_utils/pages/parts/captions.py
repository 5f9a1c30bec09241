"""The words around a picture: active title, measure line, source line, description for those who do not see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from isp_utils.charts.inputs import Caption, Kind
from isp_utils.indicators.figures import Figure, Figures
from isp_utils.model.catalogue import FIELDS, Indicator
from isp_utils.model.periods import in_german, pooled_years
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE, enumeration, german_date
from isp_utils.pages.parts import sentences

DEMO = "Demodaten"
TOGETHER = (
    "Mehrere Jahre sind zusammengezählt, weil einzelne Jahre in kleinen Gebieten meist nicht gezeigt werden können."
)


@dataclass(frozen=True)
class Words:
    """Captions for one county; `retrieved` gives the newest date of delivery by source."""

    figures: Figures
    retrieved: Mapping[str, str]

    def source(self, sources: Sources) -> str:
        """Title, licence and date of every source behind a figure.

        The full citations stand in the Steckbriefe and on the page Datenlage.
        """
        known = self.figures.catalogue.sources
        official = [self._official(name) for name in sources if name in self.retrieved]
        demo = [known[name].title for name in sources if name not in self.retrieved]
        invented = [f"{DEMO} (künstlich erzeugt) anstelle von: {enumeration(demo)}"] if demo else []
        return f"Quelle: {'; '.join([*official, *invented])}; eigene Berechnung."

    def _official(self, name: str) -> str:
        source = self.figures.catalogue.sources[name]
        delivered = german_date(date.fromisoformat(self.retrieved[name]))
        return f"{source.title} ({source.licence}), Stand {delivered}"

    def trend(self, indicator: Indicator, rows: pd.DataFrame, lines: tuple[str, ...]) -> Caption:
        """Caption of the series of a Kennzahl."""
        known = rows.dropna(subset="value")
        first, last = known.iloc[0], known.iloc[-1]
        demo = bool((known["flag"] == "demo").any())
        span = f"{in_german(first['period'])} bis {in_german(last['period'])}"
        band = f"; Fläche: {RANGE}" if known["lower"].notna().any() else ""
        others = [name for name in lines if name != self.figures.county.short]
        beside = f"; zum Vergleich {enumeration(others)}" if others else ""
        values = [f"{when}: {sentences.printed(indicator, v)}" for when, v in self._turning_points(known)]
        return Caption(
            title=f"{self._prefix(demo)}{indicator.short}: Entwicklung {span}",
            measure=f"{indicator.title}{self._unit(indicator)}, {self.figures.county.name}{band}",
            source=self.source(Sources.of(known["source"].unique())),
            description=f"Linienbild über {span}{beside}. {self.figures.county.short}: {enumeration(values)}.",
            csv=f"{indicator.id}_entwicklung",
            kind=Kind.TREND,
            indicator=indicator.id,
            unit=indicator.unit,
            digits=indicator.digits,
            demo=demo,
            notes=tuple(self._exceptional(indicator, known)),
        )

    @staticmethod
    def _exceptional(indicator: Indicator, known: pd.DataFrame) -> Iterator[str]:
        """A note for every exceptional year that the picture shows."""
        shown = set(known["year"])
        for item in indicator.exceptional:
            if item.year in shown:
                yield f"Ausnahmejahr {item.year}: {item.reason}."

    @staticmethod
    def _turning_points(known: pd.DataFrame) -> list[tuple[str, float]]:
        """First, lowest, highest and last value, each once, in the order of time."""
        places = {0, len(known) - 1, int(known["value"].argmin()), int(known["value"].argmax())}
        return [(in_german(known["period"].iloc[i]), float(known["value"].iloc[i])) for i in sorted(places)]

    def peers(self, indicator: Indicator, own: Figure, rows: pd.DataFrame) -> Caption:
        """Caption of the county among the Kreise of its Land."""
        land = self.figures.catalogue.register[self.figures.county.peers].name
        low, high = rows.iloc[0], rows.iloc[-1]
        band = f"; Striche: {RANGE}" if rows["lower"].notna().any() else ""
        name = self.figures.catalogue.register
        span = " bis ".join(
            f"{sentences.printed(indicator, row['value'])} ({name[row['region']].name})" for row in (low, high)
        )
        return Caption(
            title=f"{indicator.short}: die Kreise in {land} {sentences.when(own.period)}",
            measure=f"{indicator.title}{self._unit(indicator)}, {len(rows)} Kreise geordnet{band}",
            source=self.source(Sources.of(rows["source"].unique())),
            description=(
                f"Punktbild der Kreise, geordnet nach dem Wert. Spanne: {span}. "
                f"{self.figures.county.short}: {sentences.printed(indicator, own.value)}. "
                "Über den Platz sagt der Satz darüber, wie sicher er ist."
            ),
            csv=f"{indicator.id}_kreise",
            kind=Kind.PEERS,
            indicator=indicator.id,
            unit=indicator.unit,
            digits=indicator.digits,
        )

    def places(self, indicator: Indicator, rows: pd.DataFrame, level: str) -> Caption:
        """Caption of the areas inside the county."""
        band = f"; Striche: {RANGE}" if rows["lower"].notna().any() else ""
        period, demo = str(rows["period"].iloc[0]), bool((rows["flag"] == "demo").any())
        known = rows.dropna(subset="value")
        register = self.figures.catalogue.register
        ends = [known.iloc[known["value"].argmin()], known.iloc[known["value"].argmax()]] if len(known) else []
        span = " und ".join(f"{register[r['region']].name} {sentences.printed(indicator, r['value'])}" for r in ends)
        hidden = len(rows) - len(known)
        return Caption(
            title=f"{self._prefix(demo)}{indicator.short} innerhalb des Kreises {sentences.when(period)}",
            measure=f"{indicator.title}{self._unit(indicator)}, je {level}{band}",
            source=self.source(Sources.of(rows["source"].unique())),
            description=(
                f"Punktbild für {len(rows)} Gebiete innerhalb des Kreises; "
                f"{hidden} davon ohne veröffentlichten Wert. "
                + (f"Kleinster und größter Wert: {span}." if len(known) > 1 else "")
            ),
            csv=f"{indicator.id}_gebiete",
            kind=Kind.PLACES,
            indicator=indicator.id,
            unit=indicator.unit,
            digits=indicator.digits,
            demo=demo,
            notes=((TOGETHER,) if pooled_years(period) else ()) + tuple(self._exceptional(indicator, known)),
        )

    def overview(self, field: str, sources: Sources) -> Caption:
        """Caption of the table of all Kennzahlen of a field."""
        return Caption(
            title=f"Alle Kennzahlen des Feldes {FIELDS[field]}",
            measure=f"Neuester Wert, {self.figures.county.name}; –: Vollzählung oder ohne Angabe der Sicherheit",
            source=self.source(sources),
            description="Tabelle mit einer Zeile je Kennzahl: Station, Zeit, Wert, Bereich, Vergleich und Entwicklung.",
            csv=f"{field}_ueberblick",
            kind=Kind.OVERVIEW,
        )

    @staticmethod
    def _prefix(demo: bool) -> str:
        return f"{DEMO}: " if demo else ""

    @staticmethod
    def _unit(indicator: Indicator) -> str:
        """The unit behind the title, "" where the title has said it."""
        if not indicator.unit or sentences.unit_in_title(indicator):
            return ""
        return f", {indicator.unit}" if indicator.unit.startswith("je") else f", in {indicator.unit}"
