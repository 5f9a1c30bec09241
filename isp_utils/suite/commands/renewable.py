"""Which tables of a publisher would renew which Kennzahlen, and of which year the newest figure is (`isp holen`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from isp_utils.intake.facts.given import tables_giving
from isp_utils.intake.offices.publishers import Publishers
from isp_utils.model.catalogue import Catalogue, Indicator, Source
from isp_utils.model.periods import year_of
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Term
from isp_utils.pages.parts.renewals import way_of
from isp_utils.store import Store, delivered_by

WIDTH = 110


@dataclass(frozen=True)
class Renewable:
    """A table or file, the command that fetches it, the Kennzahlen it would renew with their newest year (0: none).

    `also` are other tables that hold some of these Kennzahlen.
    """

    table: str
    command: str
    years: Mapping[str, int]  # short title -> year
    also: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The command, below it the Kennzahlen, the oldest first."""
        oldest_first = sorted(self.years.items(), key=lambda pair: (pair[1], pair[0]))
        named = ", ".join(f"{short} ({year})" if year else short for short, year in oldest_first)
        also = f"; auch in {', '.join(self.also)}" if self.also else ""
        return [self.command, *(f"    {line}" for line in wrap(named + also, WIDTH, break_on_hyphens=False))]


def renewable(
    source: Source, catalogue: Catalogue, publishers: Publishers, store: Store, kreis: str
) -> list[Renewable]:
    """The tables of a source that would renew a Kennzahl, the oldest figures of a county first; each Kennzahl once."""
    years, files = _newest_years(kreis, store), _files(store, source)
    found: dict[str, dict[str, int]] = {}
    also: dict[str, dict[str, None]] = {}
    for item in catalogue.indicators.values():
        if tables := _tables(item, source, files):
            found.setdefault(tables[0], {})[item.short] = years.get(item.id, 0)
            also.setdefault(tables[0], {}).update(dict.fromkeys(tables[1:]))
    offers = [
        Renewable(table, way_of(source, table, publishers).command, named, tuple(also[table]))
        for table, named in found.items()
    ]
    return sorted(offers, key=lambda offer: (min(offer.years.values()), offer.table))


def renewable_lines(offers: Sequence[Renewable], title: str) -> list[str]:
    """The list in German."""
    known = any(year for offer in offers for year in offer.years.values())
    when = "in Klammern das jüngste vorliegende Jahr" if known else "das vorliegende Jahr steht nach dem ersten Lauf da"
    return [f"{title}. So kommen neuere Zahlen ({when}):", *(f"  {line}" for offer in offers for line in offer.lines)]


def _newest_years(kreis: str, store: Store) -> dict[str, int]:
    """The newest year with an official figure of a county, by Kennzahl; nothing before the first run."""
    if not (store.processed / "indicators.parquet").exists():
        return {}
    table = store.indicators()
    there = table[(table["region"] == kreis) & table["value"].notna() & (table["flag"] != Flag.DEMO.value)]
    return {str(name): max(map(year_of, rows["period"].unique())) for name, rows in there.groupby("indicator")}


def _tables(item: Indicator, source: Source, files: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tables that give the numerator: first the one that the newest delivery of it was taken from.

    Of a table that was delivered counts what it held: no rule says which ages are printed.
    """
    terms = Term.each(item.numerator)
    names, found = {str(term) for term in terms}, []
    for table in tables_giving(terms, source):
        mine = [entry for entry in files if entry.get("table") == table]
        holding = [str(entry["retrieved"]) for entry in mine if names <= set(entry.get("terms", ()))]
        if table not in source.renewal.ended and (holding or not mine):
            found.append((max(holding, default=""), table))
    return [table for _, table in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _files(store: Store, source: Source) -> list[dict[str, Any]]:
    """What the last run noted about the deliveries of a source."""
    if not (store.processed / "manifest.json").exists():
        return []
    return [entry for entry in store.manifest()["files"] if delivered_by(entry["file"]) == source.id]
