"""Doors of the generated county: facts that hang together beyond one table, each with what everybody knows of it.

Every municipality has some numbers of people that nobody delivers (`sizes`); each fact counts some of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from isp_utils.model.protection import Protection

ABSENT: tuple[tuple[int, ...], ...] = ((), (), (0,), (1,), (2,), (0, 1), (1, 2))  # releases without a Kennzahl
OPEN = 3  # doors of a seed
MOST = 40
Cube = np.ndarray[Any, np.dtype[np.int64]]
Print = tuple[str, str, str, str]  # Kennzahl, method, numerator, denominator


@dataclass(frozen=True)
class Door:
    """sizes: how many of each kind of people for one person of a place; facts: which kinds a term counts.

    wholes, sums, twins: what everybody knows of the terms; inner: group -> group around it. second: terms of another
    source. spaces: delivered for areas across the hierarchy too.
    """

    name: str
    sizes: tuple[float, ...]
    facts: Mapping[str, tuple[int, ...]]
    prints: tuple[Print, ...]
    wholes: tuple[tuple[str, ...], ...] = ()
    sums: tuple[tuple[str, ...], ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    inner: Mapping[str, str] = field(default_factory=dict)
    second: tuple[str, ...] = ()
    spaces: bool = False

    def people(self, random: np.random.Generator, size: np.ndarray[Any, Any]) -> Cube:
        """Place x kind."""
        return np.minimum(random.poisson(np.outer(size, self.sizes)), MOST)


def _counts(*terms: str) -> tuple[Print, ...]:
    return tuple((f"{term.replace('/', '_').replace(':', '_')}_zahl", "count", term, "") for term in terms)


GYM, FULL_DAY, OTHER = "schueler/total/art:gym", "schueler/total/art:gym_ganztag", "schueler/total/art:ober"
DOORS = (
    Door(
        "shares of a whole",
        (0.2, 0.2, 0.4, 0.08),
        {"klasse5": (0, 1, 2, 3), "gymnasium": (0, 1), "gymnasium_ganztag": (0,), "oberschule": (2,)},
        (
            ("gymnasium_quote", "ratio", "gymnasium", "klasse5"),
            ("oberschule_quote", "ratio", "oberschule", "klasse5"),
            ("ganztag_quote", "ratio", "gymnasium_ganztag", "gymnasium"),
        ),
        wholes=(("klasse5", "gymnasium", "oberschule"), ("gymnasium", "gymnasium_ganztag")),
    ),
    Door(
        "parts within parts",
        (0.6, 0.1, 0.06),
        {"eingeladen": (0, 1, 2), "vorgelegt": (0, 1), "vollstaendig": (0,)},
        _counts("eingeladen", "vorgelegt", "vollstaendig"),
        wholes=(("eingeladen", "vorgelegt"), ("vorgelegt", "vollstaendig")),
    ),
    Door(
        "overlapping parts",
        (0.1, 0.6, 0.1, 0.1),
        {"erziehung": (0, 1, 2, 3), "erziehung_u18": (0, 1), "fremd": (0, 2)},
        (*_counts("erziehung", "erziehung_u18"), ("fremd_quote", "ratio", "fremd", "erziehung")),
        wholes=(("erziehung", "erziehung_u18"), ("erziehung", "fremd")),
    ),
    Door(
        "sum with a small rest",
        (0.6, 0.3, 0.04),
        {"betreut": (0, 1, 2), "kita": (0, 1), "tagespflege": (1,)},
        _counts("betreut", "kita", "tagespflege"),
        wholes=(("kita", "tagespflege"),),
        sums=(("betreut", "kita"),),
    ),
    Door(
        "sum of two with a small rest",
        (0.6, 0.3, 0.03),
        {"plaetze": (0, 1, 2), "krippe": (0,), "hort": (1,)},
        _counts("plaetze", "krippe", "hort"),
        sums=(("plaetze", "krippe", "hort"),),
    ),
    Door(
        "one count under two names",
        (0.8,),
        {"geburten": (0,), "geburten_zweite": (0,)},
        _counts("geburten", "geburten_zweite"),
        twins=(("geburten", "geburten_zweite"),),
        second=("geburten_zweite",),
    ),
    Door(
        "ages of two sources, one fact",
        (0.1, 0.7),
        {"kinder/0-5": (0, 1), "kinder/3-5": (1,)},
        _counts("kinder/0-5", "kinder/3-5"),
        wholes=(("kinder/0-5", "kinder/3-5"),),
        second=("kinder/3-5",),
    ),
    Door(
        "ages of two sources, two facts",
        (0.1, 0.7),
        {"gemeldet/0-5": (0, 1), "betreute/3-5": (1,)},
        _counts("gemeldet/0-5", "betreute/3-5"),
        wholes=(("gemeldet/0-5", "betreute/3-5"),),
        second=("betreute/3-5",),
    ),
    Door(
        "a group inside another",
        (0.4, 0.06, 0.4, 0.1),
        {"schueler": (0, 1, 2, 3), GYM: (0, 1), FULL_DAY: (0,), OTHER: (2,)},
        _counts("schueler", GYM, FULL_DAY, OTHER),
        wholes=((GYM, FULL_DAY),),
        inner={"art:gym_ganztag": "art:gym"},
    ),
    Door("areas across the hierarchy", (0.4,), {"besuche": (0,)}, _counts("besuche"), spaces=True),
)


def open_doors(seed: int) -> tuple[Door, ...]:
    """Some of the doors, all of them in any ten seeds in a row."""
    return tuple(DOORS[(seed * OPEN + place) % len(DOORS)] for place in range(OPEN))


def absences(seed: int, doors: tuple[Door, ...]) -> dict[str, tuple[int, ...]]:
    """Releases without a Kennzahl; the first of every door is always there."""
    random = np.random.default_rng([seed, 1])
    late = [name for door in doors for name, *_ in door.prints[1:]]
    return {name: ABSENT[int(random.integers(len(ABSENT)))] for name in late}


def declared(**rules: Any) -> Protection:
    """Rules of protection as far as the suite knows them: a relation it cannot be told of is an open door."""
    known = {rule.name for rule in fields(Protection)}
    return Protection(**{name: rule for name, rule in rules.items() if name in known})
