"""The page of all data files of a site: each with one line that says what is in it, and its size."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from isp_utils.model.wording import german_number
from isp_utils.suite.site.workbook import NAME

_LINK = re.compile(r'href="daten/([\w-]+)\.csv"[^>]*>[^<]*<span class="isp-hidden">: (.*?)</span>', re.DOTALL)
ALL_ROWS, CODEBOOK, PACKAGE, ENTRY = "indikatoren.csv", "codebuch.csv", "datapackage.json", "dcat.jsonld"
LARGE = {
    NAME: "Excel-Mappe: die neuesten Zahlen je Planungsfeld, alle Jahre des Kreises, das Codebuch und das Register",
    "empfehlungen.csv": "Empfehlungen, in der Form, in der sie geliefert werden",
    "massnahmen.csv": "Maßnahmen mit allen Angaben des Registers",
    CODEBOOK: "Codebuch: was jede Kennzahl und jede Spalte bedeutet",
    PACKAGE: "Beschreibung aller CSV-Dateien für Programme (Frictionless Data Package)",
    ENTRY: "Eintrag für ein Verzeichnis offener Daten (DCAT-AP.de, zum Beispiel GovData)",
    ALL_ROWS: "alle Zahlen aller Kreise des Landes, aller Jahre und Gebiete, für Programme",
}
KILO = 1024


@dataclass(frozen=True)
class DataFile:
    """A data file as the page lists it: its name, what is in it, its size in words."""

    name: str
    words: str
    size: str


def large_files(folder: Path) -> list[DataFile]:
    """The files that hold everything."""
    return [
        _file(folder / "daten" / name, words) for name, words in LARGE.items() if (folder / "daten" / name).exists()
    ]


def files_of_cards(folder: Path, titles: Iterable[tuple[str, str]]) -> list[DataFile]:
    """The files of the Steckbriefe; `titles` are (file, title of the Kennzahl)."""
    return [_file(folder / name, title) for name, title in titles]


def files_of_reports(folder: Path, pages: Iterable[tuple[str, str]]) -> list[tuple[str, list[DataFile]]]:
    """Title of each report (file, title) that is there, and the files that its tables and pictures link to."""
    found = []
    for page, title in pages:
        html = (folder / page).read_text(encoding="utf-8") if (folder / page).exists() else ""
        names = {name: " ".join(unescape(words).split()) for name, words in _LINK.findall(html)}
        paths = {folder / "daten" / f"{name}.csv": words for name, words in names.items()}
        files = [_file(path, words) for path, words in paths.items() if path.exists()]  # dead links the rules refuse
        if files:
            found.append((title, files))
    return found


def _file(path: Path, words: str) -> DataFile:
    size = path.stat().st_size / KILO
    text = f"{german_number(size / KILO, 1)} MB" if size >= KILO else f"{german_number(max(size, 1))} KB"
    return DataFile(path.name, words, text.replace(" ", "\u00a0"))
