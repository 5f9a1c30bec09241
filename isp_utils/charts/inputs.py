"""What a picture is made of: small frozen records with finished German strings and gated figures."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from isp_utils.charts.kinds import Kind as Kind
from isp_utils.indicators.figure import Figure
from isp_utils.model.catalogue import Break as Break

_NUMBERS = (int, float)  # a tuple: to ask for `int | float` takes twice as long, and it is asked very often
SHORTEST_DESCRIPTION = 40  # characters; below that a description cannot carry kind, axes and message


@dataclass(frozen=True)
class Caption:
    """The words around a picture, all German and finished.

    title: what the picture says (active sentence); measure: unit, population, place, period;
    source: publisher, table, date (the line is printed as given); description: for people who do not see it;
    csv: name of the data file without folder and ending, unique on the page (ids are made from it);
    kind: what it is about, which decides how the scanner reads it back; indicator: the Kennzahl of a kind that has one;
    unit: short, stands at the axis; digits: decimals printed; demo: demonstration figures (the caller writes
    the word "Demodaten" into title and source); notes: sentences printed under the picture;
    limits: what the limits beside a figure are, in a word or two ("95 %", "Zufall").

    Raises ValueError for a description below 40 characters, a missing name of the data file, and a Kennzahl that is
    missing or too much.
    """

    title: str
    measure: str
    source: str
    description: str
    csv: str
    kind: Kind
    indicator: str = ""
    unit: str = ""
    digits: int = 1
    demo: bool = False
    notes: tuple[str, ...] = ()
    subject: str = ""  # title of the Kennzahl, for the data file
    limits: str = "95 %"  # what limits of a figure are, in the titles of their columns
    source_page: str = ""  # where licence and date of the source stand
    base: str = ""  # period that a forecast starts from
    begin: str = ""  # period in which a Maßnahme began, a line that cuts nothing
    region: str = ""  # key of the area that a profile is about, "" for the county

    def __post_init__(self) -> None:
        if len(self.description) < SHORTEST_DESCRIPTION:
            raise ValueError(f"»{self.title}«: Die Beschreibung braucht mindestens {SHORTEST_DESCRIPTION} Zeichen.")
        if not self.csv:
            raise ValueError(f"»{self.title}«: Der Name der CSV-Datei fehlt.")
        if self.kind.of_one_indicator != bool(self.indicator):
            fault = "braucht eine Kennzahl" if self.kind.of_one_indicator else "gehört zu keiner einzelnen Kennzahl"
            raise ValueError(f"»{self.title}«: Eine Abbildung der Art »{self.kind}« {fault}.")


@dataclass(frozen=True)
class Value:
    """One figure (unit of caption or column) and its state; `value` is None (or NaN) where the flag says why."""

    value: float | None
    flag: str = ""
    digits: int | None = None  # None: as the caption or column says


@dataclass(frozen=True)
class Series:
    """One line: parallel tuples [period] over ascending periods, in the unit of the caption.

    role: own | land | bund | peer | counted | first | second | third | fourth (style.STROKES).
    lower, upper: 95 % interval or (); census_base: per period or (); short: label for the narrow drawing;
    region, area: key and name of the area for the data file (no name: the label is it); ahead: reckoned ahead, which is
    drawn as a dashed line.
    """

    label: str
    role: str
    periods: Sequence[str]
    value: Sequence[float | None]
    flag: Sequence[str] = ()
    lower: Sequence[float | None] = ()
    upper: Sequence[float | None] = ()
    census_base: Sequence[str] = ()
    short: str = ""
    region: str = ""
    area: str = ""
    ahead: bool = False

    @cached_property
    def figures(self) -> tuple[Value, ...]:
        """The values with their flags, one a period."""
        flags = self.flag or ("",) * len(self.periods)
        return tuple(Value(value, flag) for value, flag in zip(self.value, flags, strict=True))


@dataclass(frozen=True)
class Point:
    """One area, its figure (unit of the caption), its limits; role own is highlighted, alike is named, peer is not.

    region, period, census_base: of the figure, for the data file.
    """

    label: str
    value: float | None
    flag: str = ""
    lower: float | None = None
    upper: float | None = None
    role: str = "peer"
    region: str = ""
    period: str = ""
    census_base: str = ""


@dataclass(frozen=True)
class Mark:
    """One cell of a matrix. tone: one of matrices.TONES ("higher", "better", "missing" ...).

    parts: (tone, names) of several lines, each under its own sign, in place of one word.
    """

    word: str
    tone: str = "plain"
    detail: str = ""
    href: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fragment:
    """A finished picture: accessible HTML, and the text of the CSV file it links to (`daten/<name>.csv`).

    The CSV text has `;`, decimal comma and CRLF; write it with encoding "utf-8-sig" and newline "".
    """

    html: str = field(repr=False)
    name: str
    csv: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html


def number(value: object) -> float | None:
    """A finite float or None: NaN, None and infinity are all "no figure"."""
    if not isinstance(value, _NUMBERS) or not math.isfinite(value):
        return None
    return float(value)


def series_from(rows: pd.DataFrame, label: str, role: str, short: str = "") -> Series:
    """Series from gated rows of one indicator, region, sex, age and group; ValueError where a period stands twice."""
    ordered = rows.sort_values("period")
    if ordered["period"].duplicated().any():
        raise ValueError(f"Für »{label}« gibt es Zeiträume doppelt; die Zeilen gehören zu mehr als einer Reihe.")
    region = str(ordered["region"].iloc[0]) if len(ordered) and "region" in ordered else ""
    return Series(
        label,
        role,
        tuple(ordered["period"]),
        tuple(ordered["value"]),
        flag=tuple(ordered["flag"]),
        lower=tuple(ordered["lower"]),
        upper=tuple(ordered["upper"]),
        census_base=tuple(ordered["census_base"]),
        short=short,
        region=region,
    )


def points_from(
    rows: pd.DataFrame, labels: dict[str, str], own: str = "", alike: Collection[str] = ()
) -> tuple[Point, ...]:
    """One point a row, in the order of the gated rows of one indicator and period; labels: region -> name.

    alike: keys of the areas that are comparable with the own one.
    """
    roles = dict.fromkeys(alike, "alike") | {own: "own"}
    names = ("region", "value", "flag", "lower", "upper")
    columns = [rows[name].tolist() for name in names]
    more = [rows[name].tolist() if name in rows else [""] * len(rows) for name in ("period", "census_base")]
    return tuple(
        Point(labels[key], value, flag, number(lower), number(upper), roles.get(key, "peer"), key, *when)
        for key, value, flag, lower, upper, *when in zip(*columns, *more, strict=True)
    )


def point_beside(label: str, own: Figure) -> Point:
    """The area beside which others are shown, with its limits where it has some."""
    return Point(label, own.value, "", number(own.lower), number(own.upper), region=own.region, period=own.period)
