"""In how many Kennzahlen the Kreise of the Land stand worse than it: what the count of one county is read against.

By the rule for counts of everybody about half of all Kreise stand out in each Kennzahl: the bare count says little.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.comparison import codes_among
from isp_utils.indicators.statements.statement import Statement, verdict_of

ENOUGH = 0.9  # share of the Kennzahlen that must be judged in a Kreis: else its count cannot stand beside the others
FEWEST_COUNTED = 10  # Kreise of which halves and quarters are told


@dataclass(frozen=True)
class BaseRate:
    """In how many Kennzahlen Kreise stand worse than the Land: at most in `half` in half of the Kreise, at most in
    `three_quarters` in three quarters of them. kreise: how many are counted; every: none had to be left out.
    """

    kreise: int
    half: int
    three_quarters: int
    every: bool


def base_rate(figures: Figures, judged: Sequence[Statement]) -> BaseRate | None:
    """Of the Kreise of the Land, the own one among them, in the same Kennzahlen and years as these statements.

    judged: with a comparison and a direction. None where too few Kreise can be judged in nearly all of them.
    """
    compared: Counter[str] = Counter()
    worse: Counter[str] = Counter()
    kreise: set[str] = set()
    for said in judged:
        if said.land is None:
            continue
        rows = figures.peers(said.own)
        codes = dict(zip(rows["region"], codes_among(rows, said.indicator, said.land.other).tolist(), strict=True))
        kreise.update(codes)
        compared.update(key for key, code in codes.items() if code)
        worse.update(key for key, code in codes.items() if verdict_of(said.indicator, code) == "worse")
    counted = [key for key in kreise if compared[key] >= ENOUGH * len(judged)]
    return base_rate_of([worse[key] for key in counted], every=len(counted) == len(kreise))


def base_rate_of(numbers: Sequence[int], every: bool) -> BaseRate | None:
    """What the numbers of all Kreise that count say; None of few Kreise."""
    if len(numbers) < FEWEST_COUNTED:
        return None
    half, three_quarters = np.quantile(numbers, (0.5, 0.75), method="inverted_cdf").astype(int).tolist()
    return BaseRate(len(numbers), half, three_quarters, every)
