"""The gate: from tables as computed to tables that may leave the house.

Primary suppression, complementary (secondary) suppression over all tables at once, then an audit of the result: words
and order of Hundepool et al. (2012), Statistical Disclosure Control (Wiley), chapter 4.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.privacy.cells.blanking import blanked, still_told, told_by, withheld, without
from isp_utils.privacy.cells.cells import KEYS, Cells, Printed, printed_cells
from isp_utils.privacy.cells.delivered import unprinted_counts
from isp_utils.privacy.cells.ready_made import points_at_few
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.cells.rules import Rules, is_law, rules_for
from isp_utils.privacy.relations.closure import following
from isp_utils.privacy.relations.linked import Linked, linked, wholes_of
from isp_utils.privacy.relations.silence import silenced
from isp_utils.privacy.solver.audit import Groups, Reach
from isp_utils.privacy.solver.pattern import Pattern, beyond_help, choose, too_narrow, widened
from isp_utils.privacy.solver.system import Mask, Positions, System

SHOWN = 5


class DisclosureError(InputError):
    """A protected count could be reckoned from what would be published; nothing is written."""


@dataclass(frozen=True)
class Gated:
    """Tables (INDICATOR_COLUMNS) as they may be published, in the order they came.

    cells: all counts behind them with `secret`, `hidden` and `cheapest` (whether hiding it is proven to be needed),
    then what is delivered beside them (not `told`).
    withheld: the hidden rows as they were. told: for every row of the tables the numbers of its cells. system: cells
    and relations; its first ones are the first `counted` of the cells. All these stay inside.
    record: how many cells and relations of which kind. attacked: what the audit has found about groups of hidden cells.
    """

    tables: tuple[pd.DataFrame, ...]
    cells: Cells
    withheld: pd.DataFrame
    told: pd.DataFrame
    system: System
    counted: int
    record: dict[str, int]
    attacked: Mapping[bytes, Reach]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the search for cycles meanwhile: it would walk through a million small tuples again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@undisturbed()
def gate(
    facts: pd.DataFrame,
    tables: Sequence[pd.DataFrame],
    catalogue: Catalogue,
    releases: Releases | None = None,
    complementary: bool = True,
) -> Gated:
    """Hide what points at people (primary), and what would give that away (complementary), in all tables together.

    facts: FACT_COLUMNS; tables: UNGATED_COLUMNS. A figure stands only if every count behind it stands. Raises
    DisclosureError where a protected count could still be reckoned; `complementary` False leaves the second step out,
    so that a test can see the audit fail.
    """
    ungated, tables = tables, [without(table, points_at_few(table, catalogue)) for table in tables]
    kern = frozenset(item.id for item in catalogue.indicators.values() if item.tier == "kern")
    printed = printed_cells(facts, tables, kern)
    hideable = printed.cells.loc[~is_law(printed.cells, catalogue.sources)]
    wholes, register = wholes_of(catalogue), releases or Releases.none()
    printed = printed.with_unprinted(following(hideable, wholes))
    unprinted = unprinted_counts(facts, printed, catalogue, wholes.family)
    printed = printed.with_unprinted(register.revised(printed.cells, unprinted, wholes.family))
    rules = rules_for(printed, facts, catalogue)
    system = linked(printed, rules, catalogue, register)
    drafts = Drafts(tuple(tables), printed, rules)
    draft = drafts.of(system, choose(system.system, complementary))
    draft = _mended(draft, drafts) if complementary else draft
    helpless = _refuse_disclosure(draft)
    states = {"secret": rules.width > 0, "hidden": draft.hidden, "cheapest": draft.pattern.cheapest[: len(rules.width)]}
    cells = printed.cells.assign(**states, told=True)
    record = _record(cells, draft) | {"already_public": helpless}
    left_out = [withheld(table, left) for table, left in zip(ungated, draft.tables, strict=True)]
    others = [draft.linked.rests.assign(told=True), unprinted.assign(secret=False, hidden=True, told=False)]
    kept = pd.concat([cells, *others], ignore_index=True).drop_duplicates(KEYS)
    told = told_by(tables, printed)
    inside = pd.concat(left_out), told, draft.linked.system
    return Gated(draft.tables, kept, *inside, len(cells), record, drafts.groups.now)


@dataclass(frozen=True)
class Draft:
    """A pattern tried on the tables: how they look, and which protected cells they leave too narrow.

    hidden: of the printed cells.
    """

    linked: Linked
    pattern: Pattern
    hidden: Mask
    tables: tuple[pd.DataFrame, ...]
    narrow: Positions


@dataclass(frozen=True)
class Drafts:
    """The tables on which patterns are tried, one after the other; `groups` are attacked once, in whichever pattern."""

    tables: tuple[pd.DataFrame, ...]
    printed: Printed
    rules: Rules
    groups: Groups = field(default_factory=Groups)

    def of(self, linked_cells: Linked, pattern: Pattern) -> Draft:
        """Attack what the tables would really say."""
        system = linked_cells.system
        known = (self.rules.width > 0) | linked_cells.zeros  # whoever knows them elsewhere does not read them here
        hidden = pattern.hidden[: len(self.printed.cells)] | known
        gated = tuple(blanked(table, self.printed, hidden) for table in self.tables)
        told = still_told(self.tables, gated, self.printed, system.size)
        return Draft(linked_cells, pattern, hidden, gated, too_narrow(system, system.fixed | told, self.groups))


def _mended(draft: Draft, drafts: Drafts) -> Draft:
    """A draft that leaves no count too narrow; where hiding itself would tell, zeros beside it are hidden as well."""
    lost = beyond_help(draft.linked.system, draft.narrow)
    if lost.any():
        linked_cells = silenced(draft.linked, draft.narrow[lost])
        draft = drafts.of(linked_cells, choose(linked_cells.system))
        lost = beyond_help(draft.linked.system, draft.narrow)
    if not lost.all():
        draft = drafts.of(draft.linked, widened(draft.linked.system, draft.pattern, draft.narrow[~lost]))
    if not len(draft.narrow):
        return draft
    return drafts.of(draft.linked, draft.linked.not_said_aloud(draft.pattern, draft.narrow))


def _refuse_disclosure(draft: Draft) -> int:
    """Returns how many protected counts follow from what is public anyway; raises where another one does."""
    helpless = beyond_help(draft.linked.system, draft.narrow)
    weak = draft.narrow[~helpless]
    if len(weak):
        lines = [f"  {draft.linked.name(cell)}" for cell in weak[:SHOWN]]
        more = f"\n  und {len(weak) - SHOWN} weitere" if len(weak) > SHOWN else ""
        raise DisclosureError(
            "Geheimhaltung: Aus den Zahlen, die veröffentlicht würden, ließen sich geschützte Angaben errechnen. "
            "Es wurde nichts geschrieben. Betroffen:\n" + "\n".join(lines) + more
        )
    return int(helpless.sum())


def _record(cells: Cells, draft: Draft) -> dict[str, int]:
    """Counts for the report on protection; none of them tells which cell is hidden why."""
    printed = cells[cells["rows"] > 0]
    no_secret = printed[~printed["secret"]]
    return {
        "cells": len(printed),
        "hidden": int(printed["hidden"].sum()),
        "small": int(printed["secret"].sum()),
        "covering": int(no_secret["hidden"].sum()),
        "relations": int(draft.linked.system.relations.shape[0]),
        "proven": draft.pattern.proven,
        "heuristic": draft.pattern.heuristic,
        "uneven": draft.linked.uneven,
    }
