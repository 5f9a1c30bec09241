"""Which table would bring newer figures of a Kennzahl, and the command that fetches it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isp_utils.intake.facts.unread import flat_only
from isp_utils.intake.offices.publishers import Publishers
from isp_utils.model.catalogue import Indicator, Source
from isp_utils.model.terms import Term
from isp_utils.store import delivered_by


@dataclass(frozen=True)
class Way:
    """A table by number or name, what to do to get it (German), and whether it renews: one that has ended does not."""

    table: str
    command: str
    renews: bool = True


def way_to_newer(
    indicator: Indicator, source: Source, entries: Iterable[Mapping[str, Any]], publishers: Publishers
) -> Way | None:
    """How newer figures of a Kennzahl come in; None where no delivery of the source holds what it counts.

    `source` delivered its newest figure, `entries` are the files of the manifest: of those that hold a term of its
    numerator the one with the newest edition names the table, unless the source says what goes on in its place.
    """
    terms = {str(term) for term in Term.each(indicator.numerator)}
    own = [e for e in entries if delivered_by(str(e["file"])) == source.id and terms & set(e.get("terms", ()))]
    if not own:
        return None
    last = max(own, key=lambda entry: (str(entry["retrieved"]), str(entry["file"])))
    return way_of(source, str(last.get("table", "")), publishers)


def way_of(source: Source, table: str, publishers: Publishers) -> Way:
    """How a newer edition of a source's table is fetched, or taken from the publisher's page and checked."""
    name, number = source.renewal.source or source.id, source.renewal.table or table
    if number in source.renewal.ended:
        then = source.renewal.again or f"nach einer Nachfolge fragen: {source.publisher}"
        return Way(number, f"{number} endet hier; {then}", renews=False)
    if name in publishers.services:
        flat = " --dienst" if flat_only(number, source) else ""
        return Way(number, f"python run_all.py holen {name} --tabelle {number}{flat}")
    if name in publishers.downloads:
        return Way(number, f"python run_all.py holen {name}")
    page, folder = source.renewal.address or source.publisher, f"data/raw/{source.id}"
    if not source.tables:
        unread = "so, wie sie erscheint, wird die Tabelle nicht gelesen"
        return Way(number, f"Zahlen in der Form der Dateien in {folder} angeben ({page}); {unread}")
    return Way(
        number, f"Datei laden ({page}), wie sie ist nach {folder} legen, dann: python run_all.py pruefen {folder}/DATEI"
    )
