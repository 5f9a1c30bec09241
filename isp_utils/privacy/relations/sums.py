"""How counts add up, as relations between cells.

What a whole has beyond its parts is a count too, though nobody prints it: the rest.
"""

from collections.abc import Mapping, Sequence

from isp_utils.privacy.cells.cells import KEYS, Cells
from isp_utils.privacy.relations.lines import DIMENSIONS, lines_of, related_counts
from isp_utils.privacy.relations.spans import Dividing, Plan, Stretch, evaluated
from isp_utils.privacy.relations.wholes import Key, Wholes

NEARLY = 3.0  # minimum counts
PLACE = ("region", "period", "census_base", "sex")
Row = list[tuple[int, int]]


class Ledger:
    """Relations between cells, and the virtual cells they bring with them; filled while relations are looked for."""

    def __init__(self, value: Sequence[float], minimum: Sequence[float], slack: Sequence[float]) -> None:
        """Values and minimum counts of the cells, and by how many people rounding may have moved each."""
        self.value, self.minimum, self.slack = list(value), list(minimum), list(slack)
        self.rows: list[Row] = []
        self.empty: set[int] = set()  # rests of full cells
        self.shares: dict[int, tuple[int, int]] = {}  # rests of shares: part and whole
        self.uneven = 0
        self._known: set[tuple[int, ...]] = set()
        self._cells: dict[frozenset[tuple[int, int]], int] = {}

    def virtual(self, value: float, formula: Mapping[int, int]) -> int:
        """Number of a cell nobody prints (cells it follows from, times), as strictly kept as the strictest of them."""
        number = self._cells.setdefault(frozenset(formula.items()), len(self.value))
        if number == len(self.value):
            self.value.append(value)
            self.minimum.append(max(self.minimum[cell] for cell in formula))
            self.slack.append(0.0)
        return number

    def tolerance(self, cells: Sequence[int]) -> float:
        """How far rounded counts may be from adding up, in people."""
        return sum([self.slack[cell] for cell in cells])

    def contradicts(self, rest: float, cells: Sequence[int]) -> bool:
        """Whether a rest is below zero by more than rounding or a slip of the pen explains."""
        return rest < 0 and -rest > max(self.tolerance(cells), NEARLY * max(self.minimum[cell] for cell in cells))

    def add(self, whole: int, parts: Sequence[int]) -> None:
        """The whole is the sum of its parts and a rest; figures that do not add up (perturbed, mixed) bind nobody.

        What rounded counts miss within their tolerance is no rest, and beyond it another base. Parts that are a little
        too many bind all the same: an outsider who believes in the sum is near enough.
        """
        if (key := (whole, *sorted(parts))) in self._known:
            return
        self._known.add(key)
        rest = self.value[whole] - sum([self.value[part] for part in parts])
        tolerance = self.tolerance((whole, *parts))
        if self.contradicts(rest, (whole, *parts)) or (tolerance and rest > tolerance):
            self.uneven += 1
            return
        row = [(whole, -1), *((part, 1) for part in parts)]
        if rest > tolerance:
            formula = {whole: 1} | dict.fromkeys(parts, -1)
            row.append((self.virtual(rest, formula), 1))
        self.rows.append(row)

    def add_share(self, part: int, whole: int, full: bool) -> None:
        """A published share: its rest is a count too, never below zero, and where `full` says so even an empty one."""
        rest = self.value[whole] - self.value[part]
        if rest >= 0:
            cell = self.virtual(rest, {whole: 1, part: -1})
            self.add(whole, [part, cell])
            self.empty |= {cell} if full and rest == 0 else set()
            self.shares[cell] = (part, whole)

    def add_same(self, first: int, other: int) -> None:
        """One count under two names. What they differ by is a count too: people whom only one of them knows."""
        if self.value[first] == self.value[other]:
            self.rows.append([(first, -1), (other, 1)])
        elif abs(self.value[first] - self.value[other]) > self.tolerance((first, other)):
            self.add_difference(first, other)

    def add_difference(self, today: int, before: int) -> None:
        """What a count changed by since it was printed, or differs by from another one: a further cell, in people."""
        gap = self.value[today] - self.value[before]
        cell = self.virtual(abs(gap), {today: 1, before: -1} if gap > 0 else {before: 1, today: -1})
        self.rows.append([(today, -1), (before, 1), (cell, 1 if gap > 0 else -1)])


def add_all(ledger: Ledger, cells: Cells, wholes: Wholes) -> None:
    """Every relation within the cells (KEYS, by their index)."""
    number: dict[Key, int] = {}
    for key, cell in zip(cells[KEYS].itertuples(index=False, name=None), cells.index.tolist(), strict=True):
        first = number.setdefault(wholes.canonical(key), cell)
        if first != cell:
            ledger.add_same(first, cell)
    for block in related_counts({key: ledger.value[cell] for key, cell in number.items()}, wholes):
        for dimension in DIMENSIONS:
            for line, division, plan in lines_of(block, dimension, wholes):
                if len(line) > 1 and plan.relates:
                    _add_line(ledger, {label: number[key] for label, key in line.items()}, division, plan)
    _add_across(ledger, number, wholes)


def _add_across(ledger: Ledger, number: Mapping[Key, int], wholes: Wholes) -> None:
    """Relations between counts of different ages and groups of one place and time."""
    named = frozenset(label for division in wholes.across for label in division.labels)
    lines: dict[Key, dict[str, int]] = {}
    for key, cell in number.items() if named else ():
        if (term := wholes.term_of(key).full) in named:
            lines.setdefault(tuple(key[KEYS.index(name)] for name in PLACE), {})[term] = cell
    for division in wholes.across:
        for line in lines.values():
            there = {label: cell for label, cell in line.items() if label in division.labels}
            if len(there) > 1:
                _add_line(ledger, there, division, division.plan(frozenset(there)))


def _add_line(ledger: Ledger, line: Mapping[str, int], division: Dividing, found: Plan) -> None:
    """Every label is the sum of the labels and stretches inside it; a stretch that is no label is a virtual cell."""
    if division.stands_for & line.keys():
        return
    cell_of: dict[Stretch, int] = {span: line[label] for span, label in found.label_of.items()}
    around = {whole for whole, _ in found.inside}
    values = {label: ledger.value[cell] for label, cell in line.items()} if found.stretches else {}
    tolerance = ledger.tolerance(list(line.values()))
    for stretch, formula in found.stretches.items():
        value = evaluated(formula, values)
        if ledger.contradicts(value, list(line.values())):
            ledger.uneven += 1
        elif value > tolerance or stretch in around or division.open_end:
            by_cell = {line[label]: times for label, times in formula.items()}
            cell_of[stretch] = ledger.virtual(max(value, 0.0), by_cell)
    for label, stretches in found.parts.items():
        parts = [cell_of[stretch] for stretch in stretches if stretch in cell_of]
        if parts:
            ledger.add(line[label], parts)
    for whole, stretches in found.inside:
        parts = [cell_of[stretch] for stretch in stretches if stretch in cell_of]
        if parts and whole in cell_of:
            ledger.add(cell_of[whole], parts)
