"""Questions about the size of a Merkmal: many times last year's figure, or what can be expected of the people there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Message, ask, with_noun
from isp_utils.intake.questions.beside import KnownBeside, real
from isp_utils.intake.questions.expected import beside_people, expectations, whole_rows
from isp_utils.model.periods import in_german
from isp_utils.model.wording import german_number

UNIT, FEWEST = 20.0, 3  # a change of unit moves the middle of at least so many figures by more than this factor
CHANCE = 4.0  # a difference of so many roots of both counts is none of chance
ENOUGH = 4  # earlier years that show how far a series moves
FACTOR = 5.0  # times the figure before, where there are fewer of them
BEYOND, BELOW = 7.0, 1 / UNIT  # of what is expected: the share of another county may be off by several times


def other_unit(facts: pd.DataFrame, beside: KnownBeside, moved: pd.DataFrame) -> Iterator[Message]:
    """All figures of a period a hundredfold or a hundredth of the year before, else of what is expected.

    Where most are as they were, each Merkmal that is not.
    """
    known = dict(list(moved.groupby("period")))
    for period, rows in real(facts).groupby("period", sort=False):
        mine = known.get(period, moved[:0])
        ratio, against = mine["ratio"].to_numpy(), "im Jahr davor"
        if len(ratio) < FEWEST:
            ratio, against = beside_people(rows, beside), "nach der Zahl der Einwohner zu erwarten"
        if len(ratio) >= FEWEST and not 1 / UNIT < (middle := float(np.median(ratio))) < UNIT:
            text = f"Die Zahlen für {in_german(str(period))} sind im Mittel {_times(middle)} so groß wie {against}. "
            yield ask(f"{text}Stimmen die Einheit und die Kommas?", int(rows["row"].iloc[0]))
        elif beside.counts:
            yield from _far_from_before(mine[mine["fact"].isin(beside.counts)], beside)
            yield from _far_from_expected(rows[~rows["fact"].isin(mine["fact"])], whole_rows(rows), beside)


def _far_from_before(moved: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Merkmale of a period that are many times, or a fraction of, the figure before; few years say what is usual."""
    far = (moved["past"] < ENOUGH) & (moved["change"] >= np.log(FACTOR))
    far &= _beyond_chance(moved["value"], moved["before"])
    for fact, rows in moved[far].groupby("fact", sort=False):
        row = rows.assign(size=rows[["value", "before"]].max(axis=1)).sort_values("size").iloc[-1]
        text = f"{beside.name(str(fact))}, {beside.area(row['region'])}: {german_number(row['value'])} nach "
        text += f"{german_number(row['before'])} ({in_german(row['then'])}), also {_times(row['ratio'])} so viel"
        more = f", ähnlich in {with_noun(len(rows) - 1, 'weiteren Zeile', 'weiteren Zeilen')}" if len(rows) > 1 else ""
        yield ask(f"{text}{more}. Stimmen die Zahl, die Einheit und die Kommas?", int(row["row"]))


def _far_from_expected(facts: pd.DataFrame, wholes: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Merkmale of a period without a figure before that are far from everything that can be expected of them.

    wholes: all figures of that period, among which a Merkmal has its base.
    """
    rows = whole_rows(facts)
    for item in beside.source.demo:
        mine = rows[(rows["fact"] == item.fact) & (rows["value"] > 0)]
        known = [found for counts in expectations(wholes, item, beside) if (found := _compared(mine, counts))]
        ratios = [found.ratio for found in known]
        if ratios and (min(ratios) >= BEYOND or max(ratios) <= BELOW):
            first = known[0]
            text = f"{beside.name(item.fact)}, {beside.area(first.region)}: {german_number(first.value)} ist "
            text += f"{_times(first.ratio)} so viel, wie bei den Menschen dort zu erwarten ist (etwa "
            yield ask(f"{text}{german_number(first.expected)}). Stimmen die Zahl und die Einheit?", first.row)


@dataclass(frozen=True)
class _Compared:
    """The figure of the area where most are expected, beside what is expected there."""

    region: str
    value: float
    expected: float
    row: int

    @property
    def ratio(self) -> float:
        """How many times the expected figure; 1 where chance may explain the difference."""
        return self.value / self.expected if _beyond_chance(self.value, self.expected) else 1.0


def _compared(rows: pd.DataFrame, counts: Mapping[str, float]) -> _Compared | None:
    rows = rows.assign(expected=rows["region"].map(dict(counts)).astype(float))
    rows = rows[rows["expected"] > 0]
    if rows.empty:
        return None
    row = rows.sort_values("expected").iloc[-1]
    return _Compared(str(row["region"]), float(row["value"]), float(row["expected"]), int(row["row"]))


def _beyond_chance(value: Any, other: Any) -> Any:
    """Of two counts, or of two columns of them, whether they differ further than chance explains."""
    return abs(value - other) > CHANCE * np.sqrt(value + other)


def _times(ratio: float) -> str:
    """How many times, or which part, as it is said before »so viel«."""
    part = german_number(1 / ratio)
    return f"{german_number(ratio)}-mal" if ratio > 1 else f"nur ein {part}{'tel' if 1 / ratio < 19.5 else 'stel'}"
