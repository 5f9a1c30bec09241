"""Pages by kind: of many pages made alike (Steckbriefe, Kurzfassungen, stations) the gates open the heaviest."""

from itertools import groupby
from pathlib import Path

REPORTS = ("jugendhilfe.html", "schule.html", "gesundheit.html", "sozialhilfe.html")
LIFE_COURSE = "bildungsbiografie"
STATION, OF_THEIR_OWN = "biografie_", ("biografie_hindernisse", "biografie_prognose")


def kind_of(name: str) -> str:
    """What a page is, from its path inside the site: pages of a sub-folder are made alike.

    >>> [kind_of(name) for name in ("index.html", "kennzahlen/quote.html", "biografie_krippe.html", "kurz_schule.html")]
    ['index', 'kennzahlen/', 'biografie_', '-kurz']
    """
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".html")
    if folder:
        return f"{folder}/"
    if stem.startswith(STATION) and stem not in OF_THEIR_OWN:
        return STATION
    return "-kurz" if "kurz" in stem else stem


def every_page(site: Path) -> list[str]:
    """All pages of a site, by their paths inside it."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def of_each_kind(site: Path) -> list[str]:
    """The heaviest page of each kind, and all four reports."""
    names = sorted(every_page(site), key=kind_of)
    chosen = [max(alike, key=lambda name: (site / name).stat().st_size) for _, alike in groupby(names, key=kind_of)]
    return sorted({*chosen, *(name for name in REPORTS if (site / name).exists())})
