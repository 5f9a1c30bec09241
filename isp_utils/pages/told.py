"""What a verb of a report has shown, handed back for whoever wants to go on with it."""

import math
from dataclasses import dataclass, field
from html import escape

import pandas as pd
from IPython.core.getipython import get_ipython
from IPython.display import HTML, display

from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.indicator import Indicator
from isp_utils.pages.parts.items import sentence, statement_item
from isp_utils.pages.parts.sentences import no_figure
from isp_utils.pages.parts.spoken import unknown_sentence


def _cell() -> int:
    """Number of the running cell, 0 outside of IPython."""
    shell = get_ipython()  # type: ignore[no-untyped-call]
    return shell.execution_count if shell else 0


@dataclass(frozen=True, repr=False)
class Told:
    """A Kennzahl as it was told: the sentence, the newest figure, and the figures behind the picture (`tabelle`).

    `wert`, `von` and `bis` in `einheit`, NaN where there is none. The cell that showed it does not show it again.
    """

    kennzahl: str
    satz: str
    zeitraum: str
    wert: float
    von: float
    bis: float
    einheit: str
    tabelle: pd.DataFrame
    html: str = ""
    cell: int = field(default_factory=_cell)

    def _ipython_display_(self) -> None:
        """Nothing in the cell that has shown it already, else its words."""
        if self.cell != _cell():
            display(HTML(self.html))

    def __repr__(self) -> str:
        return (
            f"{self.satz}\n{self.kennzahl}: .wert .von .bis .einheit .zeitraum; .tabelle ({len(self.tabelle)} Zeilen)"
        )


def told_of(indicator: Indicator, said: Statement | None, land: str, table: pd.DataFrame) -> Told:
    """What a statement tells (`table`: the figures behind it); a made-up figure is none."""
    own = said.own if said and not said.own.demo else None
    if said is None or own is None:
        words = unknown_sentence(indicator) or no_figure(indicator)
        html = f"<p>{escape(words)}</p>"
    else:
        words, html = sentence(said, land), statement_item(said, land)
    value = (own.value, own.lower, own.upper) if own else (math.nan, math.nan, math.nan)
    return Told(indicator.id, words, own.period if own else "", *value, indicator.unit, table, html)
