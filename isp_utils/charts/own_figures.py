"""Figures drawn in a notebook with matplotlib or seaborn: in the style of the site, described, shown once.

Without a description nobody who does not see a figure knows what it says (WCAG 2.2, 1.1.1), and it does not reach the
page. It is said by `show_figure`, or in the cell that draws: a comment "# Beschreibung: ...".
"""

import os
import re
import sys
import warnings
from hashlib import sha256
from html import escape
from importlib import import_module
from itertools import count
from typing import Any

import matplotlib
from IPython.core.getipython import get_ipython
from IPython.display import HTML, display
from matplotlib.figure import Figure

from isp_utils.charts.kinds import Kind
from isp_utils.charts.parts.style import SETTINGS_OF_NOTEBOOKS
from isp_utils.charts.parts.svg import inline_svg
from isp_utils.model.errors import InputError

SHORTEST = 40  # characters of a description
UNDESCRIBED = 'data-fehlt="beschreibung"'
REMEDY = f"# Beschreibung: Was ist zu sehen? (ein Satz, mindestens {SHORTEST} Zeichen)"
LACKING = "Ohne Beschreibung kommt dieses Bild nicht auf die Seite. In die Zelle gehört:"
_SAID = re.compile(r"^[ \t]*#[ \t]*Beschreibung:[ \t]*(.*(?:\n[ \t]*#(?![ \t]*(?:Beschreibung|%%)).*)*)", re.MULTILINE)
_seen = {"cell": -1, "figures": 0}  # figures that the running cell has shown so far


def show_figure(figure: Figure, beschreibung: str, titel: str = "") -> None:
    """Put a figure into the page: a title above it (else its own), its description for those who do not see it.

    Raises InputError for what is no figure and for a description of less than 40 characters.
    """
    figure = getattr(figure, "figure", figure)  # axes and seaborn's grids know theirs
    if not isinstance(figure, Figure):
        raise InputError(
            f"figure({type(figure).__name__}) ist keine Abbildung; erwartet wird, was plt.figure() liefert."
        )
    if len(beschreibung.strip()) < SHORTEST:
        raise InputError(
            f"Die Beschreibung hat {len(beschreibung.strip())} Zeichen; nötig sind {SHORTEST}: ein Satz für alle, die "
            "das Bild nicht sehen. Was ist zu sehen, und was fällt auf?"
        )
    display(HTML(_markup(figure, beschreibung, titel)))
    _close(figure)


def described_in(source: str) -> list[str]:
    """Descriptions in the comments of a cell, in order.

    >>> described_in("# Beschreibung: Ein Punkt je Kreis,\\n#   von links nach rechts.\\nplt.plot(x)")
    ['Ein Punkt je Kreis, von links nach rechts.']
    """
    return [
        " ".join(re.sub(r"^[ \t]*#", "", line).strip() for line in hit.splitlines()) for hit in _SAID.findall(source)
    ]


def notebook_figures() -> None:
    """From now on this notebook draws in the style of the site, and every figure is shown with its description."""
    shell: Any = get_ipython()  # type: ignore[no-untyped-call]
    if shell is None or getattr(shell, "_isp_figures", False):
        return
    shell._isp_figures = True
    matplotlib.rcParams.update(SETTINGS_OF_NOTEBOOKS)
    warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")  # plt.show() in a run
    if "inline" in os.environ.get("MPLBACKEND", ""):  # of a kernel by hand: it takes all forms of a figure for its own
        import_module("matplotlib_inline.backend_inline")
    _take_figures()
    shell.events.register("pre_run_cell", lambda *_: _take_figures())  # %matplotlib would take them away
    shell.events.register("post_execute", _show_open_figures)


def _take_figures() -> None:
    """Figures are shown as HTML, with their description."""
    shell: Any = get_ipython()  # type: ignore[no-untyped-call]
    html = shell.display_formatter.formatters["text/html"]
    html.for_type(Figure, _shown)
    html.for_type_by_name("seaborn._core.plot", "Plot", lambda plot: _shown(plot.plot()._figure))


def _show_open_figures() -> None:
    """At the end of a cell: what is drawn and not yet shown."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    _take_figures()
    for number in pyplot.get_fignums() if pyplot else []:
        figure = pyplot.figure(number)  # type: ignore[union-attr]
        if figure.axes:
            display(figure)
        _close(figure)


def _shown(figure: Figure) -> str:
    html = _markup(figure, _description_of_cell(), "")
    _close(figure)
    return html


def _description_of_cell() -> str:
    """The next description in the comments of the running cell; "" where it has none for this figure."""
    shell: Any = get_ipython()  # type: ignore[no-untyped-call]
    cell = shell.execution_count
    if _seen["cell"] != cell:
        _seen.update(cell=cell, figures=0)
    found = described_in(shell.user_ns["In"][-1])
    _seen["figures"] += 1
    place = _seen["figures"] - 1
    return found[place] if place < len(found) else ""


def _close(figure: Figure) -> None:
    """A shown figure is not shown a second time at the end of its cell."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)


def _markup(figure: Figure, description: str, title: str) -> str:
    """HTML of a figure; without a fitting description it says what is missing, and the site leaves it out."""
    words = description.strip()
    name = title or _own_title(figure) or "Abbildung"
    key = f"e{sha256(f'{name}{words}{next(_numbers)}'.encode()).hexdigest()[:7]}"
    drawing = inline_svg(figure, key, name, words or name, foreign=True)
    heading = f'<span class="isp-title">{escape(title)}</span>' if title else ""
    caption = f'<figcaption id="{key}-c">{heading}</figcaption>' if title else ""
    told = f' aria-labelledby="{key}-c"' if title else f' aria-label="{escape(name, quote=True)}"'
    missing = ""
    if len(words) < SHORTEST:
        missing = f'<p class="hint">{LACKING}<br><code>{escape(REMEDY)}</code></p>'
    more = f'<details class="isp-data"><summary>Beschreibung<span class="isp-hidden">: {escape(name)}</span></summary>'
    more += f'<p class="isp-description">{escape(words)}</p></details>'
    return (
        f'<figure class="isp-figure" data-kind="{Kind.OWN}"{" " + UNDESCRIBED if missing else ""}{told}>{caption}'
        f'<div class="isp-drawing">{drawing}</div>{missing or more}</figure>'
    )


def _own_title(figure: Figure) -> str:
    """The title that stands in the drawing."""
    titles = [figure.get_suptitle(), *(axes.get_title(loc) for axes in figure.axes for loc in ("center", "left"))]
    return " ".join(next((title for title in titles if title), "").split())


_numbers = count()  # two equal figures of one notebook have ids of their own
