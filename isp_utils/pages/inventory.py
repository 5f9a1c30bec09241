"""What the Datenlage notebook may say: sources, freshness, coverage, breaks, protection, and what is missing."""

from datetime import date
from functools import cached_property

import pandas as pd

from isp_utils.charts import Caption, Kind, Mark, matrix, table
from isp_utils.indicators.figure import Figure
from isp_utils.indicators.figures import CENSUS_WORDS
from isp_utils.intake.offices.publishers import Publishers, load_publishers
from isp_utils.model.catalogue import FIELDS, STATIONS, Indicator
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Sources
from isp_utils.model.wording import capital, german_date, german_number
from isp_utils.pages.page import Page, folded, say, show
from isp_utils.pages.parts.needed import (
    FOR_CONTROLLING,
    Aged,
    Missing,
    rows_of_commands,
    rows_of_forms,
    rows_of_offices,
    rows_of_tables,
)
from isp_utils.pages.parts.renewals import Way, way_to_newer
from isp_utils.pages.parts.sentences import break_note
from isp_utils.pages.parts.unused_deliveries import remedy, unused_here
from isp_utils.store import delivered_by

AGED = 2021  # what ends before this year is old: the page says how newer figures come in
OWN = "Quelle: Verzeichnis der Lieferungen und Beschreibung der Kennzahlen."


