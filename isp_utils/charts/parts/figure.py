"""The whole `<figure>`: active title, measure line, drawing, notes, source, data table and CSV link."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from matplotlib.figure import Figure

from isp_utils.charts.inputs import Caption, Fragment
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text, scrolling_table
from isp_utils.charts.parts.style import NARROW, WIDE, Canvas
from isp_utils.charts.parts.svg import inline_svg, our_settings

ONE, BOTH = (NARROW,), (WIDE, NARROW)
NOTHING_TO_DRAW = '<p class="isp-empty">Kein Wert kann oder darf gezeigt werden; die Tabelle nennt den Grund.</p>'


@dataclass(frozen=True)
class Drawing:
    """How a picture is drawn, and for which widths.

    One narrow drawing fits a phone and stands beside its sentence on a wide page; only what needs width is drawn twice.
    spoken: what signs in the drawing say, for those who do not see them.
    """

    draw: Callable[[Canvas], Figure]
    canvases: tuple[Canvas, ...] = ONE
    spoken: str = ""


def key_of(caption: Caption) -> str:
    """Prefix of all ids of a picture, short because marks refer to it; differs for the captions of one page."""
    text = "\n".join((caption.csv, caption.title, caption.measure))
    return f"f{hashlib.sha256(text.encode()).hexdigest()[:7]}"


def picture(caption: Caption, drawing: Drawing | None, printed: PrintedTable, notes: Sequence[str] = ()) -> Fragment:
    """Fragment of a chart. None instead of a drawing means that no value may be shown; a sentence stands there."""
    slim = drawing is None or drawing.canvases == ONE
    key = key_of(caption)
    table = scrolling_table(printed, key, f"Zahlen zu: {caption.title}", "")
    html = (
        f'<figure {attributes(caption, "isp-figure isp-slim" if slim else "isp-figure")} aria-labelledby="{key}-c">'
        f"{figcaption(caption, key)}"
        f"{_drawings(caption, drawing, key) if drawing else NOTHING_TO_DRAW}"
        f"{small_print(caption, (*notes, *caption.notes))}"
        f"{described(caption, 'Zahlen und Beschreibung', table + csv_link(caption))}</figure>"
    )
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def attributes(caption: Caption, css: str = "isp-figure") -> str:
    """Attributes of the outer element of a picture: its classes, kind and Kennzahl, which the scanner reads back."""
    indicator = f' data-indicator="{escape(caption.indicator, quote=True)}"' if caption.indicator else ""
    region = f' data-region="{escape(caption.region, quote=True)}"' if caption.region else ""
    return f'class="{css}{" isp-demo" if caption.demo else ""}" data-kind="{caption.kind}"{indicator}{region}'


def figcaption(caption: Caption, key: str) -> str:
    """Active title and measure line, as HTML."""
    measure = f'<span class="isp-measure">{escape(caption.measure)}</span>' if caption.measure else ""
    title = f'<span class="isp-title">{escape(caption.title)}</span>'
    return f'<figcaption id="{key}-c">{title} {measure}</figcaption>'


def small_print(caption: Caption, notes: Sequence[str]) -> str:
    """Notes and source line under a picture, as HTML."""
    text = " ".join(note for note in notes if note)
    note = f'<p class="isp-note">{escape(text)}</p>' if text else ""
    source = escape(caption.source)
    if caption.source_page:
        source = f'<a href="{escape(caption.source_page, quote=True)}">{source}</a>'
    return f'{note}<p class="isp-source">{source}</p>'


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


def _drawings(caption: Caption, drawing: Drawing, key: str) -> str:
    """One drawing, or two of which the page shows one and hides the other from everybody (display: none).

    The narrow one of two is hidden inline: a page without our style sheet (JupyterLab) shows the wide one alone.
    """
    description = f"{caption.description} {drawing.spoken}".rstrip()
    with our_settings():
        parts = [
            inline_svg(drawing.draw(canvas), key + ("-n" if canvas.narrow else "-w"), caption.title, description)
            for canvas in drawing.canvases
        ]
    if len(parts) == 1:
        return f'<div class="isp-drawing">{parts[0]}</div>'
    wide_part = f'<div class="isp-wide">{parts[0]}</div>'
    narrow_part = f'<div class="isp-narrow" style="display:none">{parts[1]}</div>'
    return f'<div class="isp-drawing">{wide_part}{narrow_part}</div>'
