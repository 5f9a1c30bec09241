"""Which counts are printed at all: from the rows of all tables that leave the house to one list of cells.

A cell is what it is in Hundepool et al. (2012), Statistical Disclosure Control (Wiley), chapters 4 and 5: one count of
a table; one that stands in several tables is one cell here, so that all of them are protected together (linked
tables).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.model.schema import NUMERIC, TELLING, Flag
from isp_utils.model.terms import Method, Sources, Term, added, addends

KEYS = ["what", "region", "period", "census_base", "sex", "age", "group"]
IMPLIED, SUM, BESIDE, REST = "~", "+", "|", " ohne "
Cells = pd.DataFrame  # KEYS | value, source, rows (in how many it is printed), kern (whether one of them is of tier K)


@dataclass(frozen=True)
class Printed:
    """Cells by number (a row each, people or things), and how quantities ("12", "12+15", "~12") lead to them.

    shares: pairs (part, whole) of cells whose difference is a count as well.
    """

    cells: Cells
    number: Mapping[str, int]
    shares: tuple[tuple[int, int], ...]

    def with_unprinted(self, others: Cells) -> "Printed":
        """The same with further cells behind them (Cells), which nobody prints."""
        together = pd.concat([self.cells, others], ignore_index=True) if len(others) else self.cells
        return replace(self, cells=together)


def printed_cells(facts: pd.DataFrame, tables: Sequence[pd.DataFrame], kern: frozenset[str]) -> Printed:
    """All counts behind the rows (UNGATED_COLUMNS) that tell anything; `kern` names the Kennzahlen of tier K.

    The rows name facts by the index of `facts`.
    A share that its publisher reckoned tells a count as well ("~12"): share times base, rounded to people.
    """
    columns = ["indicator", "numerator", "method", *TELLING]
    rows = pd.concat([table.loc[tells(table), columns] for table in tables], ignore_index=True)
    rows = rows.astype(dict.fromkeys(TELLING, object))
    events = _events(rows)
    told = _told(rows)
    finite = set(map(str, facts.index[np.isfinite(facts["value"].to_numpy(float))].tolist()))
    count = told["quantity"].value_counts()
    rows_of = {str(name): int(number) for name, number in count.items() if _is_count(str(name), finite, events)}
    names = list(rows_of)
    sums = {name: [int(part) for part in name.split(SUM)] for name in names if SUM in name}
    names += sorted({str(place) for terms in sums.values() for place in terms} - rows_of.keys(), key=int)
    cells = _cells(facts, names, sums, events)
    important = set(told.loc[told["indicator"].isin(kern), "quantity"])
    cells["rows"] = [rows_of.get(name, 0) for name in names]
    cells["kern"] = [name in important for name in names]
    number = {name: place for place, name in enumerate(names)}
    return Printed(cells, number, _shares(rows, number))


def terms_of(what: str) -> list[str]:
    """The facts behind the name of a cell.

    >>> terms_of("~geburten"), terms_of("kinder/0-2/total+kinder/3-5/total")
    (['geburten'], ['kinder', 'kinder'])
    """
    return [term.fact for term in addends(what)] or [what.removeprefix(IMPLIED)]


def facts_behind(what: str) -> set[str]:
    """The facts behind the name of a cell or of the rest of a share.

    >>> sorted(facts_behind("alle/total/total@2020@none ohne teil/0-2/total"))
    ['alle', 'teil']
    """
    whole, _, part = what.partition(REST)
    names = [Term.of_cell(whole.partition("@")[0]).fact, Term.of_cell(part).fact] if part else [what]
    return {fact for name in names for fact in terms_of(name)}


def sums_of(cells: Cells) -> list[tuple[int, list[int]]]:
    """Cells that are sums of several facts, with their terms, by index; a sum names its terms itself."""
    number = _numbered(cells, SUM)
    found = []
    for key in [key for key in number if SUM in key[0] and REST not in key[0]]:
        what, region, period, base, sex = key[:5]
        parts = [number.get((term.fact, region, period, base, sex, term.age, term.group)) for term in addends(what)]
        if None not in parts:
            found.append((number[key], [part for part in parts if part is not None]))
    return found


def _numbered(cells: Cells, sign: str) -> dict[tuple[str, ...], int]:
    """Index by key of the cells with this sign in their name and of the cells of the facts behind them."""
    names = cells["what"].unique()
    facts = {fact for what in names if sign in what for fact in facts_behind(what)}
    near = cells[cells["what"].isin([what for what in names if facts & facts_behind(what)])] if facts else cells[:0]
    return dict(zip(near[KEYS].itertuples(index=False, name=None), near.index.tolist(), strict=True))


def share_name(whole: "pd.Series[Any]", part: "pd.Series[Any]") -> str:
    """What the rest of a share is called in the register: it names its whole, with time and base, and its part."""
    return f"{_term(whole)}@{whole['period']}@{whole['census_base']}{REST}{_term(part)}"


def _term(cell: "pd.Series[Any]") -> str:
    return Term(cell["what"], cell["age"], cell["group"]).full


def shares_of(cells: Cells) -> list[tuple[int, int]]:
    """Part and whole (pairs of indices) of every rest of a share among the cells, where both are there."""
    number = _numbered(cells, REST)
    found = []
    for what, region, period, base, sex, _, _ in [key for key in number if REST in key[0]]:
        (whole, time, of_base), part = what.split(REST)[0].split("@"), what.split(REST)[1]
        wholes = number.get((*_split(whole, region, time, of_base, sex),))
        parts = number.get((*_split(part, region, period, base, sex),))
        if wholes is not None and parts is not None:
            found.append((parts, wholes))
    return found


def _split(term: str, *key: str) -> tuple[str, ...]:
    cell = Term.of_cell(term)
    return (cell.fact, *key, cell.age, cell.group)


def tells(table: pd.DataFrame) -> "pd.Series[bool]":
    """Bool [row]: rows with a number, and those that say by `not_applicable` that a count is zero."""
    return holds_number(table) | (table["flag"] == Flag.NOT_APPLICABLE.value)


def _is_count(name: str, finite: set[str], events: Mapping[str, float]) -> bool:
    """Whether the count of a quantity is known: delivered, or reckoned back from a share."""
    return name in finite or (name in events if name.startswith(IMPLIED) else finite.issuperset(name.split(SUM)))


def holds_number(table: pd.DataFrame) -> "pd.Series[bool]":
    """Bool [row]: rows in which any number stands, be it beside a missing value."""
    return pd.Series(~np.isnan(table[list(NUMERIC)].to_numpy(float)).all(axis=1), table.index)


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
    shown = {word: Method(word).is_share for word in rows["method"].unique()}  # a method nobody knows is refused
    is_share = rows["method"].map(shown).astype(bool)
    shares = rows[is_share & (rows["over"] != "") & (rows["counted"] != "")]
    pairs = dict.fromkeys(zip(shares["counted"], shares["over"], strict=True))
    return tuple((number[part], number[whole]) for part, whole in pairs if part in number and whole in number)


def _cells(
    facts: pd.DataFrame, names: Sequence[str], sums: Mapping[str, list[int]], events: Mapping[str, float]
) -> Cells:
    source = {key: _texts(facts["fact" if key == "what" else key]) for key in [*KEYS, "source"]}
    source["value"] = facts["value"].to_numpy(object)
    first = [sums[name][0] if name in sums else int(name.removeprefix(IMPLIED)) for name in names]
    places = facts.index.get_indexer(pd.Index(first))
    columns = {key: values[places].tolist() for key, values in source.items()}
    inside = [part for terms in sums.values() for part in terms]
    place_of = dict(zip(inside, facts.index.get_indexer(pd.Index(inside)).tolist(), strict=True))
    for place, name in enumerate(names):
        if name.startswith(IMPLIED):
            columns["what"][place] = IMPLIED + columns["what"][place]
            columns["value"][place] = events[name]
        elif name in sums:
            for key, content in _of_sum(source, [place_of[part] for part in sums[name]]).items():
                columns[key][place] = content
    table = pd.DataFrame(columns, columns=[*KEYS, "value", "source"], dtype=object)  # plain strings: read one by one
    return table.astype({"value": "float64"})


def _texts(column: "pd.Series[str]") -> "np.ndarray[Any, Any]":
    """The texts of a column, each once in memory however often it stands there: so they are quick to compare."""
    codes, texts = pd.factorize(column)
    return np.asarray(texts.to_numpy(object)[codes])


def _of_sum(source: Mapping[str, Any], parts: list[int]) -> dict[str, Any]:
    terms = [Term(source["what"][part], source["age"][part], source["group"][part]) for part in parts]
    sources = str(Sources.of(source["source"][parts]))
    value = sum(source["value"][parts])
    return {"what": added(terms), "value": value, "age": "total", "group": "total", "source": sources}
