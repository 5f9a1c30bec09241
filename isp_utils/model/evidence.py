"""Evidence about obstacles at the transitions: small tables of a county (evidence/<kind>.csv), one statement a row."""

from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into

KINDS = {"register": "Register", "familien": "Familien", "akteure": "Akteure", "konferenzen": "Konferenzen"}
STRONGEST = 3


@dataclass(frozen=True)
class Evidence:
    """One statement about an obstacle at a transition, with its strength 0-3 and its source."""

    id: str
    kind: str
    station: str
    transition: str
    obstacle: str
    strength: int
    source: str
    text: str
    demo: bool


def read_evidence(path: Path) -> list[Evidence]:
    """Rows of one small table (`id;station;transition;obstacle;strength;source;text;demo`); its name is the kind."""
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
    values = {key: value or "" for key, value in row.items()}
    return into(Evidence, {**values, "kind": kind, "strength": int(strength), "demo": demo == "ja"}, where)
