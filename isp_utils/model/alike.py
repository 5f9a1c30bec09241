"""Which Kreise are comparable: the Kennzahlen in which they must be near, and how many are named (peers.toml)."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.toml import into, read_toml

FILE = "peers.toml"


@dataclass(frozen=True)
class Alike:
    """Kennzahlen of equal weight, the number of Kreise named, and the method in one German sentence."""

    indicators: tuple[str, ...]
    number: int
    method: str


def load_alike(root: Path) -> Alike | None:
    """peers.toml of a catalogue; None where there is none. Raises InputError naming file and key."""
    path = root / FILE
    return into(Alike, read_toml(path), FILE) if path.exists() else None
