"""Whole workplaces whose own deliveries differ in hidden cells only: are their sites equal byte for byte?

`python -m tests.privacy.equal 0 10` runs the fictive county with ten pairs of deliveries, notebooks and pages and all,
and prints every file that differs. Left out of the comparison: the run's keyed name, its time and how long it took.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import combinations, islice, product
from pathlib import Path
from zipfile import ZipFile

from tests.musterkreis import KREIS, NORD, SUED, Row, deliver, write_workplace
from tests.workplace import command_in

NOTICED = ((20, 4), (21, 3), (22, 2), (23, 1))  # of 80 children 24, in Nord and Süd; the four are below the minimum
HELPED = ((46, 4), (47, 3), (48, 2))  # of 50
KEPT_OUT = ("created", "seconds", "run_id")  # of build.json
PACKED = (".xlsx", ".pptx", ".docx")


@dataclass(frozen=True)
class Variant:
    """Counts of the county's own deliveries in Nord and Süd that stand hidden whatever they are."""

    noticed: tuple[int, int]
    helped: tuple[int, int]

    def run(self, home: Path) -> Mapping[str, bytes]:
        """Every file of the site, by name; raises ValueError where the run fails."""
        write_workplace(home)
        rows = [
            *_rows("eingeschult", "2023/24", (80, 60, 20)),
            *_rows("sprachauffaellig", "2023/24", (24, *self.noticed)),
        ]
        deliver(home, "gesundheitsamt/schuleingang", rows)
        deliver(home, "jugendamt/hilfen", _rows("hilfen_zur_erziehung", "2023", (50, *self.helped)))
        if command_in(home, "--kreis", KREIS) != 0:
            raise ValueError(f"the run of {self} failed")
        site = home / "outputs" / KREIS
        return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def _rows(fact: str, period: str, counts: tuple[int, int, int]) -> list[Row]:
    """A fact of the county and its two Samtgemeinden."""
    return [Row(fact, region, period, count) for region, count in zip((KREIS, NORD, SUED), counts, strict=True)]


def pairs() -> Iterator[tuple[Variant, Variant]]:
    """Pairs of variants, those first that share one: a run of theirs serves several pairs."""
    return combinations([Variant(*counts) for counts in product(NOTICED, HELPED)], 2)


def plain(name: str, content: bytes) -> bytes:
    """A file without the run's keyed name and its time; of an office file the parts in it, unpacked.

    How large a packed file is hangs on that name too.
    """
    if name == "build.json":
        record = json.loads(content)
        for entry in (record, *record["notebooks"].values()):
            for key in KEPT_OUT:
                entry.pop(key, None)
        return json.dumps(record, sort_keys=True).encode()
    if name.endswith(PACKED):
        with ZipFile(BytesIO(content)) as parts:
            content = b"".join(b"%s\n%s\n" % (part.encode(), parts.read(part)) for part in parts.namelist())
    if name.endswith("dcat.jsonld"):
        record = json.loads(content)
        for file in (one for one in record["dcat:distribution"] if one["@id"].endswith(PACKED)):
            file.pop("dcat:byteSize")
        content = json.dumps(record).encode()
    return re.sub(rb"%s-[0-9a-f]{8}" % KREIS.encode(), b"RUN", content)


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Files that only one of them has, or that differ, with the first bytes that do."""
    found = [f"{name}: only in one" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        first, second = plain(name, one[name]), plain(name, other[name])
        if first != second:
            place = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), -1)
            found.append(f"{name}: {first[place - 60 : place + 60]!r} / {second[place - 60 : place + 60]!r}")
    return found


@cache
def _site(variant: Variant) -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as home:
        return variant.run(Path(home))


if __name__ == "__main__":
    for number, (one, other) in islice(enumerate(pairs()), int(sys.argv[1]), int(sys.argv[2])):
        found = differing(_site(one), _site(other))
        print("\n  ".join([f"pair {number}, {one} and {other}: {len(found)} files differ", *found]), flush=True)
