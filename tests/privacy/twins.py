"""Pairs of own deliveries that differ in hidden cells only: what is published of them must not differ at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.indicators.stocks import stocks
from isp_utils.model.schema import TELLING
from isp_utils.privacy.cells.cells import BESIDE, IMPLIED, SUM
from isp_utils.privacy.gate import Gated, gate
from tests.privacy import published
from tests.privacy.generated import Edition, editions
from tests.privacy.generated_catalogue import COUNTY
from tests.privacy.layout import GEMEINDEN, PARENT

STOCKS = ("untersucht", "bevoelkerung")
ALONE = ("ambulant", "stationaer")  # facts that nothing else is made of but sums over areas


@dataclass(frozen=True)
class Twin:
    """Facts, what the gate made of them, and which rows of the facts stand hidden in every table they stand in."""

    edition: Edition
    gated: Gated
    hidden: frozenset[int]

    @classmethod
    def of(cls, edition: Edition) -> "Twin":
        """The only release of an edition."""
        ungated = (compute(edition.facts, edition.catalogue), stocks(edition.facts, list(STOCKS)))
        gated = gate(edition.facts, ungated, edition.catalogue)
        return cls(edition, gated, frozenset(_hidden(ungated, gated)))

    @property
    def flags(self) -> pd.DataFrame:
        """Which rows are hidden."""
        return pd.concat(self.gated.tables, ignore_index=True)[["flag"]]

    def publish(self, folder: Path) -> Mapping[str, bytes]:
        """Every file that the release puts on the web; of the pictures those of the facts that may differ."""
        known = self.edition.catalogue
        near = {name: item for name, item in known.indicators.items() if set(ALONE) & set(item.numerator)}
        published.publish_tables(folder, self.gated.tables, known)
        published.publish_pictures(folder, self.gated.tables[0], replace(known, indicators=near), COUNTY)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _hidden(ungated: tuple[pd.DataFrame, ...], gated: Gated) -> set[int]:
    told, shown = set(), set()
    for table, left in zip(ungated, gated.tables, strict=True):
        for column in TELLING:
            for text, flag in zip(table[column], left["flag"], strict=True):
                places = [int(p) for name in text.split(BESIDE) if name for p in name.strip(IMPLIED).split(SUM)]
                told.update(places)
                if flag != "protected":
                    shown.update(places)
    return told - shown


def twins(seed: int, length: int = 1) -> Iterator[tuple[Twin, Twin]]:
    """A release and others in which one person lives in another village, where both villages are hidden anyway.

    Other deliveries than these are passed over: where the gate hides other cells, they differ in shown ones.
    """
    first = Twin.of(editions(seed, length)[0])
    facts = first.edition.facts
    moves = [(a, b) for a, b in _neighbours(facts) if {a, b} <= first.hidden and facts.at[a, "value"] > 1]
    for place in np.random.default_rng(seed).permutation(len(moves)):
        moved = facts.copy()
        moved.loc[list(moves[place]), "value"] += np.array([-1.0, 1.0])
        second = Twin.of(replace(first.edition, facts=moved))
        if second.flags.equals(first.flags):
            yield first, second


def _neighbours(facts: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Places in the facts of one count in two villages of a Samtgemeinde, both ways; years pooled nowhere."""
    pooled = set(facts.loc[facts["period"].str.contains("-"), "fact"])
    rows = facts[facts["fact"].isin(set(ALONE) - pooled) & facts["region"].isin(GEMEINDEN)]
    for _, block in rows.assign(above=rows["region"].map(PARENT)).groupby(["fact", "period", "above"]):
        yield from ((int(a), int(b)) for a in block.index for b in block.index if a != b)
