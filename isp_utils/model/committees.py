"""The committees of a county in the order in which they deliberate (Beratungsfolge), and the days on which they meet.

A day of a meeting is what the county has written down, never reckoned: where none is written, it is still open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from isp_utils.model.domain import FIELDS
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml

NAME = "gremien.toml"


@dataclass(frozen=True)
class Gremium:
    """One committee: what it does with a report (`task`), which planning fields it hears of, when it meets.

    in_sentence: "im Kreistag"; sessions: days on which it meets, in order; number: what the council information
    system calls the paper; demo: the days are made up.
    """

    id: str
    name: str
    in_sentence: str
    task: str
    fields: tuple[str, ...] = tuple(FIELDS)
    public: bool = True
    sessions: tuple[date, ...] = ()
    number: str = ""
    demo: bool = False

    def __post_init__(self) -> None:
        for name in self.fields:
            if name not in FIELDS:
                raise InputError(f"Das Planungsfeld »{name}« gibt es nicht.{did_you_mean(name, tuple(FIELDS))}")
        for day in self.sessions:
            if not isinstance(day, date) or isinstance(day, datetime):
                raise InputError(f"»sessions«: {day!r} ist kein Tag. Erwartet wird etwa 2031-05-20, ohne Anführung.")

    @property
    def access(self) -> str:
        """Whether the public may listen, in a word or two."""
        return "öffentlich" if self.public else "nicht öffentlich"

    def next_session(self, today: date) -> date | None:
        """The first meeting that does not lie behind; None where none is written down."""
        return next((day for day in sorted(self.sessions) if day >= today), None)


@dataclass(frozen=True)
class Beratungsfolge:
    """The committees through which a report goes, in order."""

    gremien: tuple[Gremium, ...] = ()

    def gremium(self, name: str) -> Gremium:
        """The committee of an id; InputError with what was probably meant."""
        found = {item.id: item for item in self.gremien}
        if not found:
            where = "im Ordner des Kreises (catalogue/counties/<Schlüssel>)"
            raise InputError(f"In {NAME} {where} steht noch kein Gremium. Bitte dort eintragen, wer den Bericht berät.")
        if name not in found:
            raise InputError(f"Das Gremium »{name}« steht nicht in {NAME}.{did_you_mean(name, tuple(found))}")
        return found[name]


def read_committees(catalogue: Path, kreis: str) -> Beratungsfolge:
    """The Beratungsfolge of a county, empty where it declares none; InputError naming committee, key and remedy."""
    path = catalogue / "counties" / kreis / NAME
    if not path.exists():
        return Beratungsfolge()
    where = f"{kreis}/{NAME}"
    table = read_toml(path)
    rows = table.pop("gremium", [])
    if table:
        raise InputError(
            f"{where}: unbekannter Schlüssel »{next(iter(table))}«. Jedes Gremium beginnt mit [[gremium]]."
        )
    gremien = tuple(into(Gremium, row, f"{where}, {number}. Gremium") for number, row in enumerate(rows, start=1))
    _refuse_doubles(gremien, where)
    return Beratungsfolge(gremien)


def _refuse_doubles(gremien: Sequence[Gremium], where: str) -> None:
    seen: set[str] = set()
    for item in gremien:
        if not item.id.replace("_", "").isalnum() or not item.id.isascii():
            raise InputError(f"{where}: »{item.id}« wird ein Dateiname. Bitte nur kleine Buchstaben, Ziffern und _.")
        if item.id in seen:
            raise InputError(f"{where}: Die Kennung »{item.id}« steht zweimal. Bitte eine ändern.")
        seen.add(item.id)
