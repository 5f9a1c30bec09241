"""The generated county released year by year, what is to be kept in it, and what the attacker finds of that.

`python -m tests.privacy.released 0 200` tries many seeds and prints a line for each.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.indicators.stocks import stocks
from isp_utils.model.schema import NUMERIC
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import Gated, gate
from tests.privacy import generated, published
from tests.privacy.attacker import Attacker
from tests.privacy.generated import AREAS, COUNTY, PARENT, YEARS, Edition
from tests.privacy.reading import Key, Question, Release, Steckbrief

WITH_PICTURES = 10
PUBLIC = frozenset({"bevoelkerung"})
KEYS = ["fact", "region", "period", "sex", "age", "group"]


@dataclass(frozen=True)
class Released:
    """A release as made: what went in, the rows before the gate, what the gate let out, and the files."""

    edition: Edition
    ungated: tuple[pd.DataFrame, ...]
    gated: Gated
    folder: Path


def release_all(
    seed: int, home: Path, length: int = YEARS, complementary: bool = True, pictures: bool = True
) -> list[Released]:
    """All releases of a seed with so many years each, written into folders."""
    found, register = [], Releases.none()
    for number, edition in enumerate(generated.editions(seed, length)):
        ungated = (compute(edition.facts, edition.catalogue), stocks(edition.facts, ["untersucht", "bevoelkerung"]))
        gated = gate(edition.facts, ungated, edition.catalogue, register, complementary)
        register = register.after(gated.cells)
        folder = home / f"{seed}-{number}"
        published.publish_tables(folder, gated.tables, edition.catalogue)
        if pictures:
            published.publish_pictures(folder, gated.tables[0], edition.catalogue, COUNTY)
        found.append(Released(edition, ungated, gated, folder))
    return found


def attacker(releases: list[Released]) -> Attacker:
    """The attacker with the files of all releases."""
    delivered = {key for one in releases for key in one.edition.facts[KEYS].itertuples(index=False, name=None)}
    known = [
        Release(
            published.read_tables(one.folder),
            {
                name: Steckbrief(item.method, item.numerator, item.denominator, item.per, item.years)
                for name, item in one.edition.catalogue.indicators.items()
            },
            one.edition.revised,
            frozenset(_hidden_zeros(one)),
        )
        for one in releases
    ]
    secret = frozenset(key for key in delivered if key[0] not in PUBLIC)
    full = set(releases[0].edition.catalogue.sources["eigen"].protection.full_cells)
    wholes = [brief.denominator for one in known for brief in one.steckbriefe.values() if full & set(brief.numerator)]
    empty = frozenset({*full, *(term.split("/")[0] for terms in wholes for term in terms)})
    return Attacker(PARENT, PUBLIC, secret, known, empty)


def _hidden_zeros(one: Released) -> Iterator[Key]:
    """Hidden rows whose count, or whose whole if they are shares, is zero."""
    values = one.edition.facts.set_index(KEYS)["value"].to_dict()
    for table in one.gated.tables:
        for row in table[table["flag"] == "protected"].itertuples():
            item = one.edition.catalogue.indicators.get(row.indicator)
            terms: tuple[str, ...] = (f"{row.indicator}/{row.age}/{row.group}",)
            if item:
                terms = item.denominator if item.method == "ratio" else item.numerator
            if sum(_value(values, term, row.region, row.period, row.sex) for term in terms) == 0:
                yield row.indicator, row.region, row.period, row.sex, row.age, row.group


def secrets(releases: list[Released]) -> Iterator[tuple[str, Question, float]]:
    """Every count that is to be kept, with its truth: small ones, rests of shares, parts of sums, small revisions."""
    seen = set()
    for number, one in enumerate(releases):
        own = one.edition.catalogue.sources["eigen"]
        least = float(own.minimum_count)
        values = one.edition.facts.set_index(KEYS)["value"].to_dict()
        for kind, terms, place, empty in _counted(one):
            count = sum(sign * _value(values, term, *place) for sign, term in terms)
            if 0 < count < least or (empty and count == 0):
                key = (terms, place, count)
                if key not in seen:
                    seen.add(key)
                    yield kind, Question(terms, *place, number, width=least), count
    yield from _revisions(releases)


def _counted(one: Released) -> Iterator[tuple[str, tuple[tuple[int, str], ...], tuple[str, str, str], bool]]:
    """Kind, signed terms and place of every count behind a figure, and whether nobody is as telling as one."""
    for row in one.ungated[0].itertuples():
        item = one.edition.catalogue.indicators[row.indicator]
        place = (row.region, row.period, row.sex)
        if pd.isna(row.value):
            continue
        full = one.edition.catalogue.sources["eigen"].protection.hides_full_cells(item.numerator[0])
        yield "count", tuple((1, term) for term in item.numerator), place, full
        if len(item.numerator) > 1:
            yield from (("part", ((1, term),), place, False) for term in item.numerator)
        if item.denominator and not item.denominator[0].startswith("bevoelkerung"):
            yield "whole", tuple((1, term) for term in item.denominator), place, False
            rest = tuple((1, term) for term in item.denominator) + tuple((-1, term) for term in item.numerator)
            yield "rest", rest, place, full
        if item.method == "change":
            before = (row.region, str(int(row.period) - item.years), row.sex)
            yield "count", tuple((1, term) for term in item.numerator), before, False
    for row in one.ungated[1].itertuples():
        if row.indicator not in PUBLIC and pd.notna(row.value):
            yield "stock", ((1, f"{row.indicator}/{row.age}/{row.group}"),), (row.region, row.period, row.sex), False


def _revisions(releases: list[Released]) -> Iterator[tuple[str, Question, float]]:
    """What a revision changed, where the count was printed before and is one that a figure of today gives away."""
    for number in range(1, len(releases)):
        before, now = releases[number - 1], releases[number]
        old = before.edition.facts.set_index(KEYS)["value"].to_dict()
        new = now.edition.facts.set_index(KEYS)["value"].to_dict()
        least = float(now.edition.catalogue.sources["eigen"].minimum_count)
        told = {(terms, place) for _, terms, place, _ in _counted(before)} & {(t, p) for _, t, p, _ in _counted(now)}
        cells = before.gated.cells
        printed = cells[(cells["rows"] > 0) & ~cells["hidden"]]
        names = set(zip(*(printed[key] for key in ["what", *KEYS[1:]]), strict=True))
        for terms, place in sorted(told):
            gap = sum(s * (_value(new, t, *place) - _value(old, t, *place)) for s, t in terms)
            if len(terms) == 1 and 0 < abs(gap) < least and _key(terms[0][1], *place) in names:
                yield "revision", Question(terms, *place, number, number - 1, least), gap


def _key(term: str, region: str, period: str, sex: str) -> tuple[str, ...]:
    fact, age, group = (*term.split("/"), "total", "total")[:3]
    return fact, region, period, sex, age, group


def _value(values: dict[tuple[str, ...], float], term: str, region: str, period: str, sex: str) -> float:
    return values[_key(term, region, period, sex)]


def findings(releases: list[Released]) -> list[str]:
    """What the attacker finds out: one line for each secret count that he knows too well."""
    asked = list(secrets(releases))
    ranges = attacker(releases).answers([question for _, question, _ in asked])
    found = []
    for (kind, question, truth), (low, high) in zip(asked, ranges, strict=True):
        if high - low < question.width:
            assert low <= truth <= high, f"the attacker is wrong: {question}, {truth} not in {low} to {high}"
            place = f"{question.region} {question.period} {question.sex}, release {question.release}"
            range_of = f"{truth:.0f} in {low:.0f}..{high:.0f}, width {question.width:.0f}"
            found.append(f"{kind} {question.terms} {place}: {range_of}")
    return found


def remains(one: Released) -> list[str]:
    """Numbers of hidden rows that still stand somewhere, and dots that are not in the data file."""
    rows = published.read_tables(one.folder)
    hidden = rows[rows["flag"] == "protected"]
    found = [f"{row.indicator} {row.region}" for row in hidden[hidden[list(NUMERIC)].notna().any(axis=1)].itertuples()]
    found += [str(path) for path in one.folder.glob("*_gebiete_*.html") if not _agrees(path, rows)]
    return found


def _agrees(path: Path, rows: pd.DataFrame) -> bool:
    """Whether a picture of places shows the published values and no others."""
    name, _, period = path.stem.partition("_gebiete_")
    rows = rows[(rows["indicator"] == name) & (rows["period"] == period) & (rows["sex"] == "total")]
    values = rows.dropna(subset="value").set_index("region")["value"]
    told = {f"Ort {region}": value for region, value in values.items() if region in AREAS[4:]}
    drawn = dict(published.drawn_places(path))
    scale = max([abs(value) for value in told.values()], default=1.0) or 1.0
    return set(drawn) == set(told) and all(abs(drawn[key] - told[key]) < 0.01 * scale for key in told)


def share_left(one: Released) -> float:
    """Share of the printed counts that are not secret for themselves and stay published."""
    cells = one.gated.cells
    open_cells = cells[(cells["rows"] > 0) & ~cells["secret"] & (cells["what"] != "bevoelkerung")]
    return float((~open_cells["hidden"]).mean())


def tried(seed: int, home: Path, length: int) -> str:
    """One line on a seed, and one for each finding; every tenth with pictures, which take as long as the gate."""
    start = time.perf_counter()
    releases = release_all(seed, home, length, pictures=seed % WITH_PICTURES == 0)
    made = time.perf_counter()
    found = [*findings(releases), *(text for one in releases for text in remains(one))]
    shares = " ".join(f"{share_left(one):.1%}" for one in releases)
    helpless = [one.gated.record["already_public"] for one in releases]
    took = f"gate {made - start:.1f} s, attack {time.perf_counter() - made:.1f} s"
    return "\n  ".join(
        [f"seed {seed}: {len(found)} findings, left {shares}, public already {helpless}, {took}", *found]
    )


if __name__ == "__main__":
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        with tempfile.TemporaryDirectory() as place:
            print(tried(number, Path(place), int(os.environ.get("ISP_YEARS", YEARS))), flush=True)
