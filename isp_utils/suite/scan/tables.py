"""Pictures in produced markup, read back: which table and which drawings belong to which Kennzahl."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from isp_utils.charts.kinds import Kind
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.suite.scan.as_seen import as_seen

_OPENING = re.compile(r"<(figure|div)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_CSV = re.compile(r'href="(?:\.\./)*daten/([\w-]+)\.csv"')
_TITLE = re.compile(r'<(?:fig)?caption.*?class="isp-title">(.*?)</span>', re.S)
_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_CELL = re.compile(r"<t[hd]\b.*?>(.*?)</t[hd]>", re.S)
_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
_TAG = re.compile(r"<[^>]+>")
KINDS = {kind.value: kind for kind in Kind}
REMEDY = "Bitte den Bericht neu erzeugen (python run_all.py --neu); bleibt es dabei, fehlt die Art in charts/kinds.py."


@dataclass(frozen=True)
class Shown:
    """One picture: kind, Kennzahl ("" where it shows no single one), name of its data file, title, table, drawings.

    head, rows: its table as texts, label first; region: the area that it is about, "" for the county.
    """

    kind: Kind
    indicator: str
    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drawings: tuple[str, ...]
    region: str = ""


def shown_in(markup: str) -> Iterator[Shown]:
    """Every picture of a page or of a notebook's output that has a table.

    Raises InputError for a picture whose kind is missing or unknown: nobody could say what may be hidden in it.
    """
    for attributes, block in _pictures(markup):
        csv, title = _CSV.search(block), _TITLE.search(block)
        name = csv[1] if csv else ""
        kind = _kind(attributes.get("data-kind", ""), name or (text_of(title[1]) if title else "ohne Namen"))
        rows = [tuple(text_of(cell) for cell in _CELL.findall(row)) for row in _ROW.findall(block)]
        rows = [row for row in rows if row]
        if rows:
            indicator, words = unescape(attributes.get("data-indicator", "")), text_of(title[1]) if title else ""
            yield Shown(
                kind,
                indicator,
                name,
                words,
                rows[0],
                tuple(rows[1:]),
                tuple(_SVG.findall(block)),
                attributes.get("data-region", ""),
            )


def _pictures(markup: str) -> Iterator[tuple[dict[str, str], str]]:
    """Attributes and markup of every figure, and of every other element that is a picture by its class."""
    for found in _OPENING.finditer(markup):
        attributes = dict(_ATTRIBUTE.findall(found[2]))
        if found[1] == "figure" or "isp-figure" in attributes.get("class", "").split():
            yield attributes, _element(markup, found.start(), found[1])


def _element(markup: str, start: int, tag: str) -> str:
    """The element that begins at a place, with all that it holds."""
    depth = 0
    for found in re.compile(rf"<(/?){tag}\b").finditer(markup, start):
        depth += -1 if found[1] else 1
        if depth == 0:
            return markup[start : found.end()]
    return markup[start:]


def _kind(word: str, name: str) -> Kind:
    if not word:
        raise InputError(f"Abbildung {name}: Die Art (data-kind) fehlt; ungeprüft wird nichts gezeigt. {REMEDY}")
    if word not in KINDS:
        raise InputError(f"Abbildung {name}: Die Art »{word}« ist unbekannt.{did_you_mean(word, KINDS)} {REMEDY}")
    return KINDS[word]


def text_of(markup: str) -> str:
    """The words of a piece of markup, on one line, as they are seen."""
    return " ".join(as_seen(unescape(_TAG.sub(" ", markup))).split())
