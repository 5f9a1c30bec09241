"""Whether the totals that an office's table prints are the sums of the parts that it prints.

Which totals add up is learned from the table itself, because many do not by design: parts that overlap (darunter),
rounded thousands, the noise of the Zensus 2022. Measured on 118 genuine tables: in the statistics of the
population, births, deaths and moves (124, 126, 127) every total adds up, more than 700,000 of them; in others the
offices have single exceptions of their own (22151-01-01-4, 22411-02-02-4, 22543-01-01-4), so these are only said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Level, Message, first_few
from isp_utils.intake.values.characteristics import sex_of
from isp_utils.intake.values.codes import codes_of, where
from isp_utils.intake.values.names import folded_name
from isp_utils.model.wording import german_number

_TOTALS = ("insgesamt", "gesamt", "zusammen", "total", "summe")
EXACT = ("124", "126", "127")  # numbers of the statistics whose totals add up without exception
USUAL, ENOUGH = 0.95, 20  # share of totals that add up, among so many, for a total to be a sum
FEW = 3  # totals off in a small table whose other totals add up
_AREA = ("region_raw", "period", "measure", "unit")


@dataclass(frozen=True)
class _Sums:
    """Totals of one characteristic: place of the total in the table, its value, the sum of the parts, the kind."""

    place: np.ndarray
    whole: np.ndarray
    parts: np.ndarray
    kind: np.ndarray

    @property
    def off(self) -> np.ndarray:
        """Whether total and parts differ."""
        return np.asarray(np.abs(self.parts - self.whole) > 1e-6 * np.maximum(1.0, np.abs(self.whole)))


def wrong_totals(table: pd.DataFrame, dimensions: Sequence[str], label: str = "", number: str = "") -> list[Message]:
    """Messages for totals that are not the sum of their parts, where those of the rest of the table are.

    `dimensions` are the characteristics, `label` what the name of their label columns ends in, `number` that of the
    table. Errors in the statistics of the population, warnings in others and for so few totals that the table cannot
    show what is usual.
    """
    strict = number.startswith(EXACT)
    said: list[Message] = []
    for name in dimensions:
        texts = table[f"{name}{label}"].astype("category")
        total = where(texts, _is_total)
        if total.any() and not total.all():
            others, by_sex = [other for other in dimensions if other != name], _is_sex(texts)
            said += _said(table, _sums(table, total, others, by_sex), (by_sex, strict))
    return said


def _is_total(text: str) -> bool:
    return folded_name(text).strip() in _TOTALS


def _is_sex(texts: pd.Series) -> bool:
    found = {sex_of(str(text)) for text in texts.cat.categories if str(text).strip()}
    return {"total", "m", "w"} <= found


def _sums(table: pd.DataFrame, total: np.ndarray, others: list[str], by_sex: bool) -> _Sums:
    """Totals with all of their parts published."""
    groups = codes_of(table, [*_AREA, *others])
    number = int(groups.max()) + 1
    value = table["value"].to_numpy(dtype=float)
    known = where(table["status"], "value".__eq__) if by_sex else ~np.isnan(value)
    plain = np.nan_to_num(value)
    whole_of = np.bincount(groups, np.where(total, plain, 0.0), number)
    parts_of = np.bincount(groups, np.where(total, 0.0, plain), number)
    totals = np.bincount(groups, total, number)
    parts = np.bincount(groups, ~total, number)
    complete = (totals == 1) & (parts >= 2) & (np.bincount(groups, ~known, number) == 0)
    place = np.flatnonzero(total & complete[groups])
    kind = codes_of(table.iloc[place], ["measure", "unit", *others])
    return _Sums(place, whole_of[groups[place]], parts_of[groups[place]], kind)


def _said(table: pd.DataFrame, sums: _Sums, kind: tuple[bool, bool]) -> Iterator[Message]:
    off, (by_sex, strict) = sums.off, kind
    if not off.any():
        return
    number = int(sums.kind.max()) + 1
    every, wrong = np.bincount(sums.kind, minlength=number), np.bincount(sums.kind, off, number)
    usual = (wrong <= (1 - USUAL) * every) & (every >= ENOUGH)
    if by_sex:
        usual |= (wrong * 4 <= every) & (off.sum() <= FEW)
    few = (off.sum() <= FEW) & (every < ENOUGH) & by_sex & _counted(table, sums.place)
    for chosen, level in ((usual, Level.ERROR if strict else Level.WARN), (few & ~usual, Level.WARN)):
        if (found := off & chosen[sums.kind]).any():
            yield _message(table["row"].to_numpy(), sums, found, (level, by_sex))


def _counted(table: pd.DataFrame, place: np.ndarray) -> bool:
    """Whether all the totals are counts of people or things, not rounded to thousands."""
    return bool(table["unit"].iloc[place].astype(str).str.strip().str.fullmatch("Anzahl|Number|Personen").all())


def _message(rows: np.ndarray, sums: _Sums, found: np.ndarray, kind: tuple[Level, bool]) -> Message:
    level, by_sex = kind
    places = np.flatnonzero(found)
    first = int(rows[sums.place[places[0]]])
    more = sorted({int(rows[sums.place[place]]) for place in places[1:]} - {first})
    further = f" Ebenso Zeile {first_few(more)}." if more else ""
    whole, parts = (german_figure(float(column[places[0]])) for column in (sums.whole, sums.parts))
    words = "männlich und weiblich" if by_sex else "seine Teile"
    remedy = (
        "Die Datei ist vermutlich nach dem Abruf verändert worden; bitte neu abrufen."
        if level == Level.ERROR
        else "Bitte mit der Tabelle des Herausgebers vergleichen."
    )
    text = f"Das Insgesamt ist {whole}, {words} ergeben zusammen {parts}"
    return Message(level, f"{text}. {remedy}{further}", first)


def german_figure(value: float) -> str:
    """A figure with the decimals it has, at most two.

    >>> german_figure(46502.0), german_figure(7.25)
    ('46.502', '7,25')
    """
    return german_number(value, 2 if value % 1 else 0)
