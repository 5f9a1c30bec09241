"""What the generated county publishes, and the rules of its own sources, by seed and release."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from isp_utils.model.catalogue import Catalogue, County, Indicator, Source
from isp_utils.model.protection import Protection
from tests.privacy.doors import ABSENT, absences, declared, open_doors
from tests.privacy.layout import KREIS, register

FOREIGN = "nationalitaet:nichtdeutsch"
COUNTY = County(KREIS, "Landkreis Zufall", "Zufall", "im Landkreis Zufall", "03")


def catalogue(seed: int, release: int, length: int) -> Catalogue:
    """The catalogue of a release; seeds differ in the minimum count, in further rules and in when what is published."""
    doors = open_doors(seed)
    rules = declared(
        revisions="secret",
        singletons=seed % 4 == 1,
        full_cells=("auffaellig",) if seed % 5 == 2 else (),
        parts=tuple(names for door in doors for names in door.wholes),
        sums=tuple(names for door in doors for names in door.sums),
        same=tuple(names for door in doors for names in door.twins),
    )
    least = (5, 3) if seed % 2 else (3, 5)
    own = Source("eigen", "Eigene", "Kreis", "frei", "eigene", minimum_count=least[0], protection=rules)
    second = replace(own, id="zweite", minimum_count=least[1], protection=declared(revisions="secret"))
    office = Source("amt", "Amt", "Amt", "frei", "amtlich", protection=Protection(public=("bevoelkerung",)))
    known = list(_kennzahlen(length - 1))
    random = np.random.default_rng(seed)
    absent = {item.id: ABSENT[int(random.integers(len(ABSENT)))] for item in known[1:]} | absences(seed, doors)
    known += [_printed(*line) for door in doors for line in door.prints]
    wanted = [item for item in known if release not in absent.get(item.id, ())]
    sources = {source.id: source for source in (office, own, second)}
    return Catalogue({item.id: item for item in wanted}, sources, {KREIS: COUNTY}, register())


def _printed(name: str, method: str, term: str, whole: str) -> Indicator:
    return _kennzahl(name, method, (term,), denominator=(whole,) if whole else ())


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
    words = {"id": name, "station": "rahmen", "title": name, "short": name, "per": 100.0, "nature": "events"}
    return Indicator(**(words | plain | {"method": method, "numerator": numerator} | more))
