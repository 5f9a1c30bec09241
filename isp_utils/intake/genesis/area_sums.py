"""Whether the figure of an area is the sum of its members', where it is so in the rest of the table.

Said, never refused: the offices' own tables hold such differences (12631-01-01-4: Hessen 2015; 21111-01-03-4: Bremen
2015), and most tables do not add up at all, by revisions, rounding or reforms.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.genesis.sums import ENOUGH, german_figure
from isp_utils.intake.messages import Message, first_few, warn
from isp_utils.intake.values.codes import codes_of, where

SELDOM, MOST = 0.01, 6  # share and number of sums off that can be edits
_STEPS = (
    ("bund", ("land",), 0, "der Länder"),
    ("land", ("kreis",), 2, "ihrer Kreise"),
    ("kreis", ("gemeinde", "gemeindefrei"), 5, "ihrer Gemeinden"),
)


def wrong_area_sums(table: pd.DataFrame, others: Sequence[str]) -> Iterator[Message]:
    """A warning for every pair of levels with single areas that are not the sum of their members.

    `others` are the columns that tell figures of one area apart. Members without a figure make a sum uncertain, but for
    the dash of areas that are gone.
    """
    for upper, lower, digits, word in _STEPS:
        top, below = where(table["level"], upper.__eq__), where(table["level"], lower.__contains__)
        if top.any() and below.any():
            yield from _step(table[top | below], [*others], (upper, digits, word))


def _step(table: pd.DataFrame, others: list[str], step: tuple[str, int, str]) -> Iterator[Message]:
    upper, digits, word = step
    region = table["region"].astype("category")
    heads = region.cat.categories.astype(str).str[:digits] if digits else pd.Index(["DG"] * len(region.cat.categories))
    parent = pd.factorize(heads)[0][region.cat.codes.to_numpy()]
    groups = pd.factorize(codes_of(table, others) * (int(parent.max()) + 1) + parent)[0]
    number = int(groups.max()) + 1
    top, value = where(table["level"], upper.__eq__), table["value"].to_numpy(dtype=float)
    open_ = np.isnan(value) & (top | ~where(table["raw"], "-".__eq__))
    plain = np.nan_to_num(value)
    tops, below, missing = (np.bincount(groups, flags, number) for flags in (top, ~top, open_))
    sums = np.bincount(groups, np.where(top, 0.0, plain), number)
    place = np.flatnonzero(top & ((tops == 1) & (below >= 2) & (missing == 0))[groups])
    if len(place) < ENOUGH:
        return
    whole, parts = value[place], sums[groups[place]]
    off = np.abs(whole - parts) > 1e-6 * np.maximum(1.0, np.abs(whole))
    if not off.any() or off.mean() > SELDOM or off.sum() > MOST:
        return
    rows = table["row"].to_numpy()[place][off]
    more = sorted(set(map(int, rows[1:])) - {int(rows[0])})
    name = str(table["region_name"].iloc[place[off][0]]).strip() or upper
    text = f"{name}: {german_figure(whole[off][0])} ist nicht die Summe {word} ({german_figure(parts[off][0])})"
    further = f" Ebenso Zeile {first_few(more)}." if more else ""
    remedy = "Sonst geht diese Summe in der Datei auf; bitte mit der Tabelle des Herausgebers vergleichen."
    yield warn(f"{text}. {remedy}{further}", int(rows[0]))
