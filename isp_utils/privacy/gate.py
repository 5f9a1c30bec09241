"""The gate: from tables as computed to tables that may leave the house."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.schema import INDICATOR_COLUMNS, NUMERIC, ROW_KEY, TELLING, Flag
from isp_utils.privacy.audit import attack
from isp_utils.privacy.cells import BESIDE, KEYS, Cells, Printed, printed_cells, tells
from isp_utils.privacy.closure import following
from isp_utils.privacy.delivered import delivered
from isp_utils.privacy.linked import Linked, layout_of, linked
from isp_utils.privacy.pattern import Pattern, beyond_help, choose, too_narrow, widened
from isp_utils.privacy.releases import Releases
from isp_utils.privacy.rules import is_law, rules_for
from isp_utils.privacy.system import Mask, System

SHOWN = 5


class DisclosureError(InputError):
    """A protected count could be reckoned from what would be published; nothing is written."""


@dataclass(frozen=True)
class Gated:
    """Tables (INDICATOR_COLUMNS) as they may be published, in the order they came.

    cells: all counts behind them with `secret` and `hidden`. withheld: the hidden rows as they were. told: for every
    row of the tables the numbers of its cells. system: cells and relations. All these stay inside.
    record: how many of which kind.
    """

    tables: tuple[pd.DataFrame, ...]
    cells: Cells
    withheld: pd.DataFrame
    told: pd.DataFrame
    system: System
    record: dict[str, int]


def gate(
    facts: pd.DataFrame,
    tables: Sequence[pd.DataFrame],
    catalogue: Catalogue,
    releases: Releases | None = None,
    complementary: bool = True,
) -> Gated:
    """Hide what points at people, and what would give that away, in all tables (UNGATED_COLUMNS) together.

    A figure stands only if every count behind it stands. Raises DisclosureError where a protected count could still be
    reckoned; `complementary` False leaves the second step out, so that a test can see the audit fail.
    """
    kern = frozenset(item.id for item in catalogue.indicators.values() if item.tier == "kern")
    printed = printed_cells(facts, tables, kern)
    hideable = printed.cells.loc[~is_law(printed.cells, catalogue.sources)]
    printed = printed.beside(following(hideable, layout_of(catalogue)))
    register, unprinted = releases or Releases.none(), delivered(facts, printed, catalogue)
    printed = printed.beside(register.revised(printed.cells, unprinted))
    rules = rules_for(printed.cells, facts, catalogue)
    system = linked(printed, rules, catalogue, register)
    system, pattern = _safe(system) if complementary else (system, choose(system.system, complementary=False))
    number = len(printed.cells)
    hidden = pattern.hidden[:number] | (rules.width > 0)  # what is public already is not printed by us all the same
    gated = tuple(_blanked(table, printed, hidden) for table in tables)
    helpless = _refuse_disclosure(system, still_told(tables, gated, printed, system.system.size))
    cells = printed.cells.assign(secret=rules.width > 0, hidden=hidden, told=True)
    record = _record(cells, system, pattern) | {"already_public": helpless}
    withheld = [_withheld(table, left) for table, left in zip(tables, gated, strict=True)]
    others = [system.rests.assign(told=True), unprinted.assign(secret=False, hidden=True, told=False)]
    kept = pd.concat([cells, *others], ignore_index=True).drop_duplicates(KEYS)
    return Gated(gated, kept, pd.concat(withheld), _told(tables, printed), system.system, record)


def _safe(linked_cells: Linked) -> tuple[Linked, Pattern]:
    """A pattern that leaves no count too narrow; where hiding itself would tell, zeros beside it are hidden as well."""
    pattern = choose(linked_cells.system)
    narrow = too_narrow(linked_cells.system, pattern.hidden)
    lost = beyond_help(linked_cells.system, narrow)
    if lost.any():
        linked_cells = linked_cells.with_hidden_zeros(narrow[lost])
        pattern = choose(linked_cells.system)
        narrow = too_narrow(linked_cells.system, pattern.hidden)
        lost = beyond_help(linked_cells.system, narrow)
    return linked_cells, widened(linked_cells.system, pattern, narrow[~lost])


def _rows_hidden(table: pd.DataFrame, printed: Printed, hidden: Mask) -> Mask:
    """Rows of which at least one count is hidden."""
    told = {name for name, place in printed.number.items() if hidden[place]}
    found = np.zeros(len(table), bool)
    for column in TELLING:
        names = table[column]
        several = names.str.contains(BESIDE, regex=False).to_numpy(bool)
        found |= names.isin(told).to_numpy(bool)
        found[several] |= np.array([bool(told & set(n.split(BESIDE))) for n in names[several]], bool)
    return found


def _blanked(table: pd.DataFrame, printed: Printed, hidden: Mask) -> pd.DataFrame:
    """The table without its hidden figures: no number of such a row is left, nor the sign that a count is zero."""
    protected = _rows_hidden(table, printed, hidden) & tells(table)
    gated = table[list(INDICATOR_COLUMNS)].copy()
    gated.loc[protected, list(NUMERIC)] = np.nan
    gated.loc[protected, "flag"] = Flag.PROTECTED.value
    gated.loc[protected, "reliability"] = 3
    return gated


def _withheld(table: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """Rows that had a number and have none now, as they were."""
    return table.loc[tells(table) & ~tells(left), list(INDICATOR_COLUMNS)]


def _told(tables: Sequence[pd.DataFrame], printed: Printed) -> pd.DataFrame:
    """ROW_KEY, cells: which cells each row gives away if it has a number (several: "3|17", empty places included)."""
    found, number = [], {name: str(place) for name, place in printed.number.items()}
    for table in tables:
        columns = [_numbers(table[column], number) for column in TELLING]
        found.append(table[list(ROW_KEY)].assign(cells=columns[0] + BESIDE + columns[1] + BESIDE + columns[2]))
    return pd.concat(found, ignore_index=True)


def _numbers(names: "pd.Series[str]", number: Mapping[str, str]) -> "pd.Series[str]":
    several = {name: BESIDE.join(number.get(part, "") for part in name.split(BESIDE)) for name in names.unique()}
    return names.map(several)


def still_told(tables: Sequence[pd.DataFrame], gated: Sequence[pd.DataFrame], printed: Printed, size: int) -> Mask:
    """Cells whose count follows from a row that still has a number."""
    told = np.zeros(size, bool)
    for table, left in zip(tables, gated, strict=True):
        rows = table[tells(left).to_numpy()]
        for column in TELLING:
            names = {part for name in rows[column].unique() for part in name.split(BESIDE)}
            told[[printed.number[name] for name in names if name in printed.number]] = True
    return told


def _refuse_disclosure(linked_cells: Linked, told: Mask) -> int:
    """Attack what the gated tables really say. Returns how many protected counts follow from what is public anyway."""
    system = linked_cells.system
    cells = np.flatnonzero(system.secret)
    found = attack(system, system.known | told, cells)
    weak = cells[found.exact | (found.width < system.up[cells] + system.down[cells])]
    helpless = beyond_help(system, weak) if len(weak) else np.zeros(0, bool)
    weak = weak[~helpless]
    if len(weak):
        lines = [f"  {linked_cells.name(cell)}" for cell in weak[:SHOWN]]
        more = f"\n  und {len(weak) - SHOWN} weitere" if len(weak) > SHOWN else ""
        raise DisclosureError(
            "Geheimhaltung: Aus den Zahlen, die veröffentlicht würden, ließen sich geschützte Angaben errechnen. "
            "Es wurde nichts geschrieben. Betroffen:\n" + "\n".join(lines) + more
        )
    return int(helpless.sum())


def _record(cells: Cells, system: Linked, pattern: Pattern) -> dict[str, int]:
    """Counts for the report on protection; none of them tells which cell is hidden why."""
    printed = cells[cells["rows"] > 0]
    no_secret = printed[~printed["secret"]]
    return {
        "cells": len(printed),
        "hidden": int(printed["hidden"].sum()),
        "small": int(printed["secret"].sum()),
        "covering": int(no_secret["hidden"].sum()),
        "relations": int(system.system.relations.shape[0]),
        "proven": pattern.proven,
        "heuristic": pattern.heuristic,
        "uneven": system.uneven,
    }
