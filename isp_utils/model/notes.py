"""Notes of a county or a Land on Kennzahlen: caveats, exceptional years, breaks ([[note]] of its TOML)."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.periods import year_of
from isp_utils.model.toml import into, read_toml


@dataclass(frozen=True)
class Note:
    """What a reader in this county or Land must know about some Kennzahlen; with a `period` their series break there.

    `text` is the caveat of a note and the reason of a break; an exceptional year is a note that names the year.
    """

    indicators: tuple[str, ...]
    text: str
    period: str = ""

    def __post_init__(self) -> None:
        if self.period:
            year_of(self.period)


def read_notes(path: Path) -> tuple[Note, ...]:
    """The notes of a county or Land ([[note]]); none where there is no file."""
    rows = read_toml(path).get("note", []) if path.exists() else []
    return tuple(into(Note, row, f"{path.parent.name}/{path.name}, note") for row in rows)
