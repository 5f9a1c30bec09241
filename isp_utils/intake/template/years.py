"""Questions about the years in a filled template: a few rows with another year, a name with another one."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pandas as pd

from isp_utils.intake.files.sheets import cell_name
from isp_utils.intake.messages import Message, ask, first_few, with_noun
from isp_utils.model.errors import InputError
from isp_utils.model.periods import in_german, year_of

FEW = 0.1  # share of the rows of one kind of period that may hardly be another year on purpose
ENOUGH = 4  # rows of one year beside which a single other one stands out
COLUMN = 3
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def stray_years(periods: pd.Series) -> Iterator[Message]:
    """A few rows with another year than all the others (periods by the row of the sheet), each with its cell."""
    years = _years(periods)
    for _, mine in years.groupby(periods.str.len()):
        main = int(mine.mode().iloc[0])
        others, same = mine[mine != main], int((mine == main).sum())
        if len(others) and same >= ENOUGH and len(others) <= max(1, FEW * same):
            rows = [int(str(row)) for row in others.index]
            cells = first_few(cell_name(row, COLUMN) for row in rows)
            number = with_noun(len(rows), "Zeile steht", "Zeilen stehen")
            other = first_few(dict.fromkeys(in_german(period) for period in periods[others.index]))
            text = f"In {number} ein anderes Jahr ({other}) als in den übrigen {same} ({main}): {cells}. Stimmt das?"
            yield ask(text, rows[0], cell_name(rows[0], COLUMN))


def other_year_in_name(periods: pd.Series, file: str) -> Iterator[Message]:
    """A file named after one year in which no figure is of that year."""
    named, years = set(_YEAR.findall(file)), _years(periods)
    if len(named) != 1 or years.empty or named & {part for text in periods for part in _parts(text)}:
        return
    row = int(str(years.index[0]))
    found = first_few(dict.fromkeys(in_german(period) for period in periods[years.index]))
    text = f"Die Datei heißt »{file}«, die Zahlen darin sind für {found}. Welches Jahr stimmt?"
    yield ask(text, row, cell_name(row, COLUMN))


def _years(periods: pd.Series) -> pd.Series:
    """The year of every readable period."""
    known = {}
    for period in periods.unique():
        with suppress(InputError):
            known[period] = year_of(period)
    return periods.map(known).dropna().astype("int64")


def _parts(period: str) -> set[str]:
    """The years in which a period lies: both of a school year."""
    found = set(_YEAR.findall(period))
    return found | {str(int(min(found)) + 1)} if found and "/" in period else found
