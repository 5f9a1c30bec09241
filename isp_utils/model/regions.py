"""The key register: every notation of a German region's official key leads to one canonical key, or to an error.

Canonical: DG, Land 03, Kreis 03360, Samtgemeinde 033605405 (Verbandsschluessel), Gemeinde 03360025 (AGS).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from isp_utils.model.errors import InputError

LEVELS = ("bund", "land", "kreis", "samtgemeinde", "gemeinde", "gemeindefrei", "sozialraum")
LEVEL_WORDS = {
    "bund": "Deutschland",
    "land": "Land",
    "kreis": "Kreis",
    "samtgemeinde": "Samtgemeinde",
    "gemeinde": "Gemeinde",
    "gemeindefrei": "gemeindefreies Gebiet",
    "sozialraum": "Sozialraum",
}


_BEHIND_A_NAME = re.compile(r"\s*[(,].*$")


@dataclass(frozen=True)
class Region:
    """An area with its official key, its place in the hierarchy and the days between which it existed."""

    key: str
    name: str
    level: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    area_km2: float | None = None
    lon: float | None = None
    lat: float | None = None
    aliases: tuple[str, ...] = field(default=())
    parts: tuple[str, ...] = field(default=())  # areas that make it up beside the hierarchy (Sozialraum, Einzugsgebiet)

    @property
    def name_alone(self) -> str:
        """The name without what stands behind it, for maps and lists.

        >>> Region("03999001", "Adorf (Land), Stadt", "gemeinde").name_alone
        'Adorf'
        """
        return _BEHIND_A_NAME.sub("", self.name)

    def existed(self, day: date) -> bool:
        """Whether the area was on the map on that day."""
        return (self.valid_from or "0") <= day.isoformat() <= (self.valid_to or "9")


@dataclass(frozen=True)
class Register:
    """All regions by canonical key, and all notations by their text."""

    regions: Mapping[str, Region]
    notations: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, regions: Iterable[Region]) -> "Register":
        """Register of these regions; raises InputError for a key given twice or a parent that is missing."""
        by_key: dict[str, Region] = {}
        for region in regions:
            if region.key in by_key:
                raise InputError(f"Regionsschlüssel {region.key} steht zweimal im Verzeichnis ({region.name}).")
            by_key[region.key] = region
        _parents_exist(by_key)
        notations: dict[str, set[str]] = {}
        for region in by_key.values():
            for text in _notations(region, by_key):
                notations.setdefault(text, set()).add(region.key)
        return cls(by_key, {text: frozenset(keys) for text, keys in notations.items()})

    def __getitem__(self, key: str) -> Region:
        return self.regions[key]

    def resolve(self, raw: str, level: str = "", within: str = "") -> str:
        """Canonical key of a notation; `level` and `within` (a Kreis) decide where a notation fits several areas.

        Raises InputError for an unknown or ambiguous notation, naming what was meant instead.
        """
        found = {
            key
            for key in self.notations.get(raw.strip(), frozenset())
            if (not level or self.regions[key].level == level) and (not within or key.startswith(within))
        }
        if len(found) == 1:
            return found.pop()
        if found:
            choices = "; ".join(f"{key} {self.regions[key].name}" for key in sorted(found))
            raise InputError(f"Regionsschlüssel »{raw}« ist mehrdeutig: {choices}. Bitte die Ebene angeben.")
        raise InputError(f"Regionsschlüssel »{raw}« ist unbekannt.{self._suggestion(raw.strip())}")

    def _suggestion(self, raw: str) -> str:
        same_land = [key for key in self.regions if key[:2] == raw[:2]]
        same_form = [key for key in same_land if len(key) == len(raw)]
        tries = ((same_form, 0.7), (same_land, 0.6), (list(self.regions), 0.6))
        near = next((hit for keys, cutoff in tries if (hit := get_close_matches(raw, keys, n=1, cutoff=cutoff))), [])
        if not near:
            return " Erwartet wird ein amtlicher Schlüssel: fünf Stellen für einen Kreis, acht für eine Gemeinde."
        return f" Meinten Sie {near[0]} ({self.regions[near[0]].name})?"

    def below(self, key: str, level: str) -> tuple[Region, ...]:
        """All areas of a level inside an area (at any depth), by key."""
        return tuple(region for region in self._inside.get(key, ()) if region.level == level)

    @cached_property
    def _inside(self) -> Mapping[str, Sequence[Region]]:
        """All areas inside each area, by key."""
        found: dict[str, list[Region]] = {}
        for key, region in sorted(self.regions.items()):
            for above in self.ancestors(key):
                found.setdefault(above, []).append(region)
        return found

    def ancestors(self, key: str) -> tuple[str, ...]:
        """Keys above an area, nearest first: Gemeinde -> Samtgemeinde -> Kreis -> Land -> Bund."""
        chain = []
        while key := self.regions[key].parent:
            chain.append(key)
        return tuple(chain)


def _parents_exist(regions: Mapping[str, Region]) -> None:
    for region in regions.values():
        if region.parent and region.parent not in regions:
            raise InputError(f"Region {region.key} {region.name}: die übergeordnete Region {region.parent} fehlt.")


def _notations(region: Region, regions: Mapping[str, Region]) -> Iterator[str]:
    """Every way in which German offices write the key (FACTS T3): AGS, ARS, Regionalstatistik, LSN, dropped zeros."""
    written = set(_WRITERS[region.level](region, regions)) | {region.key, *region.aliases}
    yield from written
    # Excel and the Deutschlandatlas drop the leading zero of the Land; nothing shorter than a Kreis key is that safe
    if region.level != "bund":
        yield from {t[1:] for t in written if t.startswith("0") and len(t) > 4 and t not in region.aliases}


def _lsn(key: str, tails: tuple[str, ...]) -> tuple[str, ...]:
    """The Landesamt fuer Statistik Niedersachsen writes its keys without the Land."""
    return tuple(f"{key[2:]}{tail}" for tail in tails) if key.startswith("03") else ()


def _bund(region: Region, regions: Mapping[str, Region]) -> tuple[str, ...]:
    return ("D", "00", "00000", "00000000", "000000000000")


def _land(region: Region, regions: Mapping[str, Region]) -> tuple[str, ...]:
    return (f"{region.key}000", f"{region.key}000000", f"{region.key}0000000000")


def _kreis(region: Region, regions: Mapping[str, Region]) -> tuple[str, ...]:
    # a kreisfreie Stadt is a Verband of its own: nine digits
    whole = (f"{region.key}000", f"{region.key}0000", f"{region.key}0000000")
    return (*whole, *_lsn(region.key, ("", "000", "000000")))


def _samtgemeinde(region: Region, regions: Mapping[str, Region]) -> tuple[str, ...]:
    kreis, number = region.key[:5], region.key[-3:]
    # the Deutschlandatlas of 2019 writes 9xx for the Verband 54xx
    return (f"{region.key}000", f"{kreis}{number}", f"{kreis}9{number[1:]}", *_lsn(f"{kreis}{number}", ("",)))


def _gemeinde(region: Region, regions: Mapping[str, Region]) -> tuple[str, ...]:
    kreis, number = region.key[:5], region.key[5:]
    lsn = _lsn(region.key, ("", "000"))
    if regions[region.parent].level != "samtgemeinde":
        return (f"{kreis}9{number}", f"{kreis}9{number}{number}", *lsn)
    verband = region.parent[5:]
    return (f"{kreis}{verband}{number}", f"{kreis}{verband[1:]}{number}", *lsn)


def _own_key_only(region: Region, regions: Mapping[str, Region]) -> tuple[str, ...]:
    return ()


_WRITERS: Mapping[str, Callable[[Region, Mapping[str, Region]], tuple[str, ...]]] = {
    "bund": _bund,
    "land": _land,
    "kreis": _kreis,
    "samtgemeinde": _samtgemeinde,
    "gemeinde": _gemeinde,
    "gemeindefrei": _gemeinde,
    "sozialraum": _own_key_only,
}
