"""How many of a Merkmal are to be expected: a plausible share of the people there, or of a whole in the same file."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from isp_utils.intake.questions.beside import KnownBeside, real
from isp_utils.intake.questions.wholes import people_living
from isp_utils.model.sources import DemoFact
from isp_utils.model.terms import TOTAL, Term

Counts = Mapping[str, float]  # by area


def whole_rows(facts: pd.DataFrame) -> pd.DataFrame:
    """Rows with a figure for all ages, both sexes and no single group: of these alone a share is known."""
    rows = real(facts)
    return rows[(rows["sex"] == TOTAL) & (rows["age"] == TOTAL) & (rows["group"] == TOTAL)]


def expectations(rows: pd.DataFrame, item: DemoFact, beside: KnownBeside) -> list[Counts]:
    """What may be expected of a Merkmal by area: by official counts first, then by each base among a period's rows."""
    found = list(_bases(item, beside))
    base, share = found[-1]
    people = {area: count * share for area, count in people_living(Term.parse(base), beside.official).items()}
    return [counts for counts in (people, *(_share_of(rows, *pair) for pair in found[:-1])) if counts]


def _bases(item: DemoFact, beside: KnownBeside) -> Iterator[tuple[str, float]]:
    """What a Merkmal is a share of, and that in turn, with the share of each; the last is counted by an office."""
    others = {other.fact: other for other in beside.source.demo}
    share, base = item.share, item.base
    while base in others:
        yield base, share
        share, base = share * others[base].share, others[base].base
    yield base, share


def _share_of(rows: pd.DataFrame, base: str, share: float) -> Counts:
    mine = rows[rows["fact"] == base]
    return dict(zip(mine["region"].astype(str), mine["value"].astype(float) * share, strict=True))


def beside_people(rows: pd.DataFrame, beside: KnownBeside) -> np.ndarray:
    """Figures of a period divided by what official counts of people let expect."""
    found: list[float] = []
    wholes = whole_rows(rows)
    for item in beside.source.demo:
        mine = wholes[(wholes["fact"] == item.fact) & (wholes["value"] > 0)]
        people = next(iter(expectations(mine[:0], item, beside)), {})
        expected = mine["region"].map(dict(people)).astype(float)
        found += (mine["value"] / expected)[expected > 1].tolist()
    return np.array(found)


def unexpected(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[str]:
    """Merkmale of a delivery for which there is nothing to expect."""
    there, rows = set(real(facts)["fact"]), whole_rows(facts)
    for item in (item for item in beside.source.demo if item.fact in there):
        areas = set(rows.loc[rows["fact"] == item.fact, "region"])
        if not any(areas & counts.keys() for counts in expectations(rows, item, beside)):
            yield item.fact
