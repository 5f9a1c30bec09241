"""What a cell gives out beside the verbs of the reports: made fit for a page, or named as missing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from isp_utils.charts.own_figures import REMEDY, UNDESCRIBED
from isp_utils.pages.parts.scraps import TABLE_MIME, is_scrap
from isp_utils.pages.parts.unwritten import unwritten
from isp_utils.suite.run.order import NotebookRun
from isp_utils.suite.run.task import INJECTED
from isp_utils.suite.site.foreign_tables import with_accessible_tables
from isp_utils.suite.site.page_rules import never_fit
from isp_utils.suite.site.remedies import remedy_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

LARGEST = 200_000  # characters of one drawing: a page stays below 300 KB
HINT = '<p class="hint" role="note">{}</p>'
NO_DESCRIPTION = "Diese Abbildung hat keine Beschreibung und wird deshalb nicht gezeigt."
TOO_LARGE = "Diese Abbildung ist zu groß für eine Seite und wird deshalb nicht gezeigt."
UNFIT = "Diese Ausgabe {fault} und wird deshalb nicht gezeigt."
NOT_WRITTEN = "Hier fehlt noch ein eigener Satz."
OF_TEMPLATE = "Hier stehen noch die Worte der Vorlage; sie gelten nicht als Befund. Bitte einen eigenen Satz schreiben."
PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
_OBJECT = re.compile(r"\s*(?:\[\s*)?<[\w.]+[ :].*>\]?\s*|\s*(?:Text|Figure)\(.*\)\s*", re.DOTALL)  # <Axes: ...>
_GAP = re.compile(r"(?<![\w-])(?:NaN|nan|None|NaT|<NA>|inf)(?![\w-])")


def prepared(notebook: "NotebookNode", with_text: bool) -> list[str]:
    """Change the outputs of an executed notebook into what its page shows; returns what is left out, a line each.

    `with_text`: printed text and plain values stand on the page too (free analyses); in reports they are named.
    """
    lines: list[str] = []
    for cell in notebook.cells:
        number = number_of(cell, notebook.cells)
        if with_text and cell.cell_type != "raw" and unwritten(cell.source):
            lines.append(f"Zelle {number}: {OF_TEMPLATE}")
        outputs = [output for output in cell.get("outputs", []) if not is_scrap(output)]
        fit = [_fit(output, with_text) for output in outputs]
        if "outputs" in cell:
            cell.outputs = [output for output, _ in fit if output is not None]
        lines += [f"Zelle {number}: {said}" for _, said in fit if said]
    return lines


def number_of(cell: "NotebookNode", cells: "Sequence[NotebookNode]") -> int:
    """The place of a cell in the notebook as its author sees it, from 1; 0 for the one that the run puts in."""
    own = [other for other in cells if INJECTED not in other.metadata.get("tags", [])]
    return next((place for place, other in enumerate(own, 1) if other is cell), 0)


def left_out(ended: Iterable[NotebookRun]) -> list[str]:
    """What the cells of executed notebooks give out and no page shows, with the remedy, a line each."""
    import nbformat

    found = []
    for one in ended:
        notebook = nbformat.read(one.executed, as_version=4)  # type: ignore[no-untyped-call]
        found += [f"  {one.page.title}, {line}" for line in prepared(notebook, one.page.analysis)]
    return found


def _fit(output: "NotebookNode", with_text: bool) -> "tuple[NotebookNode | None, str]":
    """The output as the page shows it (None: not at all), and what is to be said about it."""
    if output.output_type == "stream":
        return _printed(output, with_text)
    data = output.get("data", {})
    html = "".join(data.get("text/html", ""))
    if html:
        return _of_html(output, html, with_text)
    if any(mime in data for mime in PICTURES):
        remedy = f"Bitte mit report.figure(…, beschreibung=…) zeigen oder mit Matplotlib zeichnen und dazu: {REMEDY}"
        return _as_html(
            output, HINT.format(NO_DESCRIPTION)
        ), f"Ein Bild ohne Beschreibung fehlt auf der Seite. {remedy}"
    if output.output_type == "error" or TABLE_MIME in data or "text/markdown" in data:
        return output, ""
    text = "".join(data.get("text/plain", ""))
    if _OBJECT.fullmatch(text):  # the name of an object, which says nothing
        return None, _unknown(data)
    if with_text and text:
        return _as_html(output, _text(text)), _unknown(data)
    return None, _unknown(data) or (f"»{_short(text)}« steht nicht auf der Seite." if text else "")


def _of_html(output: "NotebookNode", html: str, with_text: bool) -> "tuple[NotebookNode, str]":
    if UNDESCRIBED in html:
        said = f"Die Abbildung hat keine Beschreibung und fehlt auf der Seite. Bitte in die Zelle schreiben: {REMEDY}"
        return _as_html(output, HINT.format(NO_DESCRIPTION)), said
    if 'data-kind="eigene"' in html and len(html) > LARGEST:
        size = f"{len(html) // 1000} KB, höchstens {LARGEST // 1000} KB"
        remedy = "Bitte weniger Punkte zeichnen, oder die Punkte mit rasterized=True."
        said = f"Die Abbildung ist zu groß ({size}) und fehlt auf der Seite. {remedy}"
        return _as_html(output, HINT.format(TOO_LARGE)), said
    if with_text and unwritten(html):
        return _as_html(output, HINT.format(NOT_WRITTEN)), ""
    if with_text and (found := never_fit(html)):
        hints = "".join(HINT.format(UNFIT.format(fault=fault)) for fault in found)
        said = " ".join(f"Die Ausgabe {fault} und fehlt auf der Seite. {remedy_of(fault)}" for fault in found)
        return _as_html(output, hints), said
    return _as_html(output, with_accessible_tables(html)), ""


def _printed(output: "NotebookNode", with_text: bool) -> "tuple[NotebookNode | None, str]":
    if output.name == "stderr":
        return None, f"Hinweis aus der Zelle: {_short(output.text)}" if with_text else ""
    if not output.text.strip():
        return None, ""
    if not with_text:
        return None, f"»{_short(output.text)}« steht nicht auf der Seite; Berichte sprechen mit report.…"
    return _as_html(output, _text(output.text)), ""


def _as_html(output: "NotebookNode", html: str) -> "NotebookNode":
    from nbformat import from_dict  # checks nothing: all that is shown is checked once, when its page is filled

    shown = {"output_type": "display_data", "data": {"text/html": html}, "metadata": output.get("metadata", {})}
    made: NotebookNode = from_dict(shown)  # type: ignore[no-untyped-call]
    return made


def _text(text: str) -> str:
    return f'<pre class="isp-print" tabindex="0">{escape(_GAP.sub("k. A.", text.rstrip()))}</pre>'


def _unknown(data: Mapping[str, Any]) -> str:
    """What is to be said of an output in a form that no page can show (scripts, widgets)."""
    forms = list(_unknown_forms(data))
    return f"Die Ausgabe ({forms[0]}) braucht ein Skript und fehlt auf der Seite." if forms else ""


def _unknown_forms(data: Mapping[str, Any]) -> Iterator[str]:
    return (mime for mime in data if mime.startswith("application/") and mime not in (TABLE_MIME, "application/json"))


def _short(text: str) -> str:
    """The last line of a text, at most 100 characters of it."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()] or [""]
    return lines[-1] if len(lines[-1]) <= 100 else f"{lines[-1][:100]}…"
