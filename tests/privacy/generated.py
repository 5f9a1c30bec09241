"""A made-up county for the attacker: 27 municipalities in 3 Samtgemeinden, five dimensions, counts from 0 to 40.

Everything hangs on a seed: counts, revisions, the rules of the county's own source, what is delivered for which level.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue, County, Indicator, Source
from isp_utils.model.protection import Protection
from isp_utils.model.regions import Region, Register
from isp_utils.model.schema import FACT_COLUMNS

KREIS = "03999"
VERBAENDE = tuple(f"0399954{number:02d}" for number in (1, 2, 3))
GEMEINDEN = tuple(f"03999{number:03d}" for number in range(1, 28))
PARENT = {place: VERBAENDE[number // 9] for number, place in enumerate(GEMEINDEN)} | dict.fromkeys(VERBAENDE, KREIS)
AREAS = (KREIS, *VERBAENDE, *GEMEINDEN)
FIRST, YEARS, RELEASES = 2014, 6, 3
SEXES, AGES, NATIONS = ("m", "w"), ("0-2", "3-5", "6-14"), ("nationalitaet:deutsch", "nationalitaet:nichtdeutsch")
FOREIGN = NATIONS[1]
MOST = 40
ABSENT: tuple[tuple[int, ...], ...] = ((), (), (0,), (1,), (2,), (0, 1), (1, 2))  # releases without a Kennzahl
COUNTY = County(KREIS, "Landkreis Zufall", "Zufall", "im Landkreis Zufall", "03")
RETRIEVED = {"amt": "2023-03-01", "eigen": "2023-03-01"}

Key = tuple[str, str, str, str, str, str]  # fact, region, period, sex, age, group
Cube = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Edition:
    """What is known at one release: facts (FACT_COLUMNS), the catalogue of that year, and which counts were revised."""

    facts: pd.DataFrame
    catalogue: Catalogue
    revised: frozenset[Key]  # figures that an edition changed


@dataclass(frozen=True)
class Year:
    """True counts of a year by municipality: cases by sex, age and nationality; help of two kinds; examinations."""

    children: Cube  # municipality x sex
    cases: Cube  # municipality x sex x age x nationality
    help: Cube  # municipality x kind
    examined: Cube  # municipality x (noticed, not noticed)


def editions(seed: int, length: int = YEARS) -> list[Edition]:
    """Three releases of so many years in a row.

    The window moves a year, some counts are revised, the set of Kennzahlen changes.
    """
    random = np.random.default_rng(seed)
    years = {FIRST + number: _year(random) for number in range(length + RELEASES - 1)}
    found = []
    before: pd.DataFrame | None = None
    for release in range(RELEASES):
        window = range(FIRST + release, FIRST + release + length)
        if release:
            years = {year: _revised(counts, random) if year in window else counts for year, counts in years.items()}
        facts = _facts(years, window, gaps=seed % 3 == 0, together=seed % 3 == 1)
        revised: frozenset[Key] = frozenset() if before is None else changed(before, facts)
        found.append(Edition(facts, catalogue(seed, release, length), revised))
        before = facts
    return found


def changed(before: pd.DataFrame, now: pd.DataFrame) -> frozenset[Key]:
    """All figures that differ between two editions."""
    keys = ["fact", "region", "period", "sex", "age", "group"]
    both = before.merge(now, on=keys)
    return frozenset(both.loc[both["value_x"] != both["value_y"], keys].itertuples(index=False, name=None))


def catalogue(seed: int, release: int, length: int = YEARS) -> Catalogue:
    """The catalogue of a release; seeds differ in the minimum count, in further rules and in when what is published."""
    rules = Protection(
        revisions="secret", singletons=seed % 4 == 1, full_cells=("auffaellig",) if seed % 5 == 2 else ()
    )
    own = Source("eigen", "Eigene", "Kreis", "frei", "eigene", minimum_count=5 if seed % 2 else 3, protection=rules)
    office = Source("amt", "Amt", "Amt", "frei", "amtlich", protection=Protection(public=("bevoelkerung",)))
    known = list(_kennzahlen(length - 1))
    random = np.random.default_rng(seed)
    absent = {item.id: ABSENT[int(random.integers(len(ABSENT)))] for item in known[1:]}
    wanted = [item for item in known if release not in absent.get(item.id, ())]
    return Catalogue({item.id: item for item in wanted}, {"amt": office, "eigen": own}, {KREIS: COUNTY}, _register())


def _kennzahlen(years: int) -> Iterator[Indicator]:
    """All that is published at some time; `years` lie between the counts of a change."""
    children = ("bevoelkerung/0-14",)
    yield _kennzahl("faelle_quote", "rate", ("faelle",), denominator=children, tier="kern", digits=1)
    yield _kennzahl("faelle_u3", "count", ("faelle/0-2",))
    yield _kennzahl("faelle_u6", "count", ("faelle/0-5",))
    yield _kennzahl("faelle_schule", "count", ("faelle/6-14",))
    yield _kennzahl("nichtdeutsch", "ratio", (f"faelle/total/{FOREIGN}",), denominator=("faelle",))
    yield _kennzahl("hilfen_quote", "rate", ("ambulant", "stationaer"), denominator=children, tier="kern")
    yield _kennzahl("ambulant", "count", ("ambulant",))
    yield _kennzahl("auffaellig", "ratio", ("auffaellig",), denominator=("untersucht",))
    yield _kennzahl("faelle_entwicklung", "change", ("faelle",), years=years)


def _kennzahl(name: str, method: str, numerator: tuple[str, ...], **more: Any) -> Indicator:
    plain = {
        "fields": ("schule",),
        "dimensions": ("bildung",),
        "tier": "ergaenzung",
        "unit": "",
        "definition": "Erfunden.",
    }
    words = {"id": name, "station": "rahmen", "title": name, "short": name, "per": 100.0}
    return Indicator(**(words | plain | {"method": method, "numerator": numerator} | more))


def _register() -> Register:
    levels = {KREIS: "kreis"} | dict.fromkeys(VERBAENDE, "samtgemeinde") | dict.fromkeys(GEMEINDEN, "gemeinde")
    above = [Region("DG", "Deutschland", "bund"), Region("03", "Land", "land", "DG")]
    parents = {KREIS: "03"} | PARENT
    return Register.of([*above, *(Region(key, f"Ort {key}", levels[key], parents[key]) for key in AREAS)])


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


def _revised(counts: Year, random: np.random.Generator) -> Year:
    """A few counts by 1 to 3 up or down, in about a third of the years."""
    if random.random() > 0.35:
        return counts
    cases, help_of = counts.cases.copy(), counts.help.copy()
    for table in (cases, help_of):
        flat = table.reshape(-1)
        for place in random.integers(0, flat.size, random.integers(1, 4)):
            flat[place] = max(0, flat[place] + random.integers(1, 4) * random.choice([-1, 1]))
    return Year(counts.children, cases, help_of, counts.examined)


def _facts(years: Mapping[int, Year], window: range, gaps: bool, together: bool) -> pd.DataFrame:
    """Facts of a window of years; with `gaps` some margins are not delivered below the county.

    `together`: two years of one kind of help are also delivered as one figure.
    """
    rows = [row for year in window for row in _of_year(years[year], str(year), gaps)]
    if together:
        last = window[-1]
        key = ("ambulant", "total", "total", "total", f"{last - 1}-{last}", "eigen")
        rows += _by_area(key, years[last - 1].help[:, 0] + years[last].help[:, 0])
    keys = ["fact", "sex", "age", "group", "period", "source", "region", "value"]
    table = pd.DataFrame(rows, columns=keys).assign(flag="", raw="", census_base="none", file="t.csv")
    return table.assign(row=range(2, len(table) + 2), value=table["value"].astype(float))[list(FACT_COLUMNS)]


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
        inside = [place for place in GEMEINDEN if area in (place, PARENT[place], KREIS)]
        yield (*key, area, sum(of_place[place] for place in inside))
