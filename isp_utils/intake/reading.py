"""The one shape that every reader returns: observations in long form, with what was said about the file.

Columns of `observations`, one row a figure: measure, measure_label, unit | region, region_raw, region_name, level |
period | value, flag, status, raw, quality | row, column | and two columns a dimension: its code (`GES`) and its label
(`GES_label`). value is as printed; `scale` in Reading.units says what it counts (1000 for Tsd. EUR).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from isp_utils.intake.files.columns import coded
from isp_utils.intake.messages import Message, action
from isp_utils.model.errors import InputError

COLUMNS = (
    "measure",
    "measure_label",
    "unit",
    "region",
    "region_raw",
    "region_name",
    "level",
    "period",
    "value",
    "flag",
    "status",
    "raw",
    "quality",
    "row",
    "column",
)
LABEL = "_label"


def empty_observations() -> pd.DataFrame:
    """No observations, all columns."""
    return pd.DataFrame({name: pd.Series(dtype="float64" if name == "value" else "str") for name in COLUMNS})


@dataclass(frozen=True)
class Origin:
    """What a file says about itself: table, title, edition, footnotes, licence. Empty where it says nothing."""

    table: str = ""
    title: str = ""
    edition: str = ""
    licence: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file that was read, or the reasons why not."""

    file: str
    kind: str
    observations: pd.DataFrame = field(default_factory=empty_observations)
    messages: tuple[Message, ...] = ()
    origin: Origin = field(default_factory=Origin)
    dimensions: tuple[str, ...] = ()
    rows: int = 0  # rows of data in the file

    @property
    def action(self) -> str:
        """READ, WARN, PROTECT, ERROR or REJECT."""
        return action(self.messages)

    @cached_property
    def words(self) -> frozenset[str]:
        """Names by which a table without title is known: its measures, its dimensions, and the levels of its areas."""
        kinds = (self.observations[name].unique() for name in ("measure", "level"))
        return frozenset(self.dimensions) | {str(word) for words in kinds for word in words}

    def saying(self, messages: Iterable[Message]) -> "Reading":
        """The same reading with more messages."""
        return replace(self, messages=(*self.messages, *messages))

    def accepted(self) -> "Reading":
        """This reading, where its figures may be used; raises InputError with every reason otherwise."""
        if self.action not in ("ERROR", "REJECT"):
            return self
        bad = [message for message in self.messages if message.level in ("error", "reject")]
        raise InputError("\n".join(f"{self.file}{', ' if m.row or m.cell else ': '}{m}" for m in bad[:10]))


def text_column(value: str, like: pd.DataFrame) -> pd.Series:
    """A constant text for every row of a table, stored once."""
    return coded([0] * len(like), [value]).set_axis(like.index)


def complete(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every column of the agreed shape, in order; what is missing is empty text."""
    missing = {name: text_column("", table) for name in COLUMNS if name not in table.columns}
    full = table.assign(**missing)  # type: ignore[arg-type]
    others = [name for name in full.columns if name not in COLUMNS]
    return full[[*COLUMNS, *others]]


_SCALES = {
    "1000": 1e3, "1 000": 1e3, "1.000": 1e3, "tsd": 1e3, "tsd.": 1e3, "tausend": 1e3, "in 1000": 1e3,
    "mill.": 1e6, "mio": 1e6, "mio.": 1e6, "mill": 1e6, "mrd.": 1e9, "mrd": 1e9,
}  # fmt: skip


def scale_of(unit: str) -> float:
    """What a value in that unit is to be multiplied with.

    >>> scale_of("1000"), scale_of("Tsd. EUR"), scale_of("1000 qm"), scale_of("Anzahl"), scale_of("Mill. EUR")
    (1000.0, 1000.0, 1000.0, 1.0, 1000000.0)
    """
    words = unit.strip().lower().split()
    return next((_SCALES[text] for text in (unit.strip().lower(), *words[:1]) if text in _SCALES), 1.0)
