"""Which counts are printed at all: from the rows of all tables that leave the house to one list of cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from isp_utils.model.schema import NUMERIC, TELLING

KEYS = ["what", "region", "period", "census_base", "sex", "age", "group"]
SHARE, IMPLIED, SUM, BESIDE = "Wilson", "~", "+", "|"
Cells = pd.DataFrame  # KEYS | value, source, rows (in how many it is printed), kern (whether one of them is of tier K)


@dataclass(frozen=True)
class Printed:
    """Cells by number, and how quantities ("12", "12+15", "~12") lead to them.

    shares: pairs (part, whole) of cells whose difference is a count as well.
    """

    cells: Cells
    number: Mapping[str, int]
    shares: tuple[tuple[int, int], ...]

    def beside(self, others: Cells) -> "Printed":
        """The same with further cells behind them, which nobody prints."""
        together = pd.concat([self.cells, others], ignore_index=True) if len(others) else self.cells
        return replace(self, cells=together)


def printed_cells(facts: pd.DataFrame, tables: Sequence[pd.DataFrame], kern: frozenset[str]) -> Printed:
    """All counts behind the rows (UNGATED_COLUMNS) that hold a number; `kern` names the Kennzahlen of tier K."""
    columns = ["indicator", "numerator", "method", *TELLING]
    rows = pd.concat([table.loc[holds_number(table), columns] for table in tables], ignore_index=True)
    rows = rows.astype(dict.fromkeys(TELLING, object))
    events = _events(rows)
    told = _told(rows)
    told = told[~told["quantity"].str.startswith(IMPLIED) | told["quantity"].isin(set(events))]
    count = {str(name): int(number) for name, number in told["quantity"].value_counts().items()}
    important = set(told.loc[told["indicator"].isin(kern), "quantity"])
    names = list(count)
    terms = {name: [int(part) for part in name.removeprefix(IMPLIED).split(SUM)] for name in names}
    atoms = {str(place) for name in names if SUM in name for place in terms[name]} - set(names)
    names += sorted(atoms, key=int)
    terms |= {name: [int(name)] for name in atoms}
    cells = _cells(facts, names, terms, events)
    cells["rows"] = [count.get(name, 0) for name in names]
    cells["kern"] = [name in important for name in names]
    number = {name: place for place, name in enumerate(names)}
    return Printed(cells, number, _shares(rows, number))


def terms_of(what: str) -> list[str]:
    """The facts behind the name of a cell.

    >>> terms_of("~geburten"), terms_of("kinder/0-2/total+kinder/3-5/total")
    (['geburten'], ['kinder', 'kinder'])
    """
    return [term.split("/")[0] for term in what.removeprefix(IMPLIED).split(SUM)]


def quantities(row: "pd.Series[Any]") -> Iterable[str]:
    """The quantities that one row gives away."""
    return (name for column in TELLING for name in row[column].split(BESIDE) if name)


def sums_of(cells: Cells) -> list[tuple[int, list[int]]]:
    """Cells that are sums of several facts, with their terms, by index; a sum names its terms itself."""
    number = dict(zip(cells[KEYS].itertuples(index=False, name=None), cells.index.tolist(), strict=True))
    found = []
    for key in [key for key in number if SUM in key[0]]:
        what, region, period, base, sex = key[:5]
        terms = [term.split("/") for term in what.split(SUM)]
        parts = [number.get((fact, region, period, base, sex, age, group)) for fact, age, group in terms]
        if None not in parts:
            found.append((number[key], [part for part in parts if part is not None]))
    return found


def holds_number(table: pd.DataFrame) -> "pd.Series[bool]":
    """Rows in which any number stands, be it beside a missing value."""
    return table[list(NUMERIC)].notna().any(axis=1)


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """indicator, quantity: one line for each quantity of each row."""
    parts = [rows[["indicator", column]].rename(columns={column: "quantity"}) for column in TELLING]
    told = pd.concat(parts, ignore_index=True)
    told = told[told["quantity"] != ""]
    several = told["quantity"].str.contains(BESIDE, regex=False)
    if several.any():
        told = told.assign(quantity=told["quantity"].str.split(BESIDE)).explode("quantity", ignore_index=True)
    return told


def _events(rows: pd.DataFrame) -> Mapping[str, float]:
    """The count behind each published share."""
    implied = rows[rows["counted"].str.startswith(IMPLIED) & rows["numerator"].notna()]
    return dict(zip(implied["counted"], implied["numerator"], strict=True))


def _shares(rows: pd.DataFrame, number: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    shares = rows[rows["method"].str.startswith(SHARE) & (rows["over"] != "") & (rows["counted"] != "")]
    pairs = dict.fromkeys(zip(shares["counted"], shares["over"], strict=True))
    return tuple((number[part], number[whole]) for part, whole in pairs)


def _cells(
    facts: pd.DataFrame, names: Sequence[str], terms: Mapping[str, list[int]], events: Mapping[str, float]
) -> Cells:
    source = {key: facts["fact" if key == "what" else key].to_numpy(object) for key in [*KEYS, "value", "source"]}
    first = [terms[name][0] for name in names]
    columns = {key: list(values[first]) for key, values in source.items()}
    for place, name in enumerate(names):
        if name.startswith(IMPLIED):
            columns["what"][place] = IMPLIED + columns["what"][place]
            columns["value"][place] = events[name]
        elif len(terms[name]) > 1:
            for key, content in _of_sum(source, terms[name]).items():
                columns[key][place] = content
    table = pd.DataFrame(columns, columns=[*KEYS, "value", "source"], dtype=object)  # plain strings: read one by one
    return table.astype({"value": "float64"})


def _of_sum(source: Mapping[str, Any], parts: list[int]) -> dict[str, Any]:
    words = [f"{source['what'][part]}/{source['age'][part]}/{source['group'][part]}" for part in parts]
    sources = " + ".join(dict.fromkeys(source["source"][parts]))
    value = sum(source["value"][parts])
    return {"what": SUM.join(words), "value": value, "age": "total", "group": "total", "source": sources}
