"""Where periods lie on a time axis, and where a series has to be cut."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from isp_utils.charts.inputs import Break, Series, Value
from isp_utils.charts.parts.symbols import sign, visible_value
from isp_utils.model.periods import year_of

CENSUS = {"zensus_2022": "Zensus 2022", "zensus_2011": "Zensus 2011", "zensus_1987": "Volkszählung 1987"}
FEW = 3  # comparable values up to which a picture says how few they are
HOW_FEW = ("", "Nur ein vergleichbarer Wert.", "Nur zwei vergleichbare Werte.", "Nur drei vergleichbare Werte.")


@dataclass(frozen=True)
class Cut:
    """A vertical line: its position on the axis (years), short label and full sentence, "" where pages explain it."""

    position: float
    label: str
    sentence: str


@dataclass(frozen=True)
class Hole:
    """Neighbouring periods without a value, from first to last (years), that share one sign."""

    first: float
    last: float
    sign: str


@lru_cache(maxsize=4096)
def axis_position(period: str) -> float:
    """Position on the axis in years; a reporting day stands for its year, a quarter and a month for their part.

    >>> axis_position("2023"), axis_position("2023/24"), axis_position("2023-Q3"), axis_position("2023-12-31")
    (2023.0, 2023.0, 2023.5, 2023.0)
    """
    part = 0.0
    if "-Q" in period:
        part = (int(period[-1]) - 1) / 4
    elif len(period) == len("2023-09"):
        part = 0.0 if "/" in period else (int(period[-2:]) - 1) / 12
    return year_of(period) + part


def span_of(lines: Sequence[Series]) -> tuple[float, float]:
    """Ends of the time axis in years: all periods of all series, with a little air."""
    positions = [axis_position(period) for series in lines for period in series.periods]
    length = (max(positions) - min(positions)) or 1.0
    return min(positions) - 0.03 * length, max(positions) + 0.02 * length


def tick_text(period: str) -> str:
    """Short label of a period: a reporting day shows its year."""
    return period[:4] if period.count("-") == 2 else period.replace("-Q", " Q")


def figures(series: Series) -> Sequence[Value]:
    """Values of a series with their flags, one a period."""
    return series.figures


def cuts(lines: Sequence[Series], breaks: Sequence[Break]) -> tuple[Cut, ...]:
    """All breaks of the picture, in time order: declared ones inside it and changes of the census base."""
    places = [axis_position(period) for series in lines for period in series.periods]
    inside = [entry for entry in breaks if min(places) < axis_position(entry.period) <= max(places)]
    found = {_before(lines, entry.period): _declared(lines, entry) for entry in inside}
    for series in lines:
        for (earlier, base), period in zip(pairwise(series.census_base), series.periods[1:], strict=False):
            if base == earlier or base not in CENSUS:
                continue
            position = _before(lines, period)
            known = found[position].sentence if position in found else ""
            found[position] = Cut(position, CENSUS[base], known)
    return tuple(found[position] for position in sorted(found))


def segments(series: Series, marks: Sequence[Cut]) -> list[list[int]]:
    """Runs of indices that one line may connect: no missing value, no missing period, no break in between."""
    positions = [axis_position(period) for period in series.periods]
    steps = [later - earlier for earlier, later in pairwise(positions)]
    usual = statistics.median(steps) if steps else 1.0
    runs: list[list[int]] = [[]]
    for index, figure in enumerate(figures(series)):
        if visible_value(figure) is None:
            runs.append([])
            continue
        if runs[-1] and _parted(positions[runs[-1][-1]], positions[index], usual, marks):
            runs.append([])
        runs[-1].append(index)
    return [run for run in runs if run]


def stretches(series: Series, marks: Sequence[Cut]) -> list[int]:
    """For every period, how many visible values are comparable with its own: no break lies between them."""
    places = [axis_position(period) for period in series.periods]
    parts = [sum(mark.position < place for mark in marks) for place in places]
    seen = [visible_value(figure) is not None for figure in figures(series)]
    return [sum(there for other, there in zip(parts, seen, strict=True) if other == part) for part in parts]


def how_few(lines: Sequence[Series], marks: Sequence[Cut]) -> str:
    """A note where the first series has few values since its last break: two points are no trend; else ""."""
    counts = stretches(lines[0], marks)
    known = [
        count for count, figure in zip(counts, figures(lines[0]), strict=True) if visible_value(figure) is not None
    ]
    return HOW_FEW[known[-1]] if known and known[-1] <= FEW else ""


def holes(series: Series) -> list[Hole]:
    """Stretches without a value. A series of another area that begins later or ends earlier is no hole."""
    values = figures(series)
    with_value = [index for index, figure in enumerate(values) if visible_value(figure) is not None]
    first, last = (with_value[0], with_value[-1]) if with_value else (0, len(values) - 1)
    found: list[Hole] = []
    for index, figure in enumerate(values):
        outside = index < first or (index > last and series.role not in {"own", "first"})
        if visible_value(figure) is not None or (outside and sign(figure) == "[k.A.]"):
            continue
        position, name = axis_position(series.periods[index]), sign(figure)
        if found and found[-1].sign == name and index and visible_value(values[index - 1]) is None:
            found[-1] = Hole(found[-1].first, position, name)
        else:
            found.append(Hole(position, position, name))
    return found


def _before(lines: Sequence[Series], period: str) -> float:
    """Half-way between a period and the one before it that occurs in the picture."""
    position = axis_position(period)
    earlier = [axis_position(other) for series in lines for other in series.periods if axis_position(other) < position]
    return (position + max(earlier)) / 2


def _declared(lines: Sequence[Series], entry: Break) -> Cut:
    when = tick_text(entry.period)
    since = "" if entry.dated else f" ab {when}"
    return Cut(_before(lines, entry.period), f"Bruch {when}", f"Bruch{since}: {entry.reason}")


def _parted(earlier: float, later: float, usual: float, marks: Sequence[Cut]) -> bool:
    return later - earlier > 1.5 * usual or any(earlier < mark.position < later for mark in marks)