class Inventory(Page):
    """The page about the data themselves."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """Reads the manifest and the gated table of the county."""
        super().__init__(kreis, jahr)
        self.manifest = self.store.manifest()

    def summary(self) -> None:
        """How much there is."""
        files, known = self.manifest["files"], self._known
        aged = sum(year_of(own.period) < AGED for _, own in known)
        if aged:
            say(
                f"{german_number(aged)} von {german_number(len(known))} Kennzahlen enden vor {AGED}: Über die letzten "
                "Jahre sagen sie nichts. Welche das sind, steht unter „Aktualität“."
            )
        real, demo = self._states().count("amtlich"), self._states().count("demo")
        say(
            f"Die Berichte beruhen auf {german_number(self.manifest['facts'])} Angaben aus {len(files)} Lieferungen; "
            f"die jüngste ist vom {german_date(date.fromisoformat(self.manifest['data_date']))}.",
            f"{capital(self.county.in_sentence)} liegen zu {real} Kennzahlen "
            f"veröffentlichte Zahlen vor und zu {demo} Demodaten.",
        )

    def set_aside(self) -> None:
        """Files that this run did not use, what holds instead and what to do; nothing of their content."""
        entries = unused_here(self.manifest.get("set_aside", []), self.county.key)
        if not entries:
            return
        words = [(entry["file"], *remedy(entry)) for entry in entries]
        rows = [{"Lieferung": f, "Was jetzt gilt": instead, "Was zu tun ist": todo} for f, instead, todo in words]
        show(
            table(pd.DataFrame(rows), self._caption("Nicht verwendete Lieferungen", "eine Zeile je Datei", "abgelegt"))
        )

    def _states(self) -> list[str]:
        return [self._state(item) for item in self.catalogue.indicators.values()]

    def _state(self, indicator: Indicator) -> str:
        newest = self.figures.newest(indicator.id, self.county.key)
        if newest is None or not newest.published:
            return "fehlt"
        return "demo" if newest.demo else "amtlich"

    def sources(self) -> None:
        """Every source: publisher, licence, how many deliveries and figures, newest delivery."""
        files = pd.DataFrame(self.manifest["files"]).assign(source=lambda f: f["file"].map(delivered_by))
        rows = [self._source_row(str(name), group) for name, group in files.groupby("source")]
        show(table(pd.DataFrame(rows), self._caption("Vorliegende Quellen", "eine Zeile je Quelle", "quellen")))

    def _source_row(self, name: str, files: pd.DataFrame) -> dict[str, object]:
        source = self.catalogue.sources[name]
        return {
            "Quelle": source.title,
            "Herausgeber": source.publisher,
            "Lizenz": source.licence,
            "Lieferungen": len(files),
            "Angaben": int(files["rows"].sum()),
            "jüngster Stand": german_date(date.fromisoformat(files["retrieved"].max())),
        }

    def coverage(self) -> None:
        """Stations x fields: how many Kennzahlen have figures."""
        cells = {
            (STATIONS[station], FIELDS[field]): self._cover(items)
            for station in STATIONS
            for field in FIELDS
            if (items := [i for i in self.catalogue.of_field(field) if i.station == station])
        }
        words = self._caption(
            "Abdeckung der Stationen und Felder",
            "Kennzahlen mit veröffentlichten Zahlen von allen im Katalog",
            "abdeckung",
            Kind.MATRIX,
        )
        show(matrix(list(STATIONS.values()), list(FIELDS.values()), cells, words, "Station"))

    def _cover(self, items: list[Indicator]) -> Mark:
        states = [self._state(item) for item in items]
        real, demo = states.count("amtlich"), states.count("demo")
        detail = f"dazu {demo} mit Demodaten" if demo else ""
        tone = "missing" if not real else "plain"
        return Mark(f"{real} von {len(items)}", tone, detail)

    def freshness(self) -> None:
        """Of the aged Kennzahlen who publishes newer ones; the age of all, and the commands, in parts that open."""
        aged = [
            Aged(item.short, year_of(own.period), self._titles(own.source), self._way(item, own))
            for item, own in self._known
            if year_of(own.period) < AGED
        ]
        if aged:
            title = f"Kennzahlen, die vor {AGED} enden, und wer neuere Zahlen hat"
            show(table(pd.DataFrame(rows_of_tables(aged)), self._caption(title, "die ältesten zuerst", "veraltet")))
        rows = [
            {
                "Kennzahl": item.short,
                "neuester Zeitraum": in_german(own.period),
                "Quelle": self._titles(own.source),
            }
            for item, own in self._known
        ]
        words = self._caption("Wie aktuell sind die Zahlen?", "die ältesten zuerst", "aktualitaet")
        show(folded(table(pd.DataFrame(rows), words), f"Alle {german_number(len(rows))} Kennzahlen nach Alter"))
        if aged:
            words = self._caption("Wie neuere Zahlen hereinkommen", "eine Zeile je Tabelle", "abruf")
            show(folded(table(pd.DataFrame(rows_of_commands(aged)), words), FOR_CONTROLLING))

    @cached_property
    def _known(self) -> list[tuple[Indicator, Figure]]:
        """The Kennzahlen with a published figure that is not made up, the oldest figures first."""
        found = self.newest(list(self.catalogue.indicators.values()))
        known = [(item, own) for item, own in found if own.published and not own.demo]
        return sorted(known, key=lambda pair: year_of(pair[1].period))

    def _way(self, item: Indicator, own: Figure) -> Way | None:
        source = self.catalogue.sources[Sources.parse(own.source).first]
        return way_to_newer(item, source, self.manifest["files"], self._publishers)

    @cached_property
    def _publishers(self) -> Publishers:
        return load_publishers()

    def _titles(self, sources: str) -> str:
        return ", ".join(self.catalogue.sources[name].title for name in Sources.parse(sources))

    def breaks(self) -> None:
        """Declared breaks and changes of the census base that cut series of this county."""
        rows = [
            {"Kennzahl": item.short, "Bruch": break_note(found)}
            for item in self.catalogue.indicators.values()
            for found in self.figures.breaks(item, self.county.key)
        ]
        if not rows:
            say("Keine Reihe dieses Kreises ist durch einen Bruch unterbrochen.")
            return
        words = self._caption("Brüche in den Reihen", "dort werden Reihen getrennt", "brueche")
        show(folded(table(pd.DataFrame(rows), words), f"Alle {german_number(len(rows))} Brüche"))

    def census(self) -> None:
        """The population on every census base, side by side: the size of the break."""
        rows = self.figures.series("bevoelkerungsstand", self.county.key).dropna(subset="value")
        lines = [
            f"{in_german(last['period'])}: {german_number(last['value'])} ({CENSUS_WORDS[str(base)]})"
            for base, last in ((base, group.iloc[-1]) for base, group in rows.groupby("census_base"))
        ]
        say("Letzte Bevölkerungszahl je Bevölkerungsbasis: " + "; ".join(lines) + ".")

    def protection(self) -> None:
        """How many figures are suppressed, and by whom."""
        own, counted = (
            rows[rows["region"].isin(self._inside())] for rows in (self.store.indicators(), self.store.stocks())
        )
        ours = int((own["flag"] == Flag.PROTECTED.value).sum())
        theirs = int(own["flag"].isin([Flag.SECRET.value, Flag.UNKNOWN_OR_SECRET.value]).sum())
        say(
            f"Von {german_number(len(own))} Werten für den Kreis und seine Teile sind {german_number(ours)} von uns "
            f"und {german_number(theirs)} schon von den herausgebenden Stellen geheim gehalten.",
            f"Das sind die Werte der Kennzahlen. Mit den {german_number(len(counted))} gezählten Beständen der "
            f"Bildungsbiografie sind es {german_number(len(own) + len(counted))} Zahlen; so zählt die Seite "
            "„Geheimhaltung“."
            if len(counted)
            else "",
        )

    def _inside(self) -> set[str]:
        register = self.catalogue.register
        return {self.county.key, *(key for key in register.regions if self.county.key in register.ancestors(key))}

    def gaps(self) -> None:
        """What only the county has and has not delivered: a line for each office that could deliver it."""
        every = self.catalogue.indicators.values()
        missing = [
            Missing(item.short, "Demodaten" if state == "demo" else "keine Zahl", self.deliverer(item))
            for item in every
            if (state := self._state(item)) != "amtlich"
        ]
        if not missing:
            say("Zu jeder Kennzahl des Katalogs liegen Zahlen vor.")
            return
        say("Was vor dem nächsten Lauf geliefert ist, steht in den nächsten Berichten.")
        words = self._caption("Was noch fehlt", "eine Zeile je Stelle, die es liefern kann", "luecken")
        show(table(pd.DataFrame(rows_of_offices(missing)), words))
        if forms := rows_of_forms(missing):
            words = self._caption("Vorlagen für die Lieferungen", "eine Zeile je Stelle", "vorlagen")
            show(folded(table(pd.DataFrame(forms), words), FOR_CONTROLLING))

    def checks(self) -> None:
        """Every check of every source, with what it found."""
        rows = [
            {"Quelle": e["quelle"], "Prüfung": e["pruefung"], "Ergebnis": e["ergebnis"], "Befund": e["text"]}
            for e in self.manifest.get("checks", [])
        ]
        if not rows:
            return say("Zu den Quellen liegen noch keine Prüfergebnisse vor.")
        counts = pd.Series([row["Ergebnis"] for row in rows]).value_counts()
        say(f"{len(rows)} Prüfungen: " + ", ".join(f"{word} {german_number(n)}" for word, n in counts.items()) + ".")
        words = self._caption("Prüfung der Quellen", "Quelle und Prüfung", "pruefungen")
        show(folded(table(pd.DataFrame(rows), words), "Alle Prüfungen"))
        return None

    def revisions(self) -> None:
        """Figures that a later edition changed, the newest changes first."""
        number, lines = self.manifest.get("revisions", 0), self.manifest.get("revised", [])
        if not number:
            return say("Keine Angabe wurde durch eine spätere Ausgabe geändert.")
        rows = [{"Änderung": line} for line in reversed(lines)]
        say(f"{german_number(number)} Angaben wurden durch spätere Ausgaben geändert; es gilt jeweils die neueste.")
        show(table(pd.DataFrame(rows), self._caption("Geänderte Angaben", "neueste zuerst", "revisionen")))
        return None

    def _caption(self, title: str, measure: str, csv: str, kind: Kind = Kind.LIST) -> Caption:
        description = f"Tabelle zur Datenlage: {title}, {measure}, {self.county.name}."
        return Caption(title, measure, OWN, description, f"datenlage_{csv}", kind, digits=0)
