"""How far two or more people who sort the same statements into themes agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from isp_utils.statistics.intervals import StatisticsError


def krippendorff_alpha(codings: Sequence[Sequence[Hashable | None]]) -> float:
    """Krippendorff's alpha for nominal codes: one row per coder, one column per unit, None where a coder left it.

    1 is full agreement, 0 what chance alone would give, below 0 is worse than chance. Units with one code only have
    nothing to be compared with and do not count. NaN where nothing can be compared or only one code was ever given:
    without variation agreement cannot be told from habit. Raises StatisticsError for rows of unequal length.
    Krippendorff (2004), Content Analysis, ch. 11; Krippendorff (2011), Computing Krippendorff's alpha-reliability.

    >>> round(krippendorff_alpha(["0100000010", "1110010000"]), 3)
    0.095
    """
    if len({len(row) for row in codings}) > 1:
        raise StatisticsError("Agreement needs one row per coder, all of one length.")
    units = [Counter(code for code in unit if code is not None) for unit in zip(*codings, strict=True)]
    units = [unit for unit in units if unit.total() > 1]
    totals: Counter[Hashable] = Counter()
    for unit in units:
        totals.update(unit)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    if not expected:
        return float("nan")
    observed = sum(_unequal_pairs(unit) / (unit.total() - 1) for unit in units)
    return 1 - (n - 1) * observed / expected


def _unequal_pairs(unit: Counter[Hashable]) -> int:
    return unit.total() ** 2 - sum(count * count for count in unit.values())
