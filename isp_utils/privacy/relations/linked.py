"""All that will be published together, and what was published before, as one linear system.

Linked tables share cells. They are protected as one, not one after the other as in the modular approach of tau-Argus
(de Wolf & Giessing 2009), so nothing has to be carried back and forth between them.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.protection import RELATIONS
from isp_utils.privacy.cells.cells import KEYS, REST, Cells, Printed, share_name, shares_of, sums_of
from isp_utils.privacy.cells.earlier import Earlier, told_before
from isp_utils.privacy.cells.releases import TABLE, Releases
from isp_utils.privacy.cells.rules import Rules
from isp_utils.privacy.relations.sums import Ledger, add_all
from isp_utils.privacy.relations.wholes import Wholes
from isp_utils.privacy.solver.pattern import Pattern
from isp_utils.privacy.solver.system import Array, Mask, Positions, System, relations_of


@dataclass(frozen=True)
class Linked:
    """The system: printed cells first (in their order), then earlier versions of them, then cells nobody prints.

    rests: small rests of shares as cells of the register. uneven: relations that the figures do not keep.
    stood: printed cells that an earlier release printed or hid in a row of their own, as they are today. zeros: known
    zeros that this release hides all the same.
    """

    system: System
    cells: Cells
    rests: Cells
    uneven: int
    stood: Mask
    zeros: Mask

    def with_hidden_zeros(self, helpless: Positions) -> "Linked":
        """The same where, around some cells (numbers), zeros are hidden too: then hiding itself tells nothing.

        Of no use for counts of an earlier release beside a zero that stood there: whoever has read it takes them for
        one at least, now as then. In this release even known zeros go, so that a row that is new tells nothing.
        """
        first, system, table, known = len(self.cells), self.system, self._table, self._known_zeros
        zero = system.value[:first] == 0
        beside = [system.neighbours(int(cell)) for cell in helpless if cell >= first]  # a rest is told by its parts
        around = np.concatenate([helpless, *beside]).astype(int)
        near = np.isin(table, table[around[(around < first) & ~system.fixed[around]]])
        inside = near & self.can_be_silent
        lower, virtual = system.lower.copy(), system.virtual.copy()
        lower[:first][inside] = 0.0
        virtual[:first] |= near & zero & ~system.fixed[:first]
        return replace(self, system=replace(system, lower=lower, virtual=virtual), zeros=self.zeros | (near & known))

    @cached_property
    def can_be_silent(self) -> Mask:
        """Bool mask [printed cell]: not those that a row of their own showed or hid beside a zero that stood."""
        beside_zero = np.isin(self._table, self._table[self._known_zeros])
        return np.asarray(~(self.stood & beside_zero), bool)

    @cached_property
    def _table(self) -> Positions:
        """Number of the table [printed cell]: all areas of a count."""
        return np.asarray(self.cells.groupby(TABLE, sort=False).ngroup(), int)

    @cached_property
    def _known_zeros(self) -> Mask:
        first, system = len(self.cells), self.system
        return np.asarray((system.value[:first] == 0) & system.fixed[:first] & ~system.virtual[:first], bool)

    def not_said_aloud(self, pattern: Pattern, helpless: Positions) -> Pattern:
        """The pattern with a cheapest printed cell hidden in each relation that says a cell which is beyond help.

        It can be reckoned by whoever puts together all that is public; it need not be printed for all others. What is
        hidden for it is not to follow from the next relation either.
        """
        hidden, cheapest, relations = pattern.hidden.copy(), pattern.cheapest.copy(), self.system.relations
        waiting = helpless.tolist()
        while waiting:
            cell = waiting.pop()
            for row in relations[:, [cell]].nonzero()[0]:
                others = relations[[row]].nonzero()[1]
                others = others[others != cell]
                near = others[(others < len(self.cells)) & ~self.system.fixed[others]]
                if len(near) and not hidden[others].any():
                    least = int(near[np.argmin(self.system.cost[near])])
                    hidden[least], cheapest[least] = True, False
                    waiting.append(least)
        return replace(pattern, hidden=hidden, cheapest=cheapest)

    def name(self, cell: int) -> str:
        """What an error calls a cell: what it counts and where, never how many."""
        if cell >= len(self.cells):
            return "(Rest einer Summe)"
        return " ".join(part for part in self.cells[KEYS].iloc[cell] if part not in ("total", "none"))


def linked(printed: Printed, rules: Rules, catalogue: Catalogue, releases: Releases) -> Linked:
    """The system of the printed cells [n], their relations [m], and everything that earlier releases have told."""
    cells, earlier = printed.cells, told_before(releases, printed.cells)
    ledger = Ledger(
        np.concatenate([cells["value"], earlier.versions["value"]]).tolist(),  # plain numbers: reckoned with one by one
        np.concatenate([rules.minimum, rules.minimum_of(earlier.versions)]).tolist(),
        np.concatenate([rules.slack, rules.slack_of(earlier.versions)]).tolist(),
    )
    _add_relations(ledger, printed, earlier, rules, catalogue)
    first, then = len(cells), len(earlier.versions)
    extra = len(ledger.value) - first
    unprinted = np.concatenate([cells["rows"] == 0, ~earlier.versions["printed"].astype(bool)])
    fixed = np.concatenate([rules.public | earlier.released, earlier.versions["printed"].astype(bool)])
    value, minimum = np.array(ledger.value), np.array(ledger.minimum)
    width = np.concatenate([rules.width, _width_of_virtual(value, minimum, ledger)[first:]])
    system = System(
        value=value,
        width=width,
        cost=np.concatenate([np.where(cells["rows"] > 0, rules.cost, 0.0), np.zeros(extra)]),
        fixed=_padded(fixed, extra - then, False),
        virtual=_padded(unprinted, extra - then, True) & ~_padded(fixed, extra - then, False),
        lower=_least(cells, earlier, rules, len(value)),
        upper=_greatest(value, printed, rules),
        single=_padded(rules.single, extra, False),
        relations=relations_of(ledger.rows, len(value)),
    )
    none = np.zeros(first, bool)
    return Linked(system, cells, _rests(ledger, cells, system), ledger.uneven, earlier.stood, none)


def _rests(ledger: Ledger, cells: Cells, system: System) -> Cells:
    """Small rests of shares, to be remembered when the share is printed no longer."""
    small = [rest for rest, pair in ledger.shares.items() if system.width[rest] > 0 and max(pair) < len(cells)]
    rows = []
    for rest in small:
        part, whole = (cells.iloc[place] for place in ledger.shares[rest])
        plain = {key: part[key] for key in ("region", "period", "census_base", "sex", "source")}
        rows.append(
            plain | {"what": share_name(whole, part), "age": "total", "group": "total", "value": ledger.value[rest]}
        )
    table = pd.DataFrame(rows, columns=[*KEYS, "value", "source"], dtype=object).astype({"value": "float64"})
    return table.assign(rows=0, kern=False, secret=True, hidden=True)


def _add_relations(ledger: Ledger, printed: Printed, earlier: Earlier, rules: Rules, catalogue: Catalogue) -> None:
    wholes = wholes_of(catalogue)
    hideable = np.concatenate([~rules.law, np.ones(len(earlier.versions), bool)])
    for table, moved in earlier.tables([sorted(facts) for facts in wholes.related]):
        near = table.loc[hideable[table.index.to_numpy(int)]]
        rests = [what for what in near["what"].unique() if REST in what]
        add_all(ledger, near.loc[~near["what"].isin(rests)], wholes)
        for part, whole in shares_of(table):
            ledger.add_share(part, whole, full=False)
        for whole, parts in sums_of(table):
            ledger.add(whole, parts)
        for part, whole in printed.shares:
            if not moved or {whole, part} & set(moved):
                ledger.add_share(moved.get(part, part), moved.get(whole, whole), full=bool(rules.full[part]))
    if len(earlier.versions):
        _add_differences(ledger, earlier, rules)


def wholes_of(catalogue: Catalogue) -> Wholes:
    """Wholes and parts as the catalogue knows them."""
    rules = [source.protection for source in catalogue.sources.values()]
    sums, parts, same = ([names for rule in rules for names in getattr(rule, kind)] for kind in RELATIONS)
    return Wholes(catalogue.register, sums, parts, same)


def _add_differences(ledger: Ledger, earlier: Earlier, rules: Rules) -> None:
    """What a revision changed counts like a count, where the source does not publish its revisions itself."""
    secret = np.concatenate([rules.secret_revisions, rules.secret_revisions_of(earlier.versions)])
    for now, before in earlier.changes():
        if secret[now]:
            ledger.add_difference(now, before)


def _width_of_virtual(value: Array, minimum: Array, ledger: Ledger) -> Array:
    """Cells nobody prints that count few people are as secret as printed ones; so is an empty rest of a full cell."""
    few = (value > 0) & (value < minimum)
    few[sorted(ledger.empty)] = True
    return np.where(few, minimum, 0.0)


def _least(cells: Cells, earlier: Earlier, rules: Rules, size: int) -> Array:
    """A count that is hidden in a row of its own is hardly ever zero, for zero may stand: an outsider reckons so."""
    least = np.zeros(size)
    least[: len(cells)] = ((cells["rows"] > 0) | earlier.stood) & (cells["value"] > 0) & ~rules.full
    least[len(cells) : len(cells) + len(earlier.versions)] = (earlier.versions["value"] > 0) & earlier.versions["row"]
    return least


def _greatest(value: Array, printed: Printed, rules: Rules) -> Array:
    """A part is never more than its whole, where everybody knows the whole."""
    upper = np.full(len(value), np.inf)
    for part, whole in printed.shares:
        if rules.public[whole] and value[whole] >= value[part]:
            upper[part] = min(upper[part], value[whole])
    return upper


def _padded(mask: object, number: int, value: bool) -> Mask:
    return np.concatenate([np.asarray(mask, bool), np.full(number, value)])
