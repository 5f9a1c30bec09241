"""The Kreise of a Land today, and which former Kreise each of them took over as a whole."""

from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from isp_utils.model.domain import HERE
from isp_utils.model.regions import Register

WHOLE = 1.0


@dataclass(frozen=True)
class Merger:
    """A Kreis of today and what it was made of up to `last_year`; it is among `parts` where it existed beside them.

    Göttingen (2016) is made of Göttingen and Osterode am Harz; the Wartburgkreis (2021) of itself and Eisenach.
    """

    kreis: str
    parts: tuple[str, ...]
    last_year: int

    @property
    def went_on(self) -> bool:
        """Whether the Kreis existed before, without what it took over."""
        return self.kreis in self.parts


@dataclass(frozen=True)
class Territory:
    """Keys of Kreise that exist today, and the mergers they come from, oldest first."""

    kreise: tuple[str, ...]
    mergers: tuple[Merger, ...] = ()

    @classmethod
    def of(cls, register: Register, land: str, mergers: Iterable[Merger] = ()) -> "Territory":
        """The Kreise of a Land, by key."""
        today = tuple(region.key for region in register.below(land, "kreis") if not region.valid_to)
        return cls(today, tuple(merger for merger in mergers if merger.kreis in today))

    @property
    def keys(self) -> tuple[str, ...]:
        """The Kreise and the former ones that became part of them."""
        return tuple(dict.fromkeys((*self.kreise, *(key for merger in self.mergers for key in merger.parts))))

    def led_by(self, kreis: str) -> "Territory":
        """The same with one Kreis first, whether or not it was among them."""
        return Territory((kreis, *(key for key in self.kreise if key != kreis)), self.mergers)


def load_mergers(root: Path = HERE) -> tuple[Merger, ...]:
    """Every merger of whole Kreise inside a Land since 1990, oldest first, from the tables of catalogue/territory.

    Source: BBSR, Umsteigeschlüssel der Kreise. A reform that divided one of the Kreise is none: its figures cannot be
    added up.
    """
    folder = (root if (root / "territory").is_dir() else HERE) / "territory"
    history = {row["key"]: row for row in _rows(folder / "kreise_history.csv")}
    shares = _rows(folder / "kreise_crosswalk.csv")
    moved = [row for row in shares if row["old"] != row["new"] and row["old"][:2] == row["new"][:2]]
    reform = itemgetter("new", "last_year")
    found = []
    for (kreis, last), rows in groupby(sorted(moved, key=reform), key=reform):
        group = list(rows)
        if any(float(row["population_share"]) != WHOLE or float(row["area_share"]) != WHOLE for row in group):
            continue
        parts = tuple(row["old"] for row in group)
        gone = max(history.get(key, {}).get("valid_to", "") for key in parts)
        existed = history.get(kreis, {}).get("valid_from", "") <= gone
        found.append(Merger(kreis, (kreis, *parts) if existed else parts, int(last)))
    return tuple(sorted(found, key=lambda merger: (merger.last_year, merger.kreis)))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(DictReader(lines, delimiter=";"))
