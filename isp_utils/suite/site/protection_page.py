"""Figures of the page on suppression: how many are shown and hidden in each report, and by whom.

Ours are not divided into small counts and counts beside them: that would tell an attacker where to begin.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.charts.kinds import Kind
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.symbols import HIDDEN, IN_SHORT
from isp_utils.model.catalogue import Catalogue, PageEntry
from isp_utils.model.regions import Register
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Sources
from isp_utils.model.wording import NARROW_SPACE, german_number

OURS, THEIRS = (Flag.PROTECTED,), (Flag.SECRET, Flag.UNKNOWN_OR_SECRET)
COLUMNS = ("Bericht", "Zahlen", "gezeigt", "[g] von uns", "[g] schon in der Quelle", "andere Gründe")
EXAMPLE = (("Oberdorf", "2", "[g]"), ("Mitteldorf", "7", "[g]"), ("Unterdorf", "14", "14"), ("Zusammen", "23", "23"))
PAGE = "geheimhaltung.html"
LIMITS = (  # for whoever is answerable for data protection, as plainly as in docs/Datenschutz.md
    "Während die Berichte entstehen, liegen die ungeschützten Zahlen und die Lieferungen der Fachdienste nicht an "
    "ihrem Platz: Die Programme, die Seiten schreiben, finden sie dort nicht. Das hält Versehen auf. Es hält niemanden "
    "auf, der ein Programm in böser Absicht schreibt und auf diesem Rechner ausführen darf. Davor schützen nur die "
    "Rechte am Rechner, die Wahl der Menschen, die dort arbeiten, und dass ein Zweiter liest, was ausgeführt wird."
)
ELSEWHERE = "Kennzahlen, die in keinem dieser Berichte stehen"
TWICE = "abzüglich: was in mehreren Berichten steht und oben mehrfach zählt"
STOCKS = "Bestände der Bildungsbiografie"
EVERYTHING = "Alle Zahlen, jede einmal"
Tally = tuple[int, ...]  # in the order of COLUMNS behind the first


def report_tallies(
    pages: Iterable[PageEntry], catalogue: Catalogue, indicators: pd.DataFrame, stocks: pd.DataFrame
) -> list[tuple[str, Tally]]:
    """Title and tally of each report of one planning field, of what lies beside them, and of all: the last line.

    The lines before the last add up to it, in each column: what counts in several reports is taken off again.
    """
    fields = [page for page in pages if page.field]
    belong = {item.id: set(item.fields) for item in catalogue.indicators.values()}
    rows_of = [
        (page.title, indicators[indicators["indicator"].map(lambda name, own=page.field: own in belong[name])])
        for page in fields
    ]
    named = {page.field for page in fields}
    rest = indicators[[not (belong[name] & named) for name in indicators["indicator"]]]
    parts = [(title, tally(rows)) for title, rows in (*rows_of, (ELSEWHERE, rest)) if len(rows)]
    too_many = _sum(numbers for _, numbers in parts)
    twice = tuple(once - more for once, more in zip(tally(indicators), too_many, strict=True))
    if any(twice):
        parts.append((TWICE, twice))
    if len(stocks):
        parts.append((STOCKS, tally(stocks)))
    return [*parts, (EVERYTHING, _sum(numbers for _, numbers in parts))]


def _sum(tallies: Iterable[Tally]) -> Tally:
    return tuple(sum(column) for column in zip(*tallies, strict=True))


def inside(table: pd.DataFrame, register: Register, kreis: str) -> pd.DataFrame:
    """Rows of a county and its parts."""
    keys = {kreis, *(key for key in register.regions if kreis in register.ancestors(key))}
    return table[table["region"].isin(keys)]


def tally(rows: pd.DataFrame) -> Tally:
    """Figures of a report: all, shown, hidden by us, hidden by the publisher, without a number for other reasons."""
    flag = rows["flag"].to_numpy(object)
    shown = rows["value"].notna().to_numpy() & ~np.isin(flag, [str(name) for name in HIDDEN])
    ours, theirs = np.isin(flag, OURS), np.isin(flag, THEIRS)
    return len(rows), int(shown.sum()), int(ours.sum()), int(theirs.sum()), int((~shown & ~ours & ~theirs).sum())


def reports_table(found: Sequence[tuple[str, Tally]], county: str) -> str:
    """HTML of the table of all reports."""
    title = f"Gezeigte und geheim gehaltene Zahlen: {county} und seine Teile"
    columns: list[Markup] = [(escape(name), "n" if place else "") for place, name in enumerate(COLUMNS)]
    rows: list[list[Markup]] = [
        [(escape(name), ""), *((german_number(number), "n") for number in numbers)] for name, numbers in found
    ]
    return _framed(Look("geheim", title, "Anzahl der Zahlen", "isp-table", stacked=True), columns, rows)


def example_table() -> str:
    """HTML of the invented example: what was counted, and what is published of it."""
    title = "Erfundenes Beispiel: Kinder mit einer Hilfe in drei Dörfern, die es nicht gibt"
    columns: list[Markup] = [("Ort", ""), ("gezählt (bleibt im Haus)", "n"), ("veröffentlicht", "n")]
    rows: list[list[Markup]] = [[(place, ""), (count, "n"), (shown, "n")] for place, count, shown in EXAMPLE]
    return _framed(Look("beispiel", title, "", "isp-table", stacked=False), columns, rows)


def minimum_table(catalogue: Catalogue, sources: Iterable[str]) -> str:
    """HTML of the table of counts that may not stand, by source. The rule is public, where it struck is not."""
    titles: dict[float, list[str]] = {}
    for source in sorted((catalogue.sources[name] for name in set(sources)), key=lambda source: source.title):
        titles.setdefault(source.minimum_count, []).append(source.title)
    columns: list[Markup] = [("Nicht gezeigte Anzahlen", ""), ("Quellen", "")]
    rows: list[list[Markup]] = [
        [(small_counts(least), ""), (escape("; ".join(titles[least])), "")] for least in sorted(titles)
    ]
    title = "Welche Anzahlen nicht gezeigt werden"
    return _framed(Look("regeln", title, "", "isp-table", stacked=False), columns, rows)


def _framed(look: Look, columns: Sequence[Markup], rows: Sequence[Sequence[Markup]]) -> str:
    return (
        f'<div class="isp-figure isp-tabular" data-kind="{Kind.PROTECTION}">{table_markup(look, columns, rows)}</div>'
    )


def small_counts(minimum: float) -> str:
    """The counts below a minimum, in words.

    >>> small_counts(5), small_counts(3), small_counts(2), small_counts(1)
    ('1 bis 4', '1 und 2', '1', 'keine')
    """
    last = int(minimum) - 1
    return {0: "keine", 1: "1", 2: "1 und 2"}.get(last, f"1 bis {last}")


def share_published(record: Mapping[str, Any]) -> str:
    """How much of all counts stays published, rounded down: hidden ones are never rounded away.

    >>> share_published({"cells": 3000, "hidden": 1}) == f"99,9{NARROW_SPACE}%"
    True
    """
    cells, hidden = int(record["cells"]), int(record["hidden"])
    permille = (cells - hidden) * 1000 // cells if cells else 1000
    return f"{german_number(permille / 10, 1)}{NARROW_SPACE}%"


def with_links(html: str) -> str:
    """A page on which every explanation of [g] leads to this one."""
    words = escape(IN_SHORT["[g]"])
    return html.replace(f"[g] {words}", f'[g] <a href="{PAGE}">{words}</a>')


def content(
    pages: Iterable[PageEntry], catalogue: Catalogue, tables: tuple[pd.DataFrame, pd.DataFrame], kreis: str
) -> dict[str, Any]:
    """What the template of the page shows, from the gated tables (indicators, stocks) of all counties."""
    county = catalogue.county(kreis)
    own, stocks = (inside(table, catalogue.register, kreis) for table in tables)
    sources = Sources.of(own["source"].unique())
    return {
        "reports": reports_table(report_tallies(pages, catalogue, own, stocks), county.name),
        "example": example_table(),
        "minimum": minimum_table(catalogue, sources),
        "demo": bool((own["flag"] == Flag.DEMO.value).any()),
        "limits": LIMITS,
        "contact": county.contact or county.name,
    }
