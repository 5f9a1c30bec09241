"""Official keys in every office's notation to canonical keys and levels, today's areas and dissolved ones.

The register holds the areas the suite reports on. Other municipalities of Germany are recognised by the build of their
key (Kreis, Verband, Gemeinde), dissolved Kreise by the territorial history. Nothing is matched by length alone.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from isp_utils.intake.files.columns import coded
from isp_utils.model.catalogue import HERE
from isp_utils.model.regions import Register


@dataclass(frozen=True)
class KeyedArea:
    """An area found for a written key: canonical key, level, official name, and what was done to find it."""

    region: str
    level: str
    name: str = ""
    remark: str = ""  # "" | zero_added | lsn | former | outside (of the register) | unknown


UNKNOWN = KeyedArea("", "", "", "unknown")


@dataclass(frozen=True)
class Keys:
    """The register and the history of the Kreise; answers for one notation at a time."""

    register: Register = field(repr=False)
    history: Mapping[str, tuple[str, str, str]] = field(repr=False)  # key -> name, first day, last day

    @classmethod
    def of(cls, register: Register) -> "Keys":
        """Register plus the Kreise dissolved or made since 1990 (catalogue/territory)."""
        with (HERE / "territory" / "kreise_history.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter=";"))
        return cls(register, {row["key"]: (row["name"], row["valid_from"], row["valid_to"]) for row in rows})

    def existed(self, region: str, day: date) -> bool | None:
        """Whether an area existed on a day; None where nobody knows (a municipality outside the register)."""
        if region not in self.register.regions and region not in self.history:
            return None
        first, last = self.span(region)
        return first <= day.isoformat() <= last

    def span(self, region: str) -> tuple[str, str]:
        """First and last day (ISO) of an area; "0" and "9" where nobody knows of a beginning or an end."""
        known = self.register.regions.get(region)
        _, first, last = self.history.get(region, ("", "", ""))
        first = first or (known.valid_from if known else "")
        last = last or (known.valid_to if known else "")
        return first or "0", last or "9"

    def kreis_known(self, kreis: str) -> bool:
        """Whether the first five digits belong to a Kreis of today or of the past, or to a district of Berlin."""
        return (
            kreis in self.register.regions or kreis in self.history or bool(re.fullmatch("110(0[1-9]|1[0-2])", kreis))
        )

    def areas(self, raw: Iterable[str], notation: str = "any") -> dict[str, KeyedArea]:
        """Area of every written key; `notation` is genesis, lsn or any (a department's table)."""
        written = list(dict.fromkeys(raw))
        clean = {text: cleaned(text) for text in written}
        verbaende = _prefixes(clean.values())
        return {text: self._area(clean[text], notation, clean[text] in verbaende) for text in written}

    def _area(self, key: str, notation: str, has_members: bool) -> KeyedArea:
        if found := self._exact(key):
            return found
        if notation == "lsn" and key[:2] != "03":
            return self._lsn(key)
        if not re.fullmatch(r"[0-9]{2,12}", key):
            return UNKNOWN
        built = self._built(key, has_members)
        if notation == "genesis" or (built is not UNKNOWN and len(key) in (2, 5, 12)):
            return built
        if found := self._register_notation(key):
            return found
        if built is not UNKNOWN:
            return built
        other = self._built(f"0{key}", has_members) if key[0] != "0" else UNKNOWN
        return KeyedArea(other.region, other.level, other.name, "zero_added") if other is not UNKNOWN else UNKNOWN

    def _exact(self, key: str) -> KeyedArea | None:
        if region := self.register.regions.get(key):
            return KeyedArea(key, region.level, region.name, "former" if region.valid_to else "")
        if key in self.history:
            name, _, last = self.history[key]
            return KeyedArea(key, "kreis", name, "former" if last else "")
        return None

    def _register_notation(self, key: str) -> KeyedArea | None:
        found = self.register.notations.get(key, frozenset())
        if len(found) != 1:
            return None
        region = self.register.regions[next(iter(found))]
        remark = ""
        if not key.startswith(region.key[:2]) and region.level != "bund":
            remark = "zero_added" if f"0{key}".startswith(region.key[:5]) else "lsn"
        return KeyedArea(region.key, region.level, region.name, remark)

    def _lsn(self, key: str) -> KeyedArea:
        """Niedersachsen's own keys leave the Land out: 354, 354005, 354403, 354000000."""
        full = f"03{key}"
        found = self._register_notation(key) or self._exact(full if key[3:].strip("0") else full[:5])
        if found is None and key.isdigit():
            found = self._built(full[:8] if key.endswith("000") else full, has_members=False)
        return KeyedArea(found.region, found.level, found.name, "lsn") if found and found is not UNKNOWN else UNKNOWN

    def _built(self, key: str, has_members: bool) -> KeyedArea:
        """An area by the build of its key: Land, Regierungsbezirk, Kreis, Verband, Gemeinde (AGS, RS, ARS)."""
        if len(key) in (3, 5):
            return self._above_municipalities(key)
        if len(key) < 7 or not self.kreis_known(key[:5]):
            return UNKNOWN
        if len(key) == 8 and key.endswith("000") and (whole := self._exact(key[:5])):
            return whole
        found = self._register_notation(key)
        if found and found.region[:5] == key[:5]:
            return found
        if len(key) == 12 and key.endswith("0000000"):
            return self._exact(key[:5]) or UNKNOWN
        return _outside(key, has_members)

    def _above_municipalities(self, key: str) -> KeyedArea:
        """A Regierungsbezirk of three digits, or one of the districts of Berlin, which have keys like Kreise."""
        if len(key) == 3:
            return KeyedArea(key, "regierungsbezirk") if key[:2] in self.register.regions else UNKNOWN
        return KeyedArea(key, "bezirk") if key[:2] == "11" and self.kreis_known(key) else UNKNOWN


def _outside(key: str, has_members: bool) -> KeyedArea:
    """An area of a known Kreis that the register does not hold: its level by the build of its key alone."""
    length = len(key)
    if length == 9 and key[5] in "09":  # no Verband: the municipality, or the area outside municipalities, itself
        return KeyedArea(key[:5] + key[6:], "gemeinde" if key[5] == "0" else "gemeindefrei", "", "outside")
    if length in (7, 9) or (length == 8 and has_members):
        return KeyedArea(_verband(key), "samtgemeinde", "", "outside")
    if length == 8 and key[:2] == "03" and key[5] == "9":  # the Deutschlandatlas' 03351902 is 033515402
        return KeyedArea(f"{key[:5]}54{key[6:]}", "samtgemeinde", "", "outside")
    if length == 12 and key.endswith("000") and key[5:9] != "0000":
        return KeyedArea(key[:9], "samtgemeinde", "", "outside")
    return KeyedArea(key[:5] + key[-3:], "gemeinde", "", "outside") if length in (8, 10, 11, 12) else UNKNOWN


def cleaned(key: str) -> str:
    """A written key without blanks, Excel's apostrophe and the `.0` of a number.

    >>> cleaned("'03360010"), cleaned(" 3360000.0 "), cleaned("DG")
    ('03360010', '3360000', 'DG')
    """
    text = key.strip().strip("'’`\u00a0 ")
    return text[:-2] if re.fullmatch(r"[0-9]+[.,]0", text) else text


def _prefixes(keys: Iterable[str]) -> set[str]:
    """Keys that stand, with members behind them, for a Verband: 03360405 where 03360405005 is there as well."""
    longer = [key for key in keys if len(key) in (10, 11)]
    return {key[:-3] for key in longer}


def _verband(key: str) -> str:
    """Verband key of nine digits; Niedersachsen writes 5403 as 403 in the Regionaldatenbank."""
    return f"{key[:5]}5{key[5:]}" if len(key) == 8 and key[:2] == "03" else key


def located(raw: pd.Series, keys: Keys, notation: str = "any") -> pd.DataFrame:
    """region, level, name, remark for a column of written keys (same index)."""
    codes, texts = pd.factorize(raw.astype(str).to_numpy(dtype=object))
    if not len(texts):
        return pd.DataFrame(
            {name: pd.Categorical([]) for name in ("region", "level", "name", "remark")}, index=raw.index
        )
    areas = keys.areas([str(text) for text in texts], notation)
    columns = {}
    for name in ("region", "level", "name", "remark"):
        words = [getattr(areas[str(text)], name) for text in texts]
        kinds = list(dict.fromkeys(words))
        columns[name] = coded(pd.Index(kinds).get_indexer(words)[codes], kinds).set_axis(raw.index)
    return pd.DataFrame(columns, index=raw.index)
