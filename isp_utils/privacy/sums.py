"""How printed counts add up: areas, sex, ages, groups, declared sums, parts of a whole.

What a whole has beyond its printed parts is a count too, though nobody prints it: the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from isp_utils.model.periods import pooled_years
from isp_utils.model.regions import Register
from isp_utils.privacy.ages import segments
from isp_utils.privacy.cells import KEYS, Cells

TOTAL = "total"
_YEARS = "[0-9]{4}(-[0-9]{4})?"
Row = list[tuple[int, int]]
Division = tuple[str, tuple[str, ...], bool]  # an area, its parts, whether they are all of it


class Ledger:
    """Relations between cells, and the virtual cells they bring with them; filled while relations are looked for."""

    def __init__(self, value: Sequence[float], minimum: Sequence[float], rounded: Sequence[bool]) -> None:
        """Values and minimum counts of the printed cells, and whether a cell is reckoned back from a rounded share."""
        self.value, self.minimum, self.rounded = list(value), list(minimum), list(rounded)
        self.rows: list[Row] = []
        self.empty: set[int] = set()  # rests of full cells
        self.uneven = 0
        self._known: set[tuple[int, ...]] = set()

    def virtual(self, value: float, origin: Sequence[int]) -> int:
        """A new cell nobody prints, as strictly kept as the strictest of those it follows from."""
        self.value.append(value)
        self.minimum.append(max(self.minimum[cell] for cell in origin))
        self.rounded.append(False)
        return len(self.value) - 1

    def add(self, whole: int, parts: Sequence[int], complete: bool = False) -> None:
        """The whole is the sum of its parts and a rest; figures that do not add up (perturbed, mixed) bind nobody.

        Rounded figures may miss the sum by half a person each; what is beyond that is no rest but another base.
        `complete`: there is nothing beside the parts, so a gap as small as that is no rest either.
        """
        if (key := (whole, *sorted(parts))) in self._known:
            return
        self._known.add(key)
        rest = self.value[whole] - sum(self.value[part] for part in parts)
        rounded = sum(self.rounded[cell] for cell in (whole, *parts))
        tolerance = (len(parts) + 1 if complete else rounded) / 2
        if rest < -tolerance or (rounded and rest > tolerance):
            self.uneven += 1
            return
        row = [(whole, -1), *((part, 1) for part in parts)]
        if rest > tolerance:
            row.append((self.virtual(rest, (whole, *parts)), 1))
        self.rows.append(row)

    def add_share(self, part: int, whole: int, full: bool) -> None:
        """A published share: its rest is a count too, and where `full` says so even an empty one."""
        rest = self.value[whole] - self.value[part]
        if rest > 0 or (full and rest == 0):
            cell = self.virtual(rest, (part, whole))
            self.rows.append([(whole, -1), (part, 1), (cell, 1)])
            self.empty |= {cell} if rest == 0 else set()

    def add_difference(self, today: int, before: int) -> None:
        """What a printed count changed by since it was printed."""
        gap = self.value[today] - self.value[before]
        cell = self.virtual(abs(gap), (today, before))
        self.rows.append([(today, -1), (before, 1), (cell, 1 if gap > 0 else -1)])


def add_all(ledger: Ledger, cells: Cells, register: Register, declared: Iterable[Sequence[str]]) -> None:
    """Every relation within the cells (KEYS, by their index); `declared`: facts that add up, the whole first."""
    divisions: dict[frozenset[str], list[Division]] = {}
    for table in _tables(cells, "region"):
        present = frozenset(table)
        if present not in divisions:
            divisions[present] = _areas(present, register)
        for whole, parts, complete in divisions[present]:
            ledger.add(table[whole], [table[part] for part in parts], complete)
    for table in _tables(cells, "sex"):
        _add_classes(ledger, table)
    for table in _tables(cells, "group"):
        _add_groups(ledger, table)
    for table in _tables(cells, "age"):
        _add_ages(ledger, table)
    for table in _tables(cells[cells["period"].str.fullmatch(_YEARS)], "period"):
        _add_pooled(ledger, table)
    for table in _tables(cells, "what"):
        _add_declared(ledger, table, declared)


def _tables(cells: Cells, dimension: str) -> Iterable[dict[str, int]]:
    """Cells that differ in one dimension only: number by label."""
    others = [key for key in KEYS if key != dimension]
    label, number = cells[dimension].to_list(), cells.index.to_list()
    for places in cells.groupby(others, sort=False).indices.values():
        if len(places) > 1:
            yield {label[place]: number[place] for place in places}


def _areas(present: frozenset[str], register: Register) -> list[Division]:
    """Every area with the nearest areas inside it that are present; Sozialraeume are a division of their own."""
    inside: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for key in sorted(present):
        region = register.regions[key]
        above = next((parent for parent in register.ancestors(key) if parent in present), "")
        if above:
            inside[above, region.level == "sozialraum"].append(key)
        if region.parts and set(region.parts) <= present:
            inside[key, False] += list(region.parts)
    return [(whole, tuple(parts), _complete(whole, parts, register)) for (whole, _), parts in inside.items()]


def _complete(whole: str, parts: Sequence[str], register: Register) -> bool:
    """Whether no area of today is missing among the parts."""
    levels = {register.regions[part].level for part in parts}
    today = {area.key for level in levels for area in register.below(whole, level) if not area.valid_to}
    return today <= set(parts) or set(register.regions[whole].parts) == set(parts)


def _add_classes(ledger: Ledger, cells: Mapping[str, int]) -> None:
    parts = [cell for label, cell in cells.items() if label != TOTAL]
    if TOTAL in cells and parts:
        ledger.add(cells[TOTAL], parts)


def _add_groups(ledger: Ledger, cells: Mapping[str, int]) -> None:
    """Each dimension divides the whole; where its groups overlap, each group has a rest of its own."""
    dimensions: dict[str, list[int]] = defaultdict(list)
    for label, cell in cells.items():
        if label != TOTAL:
            dimensions[label.partition(":")[0]].append(cell)
    if TOTAL not in cells:
        return
    whole = cells[TOTAL]
    for parts in dimensions.values():
        if sum(ledger.value[part] for part in parts) <= ledger.value[whole]:
            ledger.add(whole, parts)
        else:
            for part in parts:
                ledger.add(whole, [part])


def _add_ages(ledger: Ledger, cells: Mapping[str, int]) -> None:
    """Every age group is the sum of the shortest spans whose counts follow from the printed ones."""
    values = {label: ledger.value[cell] for label, cell in cells.items()}
    found = segments(values)
    if any(value < 0 for value in found.spans.values()):
        ledger.uneven += 1
        return
    number = {span: cells[label] for label, span in found.label_of.items() if span in found.spans}
    for span, value in found.spans.items():
        if span not in number:
            number[span] = ledger.virtual(value, list(cells.values()))
    for label, parts in found.parts.items():
        if len(parts) > 1:
            ledger.add(cells[label], [number[part] for part in parts])


def _add_pooled(ledger: Ledger, cells: Mapping[str, int]) -> None:
    """Years counted together beside the same years one by one."""
    for label, cell in cells.items():
        years = [cells[str(year)] for year in pooled_years(label) if str(year) in cells]
        if years:
            ledger.add(cell, years)


def _add_declared(ledger: Ledger, cells: Mapping[str, int], declared: Iterable[Sequence[str]]) -> None:
    for whole, *parts in declared:
        present = [cells[part] for part in parts if part in cells]
        if whole in cells and present:
            ledger.add(cells[whole], present)
