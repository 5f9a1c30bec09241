"""A made-up county for the attacker: 27 municipalities in 3 Samtgemeinden, five dimensions, counts from 0 to 40.

Everything hangs on a seed: counts, revisions, the rules of the county's own sources, what is delivered for which level
and when, which doors (doors.py) stand open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.schema import FACT_COLUMNS
from tests.privacy.doors import MOST, Cube, Door, open_doors
from tests.privacy.generated_catalogue import FOREIGN, catalogue
from tests.privacy.layout import AREAS, GEMEINDEN, INSIDE, KREIS, SPACES, VERBAENDE
from tests.privacy.reading import Key

FIRST, YEARS, RELEASES = 2014, 6, 3
REVISED = 0.35  # of all years at every release
LATE = 2  # of four seeds the one in which a Samtgemeinde delivers late
SEXES = ("m", "w")


@dataclass(frozen=True)
class Edition:
    """What is known at one release: facts (FACT_COLUMNS), the catalogue of that year, and which counts were revised."""

    facts: pd.DataFrame
    catalogue: Catalogue
    revised: frozenset[Key]  # figures that an edition changed
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True)
class Year:
    """True counts of a year by municipality: cases by sex, age and nationality; help of two kinds; examinations.

    more: kinds of people behind the open doors, in their order.
    """

    children: Cube  # municipality x sex
    cases: Cube  # municipality x sex x age x nationality
    help: Cube  # municipality x kind
    examined: Cube  # municipality x (noticed, not noticed)
    more: tuple[Cube, ...] = ()


def editions(seed: int, length: int = YEARS) -> list[Edition]:
    """Three releases of so many years in a row.

    The window moves a year, some counts are revised, the set of Kennzahlen changes.
    """
    random, beside, doors = np.random.default_rng(seed), np.random.default_rng([seed, 2]), open_doors(seed)
    years = {FIRST + number: _with_more(_year(random), doors, beside) for number in range(length + RELEASES - 1)}
    found = []
    before: pd.DataFrame | None = None
    for release in range(RELEASES):
        window = range(FIRST + release, FIRST + release + length)
        if release:
            years = {
                year: _revised(counts, random, beside) if year in window else counts for year, counts in years.items()
            }
        facts = _facts(years, window, gaps=seed % 3 == 0, together=seed % 3 == 1)
        facts = pd.concat([facts, _behind(doors, years, window)], ignore_index=True)
        delivered = facts if release or seed % 4 != LATE else _without_late(facts, str(window[-1]), seed % 8 == LATE)
        revised: frozenset[Key] = frozenset() if before is None else changed(before, delivered)
        found.append(Edition(delivered, catalogue(seed, release, length), revised, doors))
        before = delivered
    return found


def _with_more(counts: Year, doors: Sequence[Door], random: np.random.Generator) -> Year:
    size = np.minimum(random.lognormal(2.2, 0.9, len(GEMEINDEN)), MOST)
    return replace(counts, more=tuple(door.people(random, size) for door in doors))


def _without_late(facts: pd.DataFrame, period: str, villages_too: bool) -> pd.DataFrame:
    """Facts of which one Samtgemeinde has delivered nothing of its own yet for a year."""
    late = (VERBAENDE[1], *(INSIDE[VERBAENDE[1]] if villages_too else ()))
    missing = (facts["period"] == period) & facts["region"].isin(late) & (facts["source"] != "amt")
    return facts[~missing].reset_index(drop=True)


def changed(before: pd.DataFrame, now: pd.DataFrame) -> frozenset[Key]:
    """All figures that differ between two deliveries, of those that are in both."""
    keys = ["fact", "region", "period", "sex", "age", "group"]
    both = before.merge(now, on=keys)
    return frozenset(both.loc[both["value_x"] != both["value_y"], keys].itertuples(index=False, name=None))


def _year(random: np.random.Generator) -> Year:
    size = np.minimum(random.lognormal(2.2, 0.9, len(GEMEINDEN)), MOST)
    total = np.minimum(random.poisson(size), MOST)
    weight = np.einsum("s,a,n->san", [0.55, 0.45], [0.2, 0.3, 0.5], [0.75, 0.25])
    cases = np.array([random.multinomial(count, weight.ravel()).reshape(weight.shape) for count in total])
    help_of = np.stack([np.minimum(random.poisson(size * share), MOST // 2) for share in (0.5, 0.3)], axis=1)
    examined = np.minimum(random.poisson(size), MOST)
    noticed = random.binomial(examined, 0.3)
    children = (
        random.poisson(np.stack([size, size], axis=1) * 8) + cases.sum(axis=(2, 3)) + help_of.sum(axis=1)[:, None]
    )
    return Year(children, cases, help_of, np.stack([noticed, examined - noticed], axis=1))


def _revised(counts: Year, random: np.random.Generator, beside: np.random.Generator) -> Year:
    """A few counts by 1 to 3 up or down, in about a third of the years."""
    more = tuple(_moved(people, beside) if beside.random() < REVISED else people for people in counts.more)
    if random.random() > REVISED:
        return replace(counts, more=more)
    return replace(counts, cases=_moved(counts.cases, random), help=_moved(counts.help, random), more=more)


def _moved(table: Cube, random: np.random.Generator) -> Cube:
    flat = table.reshape(-1).copy()
    for place in random.integers(0, flat.size, random.integers(1, 4)):
        flat[place] = max(0, flat[place] + random.integers(1, 4) * random.choice([-1, 1]))
    return flat.reshape(table.shape)


def _facts(years: Mapping[int, Year], window: range, gaps: bool, together: bool) -> pd.DataFrame:
    """Facts of a window of years; with `gaps` some margins are not delivered below the county.

    `together`: two years of one kind of help are also delivered as one figure.
    """
    rows = [row for year in window for row in _of_year(years[year], str(year), gaps)]
    if together:
        last = window[-1]
        key = ("ambulant", "total", "total", "total", f"{last - 1}-{last}", "eigen")
        rows += _by_area(key, years[last - 1].help[:, 0] + years[last].help[:, 0])
    return _as_facts(rows)


def _as_facts(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    keys = ["fact", "sex", "age", "group", "period", "source", "region", "value"]
    table = pd.DataFrame(rows, columns=keys).assign(flag="", raw="", census_base="none", file="t.csv")
    return table.assign(row=range(2, len(table) + 2), value=table["value"].astype(float))[list(FACT_COLUMNS)]


def _behind(doors: Sequence[Door], years: Mapping[int, Year], window: range) -> pd.DataFrame:
    """What is delivered of the open doors."""
    rows: list[tuple[Any, ...]] = []
    for year in window:
        for door, people in zip(doors, years[year].more, strict=True):
            for term, kinds in door.facts.items():
                fact, age, group = (*term.split("/"), "total", "total")[:3]
                key = (fact, "total", age, group, str(year), "zweite" if term in door.second else "eigen")
                areas = (*AREAS, *SPACES) if door.spaces else AREAS
                rows += _by_area(key, people[:, list(kinds)].sum(axis=1), areas)
    return _as_facts(rows)


def _of_year(year: Year, period: str, gaps: bool) -> Iterator[tuple[Any, ...]]:
    total = "total"
    for number, sex in enumerate(SEXES):
        yield from _by_area(("bevoelkerung", sex, "0-14", total, period, "amt"), year.children[:, number])
        yield from _by_area(("faelle", sex, total, total, period, "eigen"), year.cases[:, number].sum(axis=(1, 2)))
    yield from _by_area(("bevoelkerung", total, "0-14", total, period, "amt"), year.children.sum(axis=1))
    yield from _by_area(("faelle", total, total, total, period, "eigen"), year.cases.sum(axis=(1, 2, 3)))
    ages = year.cases.sum(axis=(1, 3))
    small = (KREIS,) if gaps else AREAS
    yield from _by_area(("faelle", total, "0-2", total, period, "eigen"), ages[:, 0])
    yield from _by_area(("faelle", total, "0-5", total, period, "eigen"), ages[:, :2].sum(axis=1), small)
    yield from _by_area(("faelle", total, "6-14", total, period, "eigen"), ages[:, 2])
    yield from _by_area(("faelle", total, total, FOREIGN, period, "eigen"), year.cases[:, :, :, 1].sum(axis=(1, 2)))
    for number, kind in enumerate(("ambulant", "stationaer")):
        yield from _by_area((kind, total, total, total, period, "eigen"), year.help[:, number])
    yield from _by_area(("auffaellig", total, total, total, period, "eigen"), year.examined[:, 0])
    yield from _by_area(("untersucht", total, total, total, period, "eigen"), year.examined.sum(axis=1))


def _by_area(key: tuple[str, ...], counts: Cube, areas: Sequence[str] = AREAS) -> Iterator[tuple[Any, ...]]:
    of_place = dict(zip(GEMEINDEN, counts.tolist(), strict=True))
    for area in areas:
        yield (*key, area, sum(of_place[place] for place in INSIDE[area]))
