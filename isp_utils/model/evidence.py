"""Evidence about obstacles at the transitions: small tables of a county (evidence/<kind>.csv), one statement a row."""

import re
from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into

KINDS = {"register": "Register", "familien": "Familien", "akteure": "Akteure", "konferenzen": "Konferenzen"}
STRONGEST = 3
UNDATED = "ohne Jahresangabe"


@dataclass(frozen=True)
class Evidence:
    """One statement about an obstacle at a transition, with its strength 0-3 and its source.

    dated: whether the source says from when it is.
    """

    id: str
    kind: str
    station: str
    transition: str
    obstacle: str
    strength: int
    source: str
    text: str
    demo: bool
    dated: bool = True


def read_evidence(path: Path) -> list[Evidence]:
    """Rows of one small table; its name is the kind.

    Columns: `id;station;transition;obstacle;strength;source;year;text;demo`; a year that nobody knows stays empty.
    """
    kind = path.stem
    if kind not in KINDS:
        raise InputError(f"{path.name}: unbekannte Art von Belegen.{did_you_mean(kind, tuple(KINDS))}")
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            _evidence(row, kind, f"{path.name}, Zeile {n}") for n, row in enumerate(DictReader(lines, delimiter=";"), 2)
        ]


def _evidence(row: Mapping[str, str], kind: str, where: str) -> Evidence:
    strength, demo = row.get("strength") or "", row.get("demo") or ""
    if strength not in {str(number) for number in range(STRONGEST + 1)}:
        raise InputError(f"{where}: »strength« ist »{strength}«, erwartet wird eine Zahl von 0 bis {STRONGEST}.")
    if demo not in ("ja", "nein"):
        raise InputError(f"{where}: »demo« ist »{demo}«, erwartet wird ja oder nein.")
    year = row.get("year") or ""
    if year and not re.fullmatch("[12][0-9]{3}", year):
        raise InputError(f"{where}: »year« ist »{year}«, erwartet wird ein Jahr (2024) oder nichts.")
    values = {key: value or "" for key, value in row.items() if key != "year"}
    made_up = {"kind": kind, "strength": int(strength), "demo": demo == "ja", "dated": bool(year) or demo == "ja"}
    if demo == "nein":
        values["source"] = f"{values.get('source', '')}, {year or UNDATED}"
    return into(Evidence, values | made_up, where)
