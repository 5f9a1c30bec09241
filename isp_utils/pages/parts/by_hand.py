"""Notebooks that somebody runs by hand: what they show looks as on the site."""

import os
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import HTML, display

from isp_utils.store import STYLE_SHEET

LEFT = ".isp-scroll :is(th, td):not(.n) { text-align: start; }"  # JupyterLab sets every table to the right
OUTPUTS = ".jp-OutputArea-output"  # JupyterLab and Notebook


def site_style() -> None:
    """Put the style sheet into a notebook that is run by hand, once; a run makes pages that have it already."""
    shell: Any = get_ipython()  # type: ignore[no-untyped-call]
    if shell and "inline" in os.environ.get("MPLBACKEND", "") and not getattr(shell, "_isp_style", False):
        shell._isp_style = True
        css = _scoped(STYLE_SHEET.read_text(encoding="utf-8"))
        display(HTML(f"<style>@scope ({OUTPUTS}) {{\n{LEFT}\n{css}\n}}</style>"))


def _scoped(css: str) -> str:
    """The rules for a part of a foreign page: variables stand on it, and it is as light as its surroundings.

    >>> _scoped(":root { --a: 1px; } @media screen and (prefers-color-scheme: dark) { }")
    ':scope { --a: 1px; } @media not all { }'
    """
    return css.replace(":root", ":scope").replace("@media screen and (prefers-color-scheme: dark)", "@media not all")
