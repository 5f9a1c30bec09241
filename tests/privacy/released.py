"""The generated county released year by year, what is to be kept in it, and what the attacker finds of that.

`python -m tests.privacy.released 0 200` tries many seeds and prints a line for each.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.indicators.stocks import stocks
from isp_utils.model.schema import NUMERIC
from isp_utils.model.terms import Method
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import gate
from tests.privacy import generated, published
from tests.privacy.attacker import Attacker
from tests.privacy.doors import Door
from tests.privacy.finest import Lore
from tests.privacy.generated import YEARS
from tests.privacy.generated_catalogue import COUNTY
from tests.privacy.kept import KEYS, PUBLIC, Released, key_of, secrets, values_of
from tests.privacy.layout import AREAS, PARENT, SPACES
from tests.privacy.reading import Key, Question, Release, Steckbrief

WITH_PICTURES = 10


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
            frozenset(_uneven(one)),
            frozenset(one.edition.facts[KEYS].itertuples(index=False, name=None)),
        )
        for one in releases
    ]
    full = set(releases[0].edition.catalogue.sources["eigen"].protection.full_cells)
    wholes = [brief.denominator for one in known for brief in one.steckbriefe.values() if full & set(brief.numerator)]
    empty = frozenset({*full, *(term.split("/")[0] for terms in wholes for term in terms)})
    return Attacker(_lore(releases[0].edition.doors, delivered), known, empty)


def _lore(doors: Sequence[Door], delivered: set[Key]) -> Lore:
    return Lore(
        PARENT,
        PUBLIC,
        frozenset(key for key in delivered if key[0] not in PUBLIC),
        SPACES,
        {group: around for door in doors for group, around in door.inner.items()},
        [names for door in doors for names in door.wholes],
        [names for door in doors for names in door.sums],
        [names for door in doors for names in door.twins],
    )


def _uneven(one: Released) -> Iterator[tuple[str, str, str]]:
    """Whole, place and year where parts that are said to be all are not."""
    values = values_of(one.edition.facts)
    for whole, *parts in (names for door in one.edition.doors for names in door.sums):
        for fact, region, period, *_ in [key for key in values if key[0] == whole]:
            if values[key_of(whole, region, period)] != sum(values[key_of(part, region, period)] for part in parts):
                yield fact, region, period


def _hidden_zeros(one: Released) -> Iterator[Key]:
    """Hidden rows whose count, or whose whole if they are shares, is zero."""
    values = values_of(one.edition.facts)
    for table in one.gated.tables:
        for row in table[table["flag"] == "protected"].itertuples():
            item = one.edition.catalogue.indicators.get(row.indicator)
            terms: tuple[str, ...] = (f"{row.indicator}/{row.age}/{row.group}",)
            if item:
                terms = item.denominator if item.method == "ratio" else item.numerator
            if sum(values[key_of(term, row.region, row.period, row.sex)] for term in terms) == 0:
                yield row.indicator, row.region, row.period, row.sex, row.age, row.group


def findings(releases: list[Released]) -> list[str]:
    """What the attacker finds out: one line for each secret count that he knows too well."""
    asked = list(secrets(releases))
    ranges = attacker(releases).answers([question for _, question, _ in asked])
    narrow = [place for place, (low, high) in enumerate(ranges) if high - low < asked[place][1].width]
    known = _known_before(releases, [asked[place][1] for place in narrow])
    found = []
    for place, was_known in zip(narrow, known, strict=True):
        (kind, question, truth), (low, high) = asked[place], ranges[place]
        if not was_known:
            assert low <= truth <= high, f"the attacker is wrong: {question}, {truth} not in {low} to {high}"
            where = f"{question.region} {question.period} {question.sex}, release {question.release}"
            range_of = f"{truth:.0f} in {low:.0f}..{high:.0f}, width {question.width:.0f}"
            found.append(f"{kind} {question.terms} {where}: {range_of}")
    return found


def _known_before(releases: list[Released], questions: Sequence[Question]) -> list[bool]:
    """Whether an outsider was that near to a count before any release told of it.

    A whole of three may stand under the rule of its source; its part from a stricter one, told of a year later, is no
    more than that whatever is hidden now.
    """
    known = [False] * len(questions)
    for release in {question.release for question in questions}:
        outsider = attacker(releases)
        earlier = [_without_rows(one, number < release) for number, one in enumerate(outsider.releases)]
        places = [place for place, question in enumerate(questions) if question.release == release]
        ranges = replace(outsider, releases=earlier).answers([questions[place] for place in places])
        for place, (low, high) in zip(places, ranges, strict=True):
            known[place] = bool(high - low < questions[place].width)
    return known


def _without_rows(one: Release, kept: bool) -> Release:
    return one if kept else replace(one, rows=one.rows[:0])


def remains(one: Released) -> list[str]:
    """Numbers of hidden rows that still stand somewhere, shares without their counts, dots that are in no data file.

    Where a share stands without its counts, its digits or its limits lead back to them (fractions.py).
    """
    rows = published.read_tables(one.folder)
    hidden = rows[rows["flag"] == "protected"]
    found = [f"{row.indicator} {row.region}" for row in hidden[hidden[list(NUMERIC)].notna().any(axis=1)].itertuples()]
    bare = rows[rows["value"].notna() & rows["numerator"].isna() & (rows["method"] != Method.CHANGE.value)]
    found += [f"{row.indicator} {row.region}: no counts" for row in bare.itertuples()]
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
    start = time.process_time()
    releases = release_all(seed, home, length, pictures=seed % WITH_PICTURES == 0)
    made = time.process_time()
    found = [*findings(releases), *(text for one in releases for text in remains(one))]
    shares = " ".join(f"{share_left(one):.1%}" for one in releases)
    helpless = [one.gated.record["already_public"] for one in releases]
    took = f"gate {made - start:.1f} s, attack {time.process_time() - made:.1f} s"
    return "\n  ".join(
        [f"seed {seed}: {len(found)} findings, left {shares}, public already {helpless}, {took}", *found]
    )


if __name__ == "__main__":
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        with tempfile.TemporaryDirectory() as place:
            print(tried(number, Path(place), int(os.environ.get("ISP_YEARS", YEARS))), flush=True)
