"""Rows of a profile from statements: the same values and words as in sentences, tables and files."""

from collections.abc import Iterable, Sequence

import numpy as np

from isp_utils.charts import ProfileRow, Spread, Value
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.hindrance import Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.periods import in_german
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.links import card_page

FEWEST = 5  # Kreise that make a range


def profile_rows(figures: Figures, statements: Iterable[Statement], beside: Sequence[str]) -> list[ProfileRow]:
    """One row a statement; `beside`: keys of the comparable Kreise."""
    return [_row(figures, said, beside) for said in statements]


def _row(figures: Figures, said: Statement, beside: Sequence[str]) -> ProfileRow:
    indicator, own = said.indicator, said.own
    values = _of_kreise(figures, said)
    land = said.land.other if said.land else None
    return ProfileRow(
        name=indicator.short,
        href=card_page(indicator.id),
        unit=f"in {indicator.unit}" if indicator.unit and not indicator.unit.startswith("je") else indicator.unit,
        period=in_german(own.period).removeprefix("Schuljahr "),
        own=Value(own.value if own.published else None, own.flag),
        land=Value(land.value, land.flag) if land else None,
        alike=_median([values[key] for key in beside if key in values]),
        spread=_spread(list(values.values())),
        judgement=judgements.compared_word(said),
        tone=said.verdict,
        trend="" if (moved := judgements.development_word(said)) == judgements.NO_STATEMENT else moved,
        digits=indicator.digits,
        people=None if own.demo else own.people,
        about=own.approximate and not own.demo,
        old=is_old(said),
    )


def is_old(said: Statement) -> bool:
    """Whether the figure is too old to say something about today."""
    return said.hindered is not None and said.hindered.why is Hindrance.OLD


def _of_kreise(figures: Figures, said: Statement) -> dict[str, float]:
    """Values of the Kreise of the Land in the year of the figure, by key; none where areas cannot be compared."""
    if said.own.demo or not said.own.published or not said.indicator.comparable:
        return {}
    rows = figures.peers(said.own)
    return dict(zip(rows["region"].astype(str), rows["value"].astype(float), strict=True))


def _median(values: Sequence[float]) -> float | None:
    return float(np.median(values)) if values else None


def _spread(values: Sequence[float]) -> Spread | None:
    if len(values) <= FEWEST:
        return None
    lowest, lower, upper, highest = np.quantile(values, [0, 0.25, 0.75, 1])
    return Spread(float(lowest), float(lower), float(upper), float(highest), len(values))
