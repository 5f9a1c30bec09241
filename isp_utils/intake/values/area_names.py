"""Whether the name printed beside a key is that of another area: two rows exchanged, a key mistyped.

Official names come from the register, the history of the Kreise and, for all municipalities of Germany, from
catalogue/territory/verzeichnis.csv. Names of the publisher were compared with them in all 117,000 printed pairs of
key and name of the reference material: none of the rules here speaks there.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.names import agree, folded_name, is_damaged, words
from isp_utils.model.catalogue import HERE

_CITY = re.compile(r"stadt|krsfr|kreisfrei")
_COUNTY = re.compile(r"landkreis|kreis\b(?!freie)|\blk\b|\blandkr")
ENGLISH_LAENDER = {
    "Bavaria": "09", "Hesse": "06", "Lower Saxony": "03", "Mecklenburg-Western Pomerania": "13",
    "North Rhine-Westphalia": "05", "Rhineland-Palatinate": "07", "Saxony": "14", "Saxony-Anhalt": "15",
    "Thuringia": "16", "Germany": "DG",
}  # fmt: skip


@dataclass(frozen=True)
class AreaNames:
    """Official names by canonical key, and keys by the telling words of the name, Kreis by Kreis or for all Kreise."""

    official: dict[str, tuple[str, ...]]
    by_words: dict[tuple[str, frozenset[str]], tuple[str, ...]]

    @classmethod
    def of(cls, keys: Keys) -> "AreaNames":
        """Names of the directory, and of former Kreise and areas of the register that it does not have."""
        directory = _directory()
        official, by_words = dict(directory.official), dict(directory.by_words)
        for key, name in _further(keys):
            if key not in directory.official:
                official[key] = (*official.get(key, ()), name)
                place = (_scope(key), frozenset(words(name)))
                by_words[place] = (*by_words.get(place, ()), key)
        return cls(official, by_words)

    def other(self, region: str, given: str) -> str:
        """Key of another area of the same level whose name stands there; "" where it fits the key or nobody knows."""
        own = self.official.get(region, ())
        if not own or given in own:
            return ""
        said = frozenset(words(given))
        if not said or is_damaged(given) or ENGLISH_LAENDER.get(given.strip()) == region:
            return ""
        if any(words(name) == said and not _other_kind(given, name) for name in own):
            return ""
        same = [key for key in self.named(region, said) if self._fits(key, given)]
        if same and region not in same:
            return same[0]
        if any(agree(given, name) for name in own):
            return ""
        return self.known(given)

    def named(self, region: str, said: frozenset[str]) -> tuple[str, ...]:
        """Areas of the same level (and inside the same Kreis) that bear a name of these words."""
        return self.by_words.get((_scope(region), said), ())

    def _fits(self, key: str, given: str) -> bool:
        return any(not _other_kind(given, name) for name in self.official[key])

    def known(self, given: str) -> str:
        """Key of the Kreis or Land of that name, or DG; "" where there is none."""
        said = frozenset(words(given))
        found = (*self.by_words.get(("kreis", said), ()), *self.by_words.get(("land", said), ()))
        return next((key for key in found if self._fits(key, given)), "")


def _scope(key: str) -> str:
    if len(key) <= 2:
        return "land"
    return "kreis" if len(key) == 5 else f"{key[:5]}/{len(key)}"


def _other_kind(given: str, official: str) -> bool:
    """A town in place of the Landkreis of the same name, or the other way round."""
    said, known = (folded_name(text) for text in (given, official))
    said_city, said_county = bool(_CITY.search(said)), bool(_COUNTY.search(said))
    if said_city == said_county:
        return False
    known_city, known_county = bool(_CITY.search(known)), bool(_COUNTY.search(known))
    return (said_city and known_county and not known_city) or (said_county and known_city and not known_county)


def _further(keys: Keys) -> Iterator[tuple[str, str]]:
    for key, (name, _, _) in keys.history.items():
        yield key, f"{name[3:].split(',')[0]}, kreisfreie Stadt" if name.startswith("KS ") else name
    for region in keys.register.regions.values():
        if region.key not in keys.history:
            yield region.key, region.name


@cache
def _directory() -> AreaNames:
    """Every Kreis (its kind behind its name, as the offices print it), Verband and municipality of the directory."""
    official: dict[str, tuple[str, ...]] = {}
    by_words: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}
    with (HERE / "territory" / "verzeichnis.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            name = f"{row['name']}, {row['kind']}" if row["level"] == "kreis" else row["name"]
            official[row["key"]] = (name,)
            place = (_scope(row["key"]), frozenset(words(name)))
            by_words[place] = (*by_words.get(place, ()), row["key"])
    return AreaNames(official, by_words)
