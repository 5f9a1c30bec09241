"""The whole `<figure>`: active title, measure line, two drawings, notes, source, data table and CSV link."""

import hashlib
from collections.abc import Callable, Sequence
from html import escape

import matplotlib
from matplotlib.figure import Figure

from isp_utils.charts.inputs import Caption, Fragment
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text, scrolling_table
from isp_utils.charts.parts.style import NARROW, SETTINGS, WIDE, Canvas
from isp_utils.charts.parts.svg import inline_svg

Drawing = Callable[[Canvas], Figure]
NOTHING_TO_DRAW = '<p class="isp-empty">Kein Wert kann oder darf gezeigt werden; die Tabelle nennt den Grund.</p>'


def key_of(caption: Caption) -> str:
    """Prefix of all ids of a picture, short because marks refer to it; differs for the captions of one page."""
    text = "\n".join((caption.csv, caption.title, caption.measure))
    return f"f{hashlib.sha256(text.encode()).hexdigest()[:7]}"


def picture(caption: Caption, draw: Drawing | None, printed: PrintedTable, notes: Sequence[str] = ()) -> Fragment:
    """Fragment of a chart: `draw` is called twice, for the wide and for the narrow drawing.

    None instead of `draw` means that no value may be shown; a sentence stands in the place of the drawing.
    """
    key = key_of(caption)
    table = scrolling_table(printed, key, f"Zahlen zu: {caption.title}", "")
    html = (
        f'<figure {attributes(caption)} aria-labelledby="{key}-c">'
        f"{figcaption(caption, key)}"
        f"{_drawings(caption, draw, key) if draw else NOTHING_TO_DRAW}"
        f"{small_print(caption, (*notes, *caption.notes))}"
        f"{described(caption, 'Zahlen und Beschreibung', table + csv_link(caption))}</figure>"
    )
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def attributes(caption: Caption, css: str = "isp-figure") -> str:
    """Attributes of the outer element of a picture: its classes, kind and Kennzahl, which the scanner reads back."""
    indicator = f' data-indicator="{escape(caption.indicator, quote=True)}"' if caption.indicator else ""
    return f'class="{css}{" isp-demo" if caption.demo else ""}" data-kind="{caption.kind}"{indicator}'


def figcaption(caption: Caption, key: str) -> str:
    """Active title and measure line, as HTML."""
    measure = f'<span class="isp-measure">{escape(caption.measure)}</span>' if caption.measure else ""
    title = f'<span class="isp-title">{escape(caption.title)}</span>'
    return f'<figcaption id="{key}-c">{title} {measure}</figcaption>'


def small_print(caption: Caption, notes: Sequence[str]) -> str:
    """Notes and source line under a picture, as HTML."""
    text = " ".join(note for note in notes if note)
    note = f'<p class="isp-note">{escape(text)}</p>' if text else ""
    return f'{note}<p class="isp-source">{escape(caption.source)}</p>'


def described(caption: Caption, summary: str, more: str = "") -> str:
    """HTML: the text description (WCAG 2.2, 1.1.1), and what else belongs with it, in a part that opens."""
    return (
        f'<details class="isp-data"><summary>{summary}<span class="isp-hidden">: {escape(caption.title)}</span>'
        f'</summary><p class="isp-description">{escape(caption.description)}</p>{more}</details>'
    )


def csv_link(caption: Caption) -> str:
    """HTML link to the data file beside the page."""
    name = escape(caption.csv, quote=True)
    return (
        f'<p class="isp-download"><a href="daten/{name}.csv" download>Tabelle als CSV-Datei herunterladen'
        f'<span class="isp-hidden">: {escape(caption.title)}</span></a></p>'
    )


def _drawings(caption: Caption, draw: Drawing, key: str) -> str:
    """Both drawings; the page shows one and removes the other from the accessibility tree (display: none).

    The narrow one is hidden inline: a page without our style sheet (JupyterLab) shows the wide one alone.
    """
    with matplotlib.rc_context(SETTINGS):
        wide, narrow = draw(WIDE), draw(NARROW)
    parts = [
        inline_svg(figure, f"{key}-{name}", caption.title, caption.description)
        for name, figure in (("w", wide), ("n", narrow))
    ]
    wide_part = f'<div class="isp-wide">{parts[0]}</div>'
    narrow_part = f'<div class="isp-narrow" style="display:none">{parts[1]}</div>'
    return f'<div class="isp-drawing">{wide_part}{narrow_part}</div>'
