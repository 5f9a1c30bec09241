"""Notes of a county or a Land on Kennzahlen: caveats, exceptional years, breaks ([[note]] of its TOML)."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.model.toml import into, read_toml


@dataclass(frozen=True)
class Note:
    """What a reader in this county or Land must know about some Kennzahlen; with a `period` their series break there.

    With `exceptional` these years give no verdict on them: the value is shown with the text in the same sentence.
    `text` is the caveat of a note, the reason of a break or of an exceptional year (then a phrase without full stop).
    """

    indicators: tuple[str, ...]
    text: str
    period: str = ""
    exceptional: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.period and self.exceptional:
            raise InputError("»period« (Bruch) und »exceptional« (Ausnahmejahre) bitte in zwei [[note]] trennen.")
        for period in (self.period, *self.exceptional):
            if period:
                year_of(period)


def read_notes(path: Path) -> tuple[Note, ...]:
    """The notes of a county or Land ([[note]]); none where there is no file."""
    rows = read_toml(path).get("note", []) if path.exists() else []
    return tuple(into(Note, row, f"{path.parent.name}/{path.name}, note") for row in rows)
