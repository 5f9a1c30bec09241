"""The gate for answers of a survey: every count of answers below the minimum, and what would give it away.

The same solver and the same audit as for all other tables (docs/decisions/0007-geheimhaltung.md); what hangs together
is said by the caller: answers add up to those who answered, groups to everybody. A count of zero is as telling as one:
nobody, or everybody, of a group said so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from isp_utils.privacy.gate import DisclosureError
from isp_utils.privacy.solver.pattern import choose, too_narrow, widened
from isp_utils.privacy.solver.system import Array, Mask, System, relations_of

Sum = list[tuple[int, int]]  # cells with their signs, which add up to nothing


@dataclass
class AnswerCounts:
    """Counts of answers and the sums between them, gathered one by one.

    cost: what hiding costs; rest: nobody prints it, and its size tells nothing (who left a question out); public:
    counts that are printed whatever else is hidden.
    """

    names: list[str] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    rest: list[bool] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    public: list[int] = field(default_factory=list)

    def add(self, name: str, value: float, cost: float = 1.0, rest: bool = False) -> int:
        """The number of a new count."""
        self.names.append(name)
        self.value.append(float(value))
        self.cost.append(cost)
        self.rest.append(rest)
        return len(self.names) - 1

    def adds_up(self, whole: int, parts: Sequence[int]) -> None:
        """Say that parts add up to a whole."""
        self.sums.append([(whole, -1), *((part, 1) for part in parts)])


def hidden_answers(counts: AnswerCounts, minimum: int, complementary: bool = True) -> Mask:
    """Which counts must not be printed: bool mask [count], rests among them.

    An outsider who knows all others cannot narrow a count below `minimum` to less than `minimum` people. Raises
    DisclosureError where that cannot be had; `complementary` False leaves the second step out (for tests).
    """
    system = answer_system(counts, minimum)
    pattern = choose(system, complementary)
    narrow = too_narrow(system, ~pattern.hidden)
    if len(narrow) and complementary:
        pattern = widened(system, pattern, narrow)
        narrow = too_narrow(system, ~pattern.hidden)
    if len(narrow):
        raise DisclosureError(
            "Geheimhaltung: Aus den Tabellen der Befragung ließen sich zu kleine Gruppen errechnen. Es wurde nichts "
            f"geschrieben. Betroffen: {', '.join(counts.names[cell] for cell in narrow[:3])}."
        )
    return pattern.hidden


def answer_system(counts: AnswerCounts, minimum: int) -> System:
    """The linear system of the counts: cells, which of them are to be protected, and their relations."""
    value, rest = np.array(counts.value, float), np.array(counts.rest, bool)
    number = len(value)
    return System(
        value=value,
        width=_width(value, rest, minimum),
        cost=np.array(counts.cost, float),
        fixed=np.isin(np.arange(number), counts.public),
        virtual=rest,
        lower=np.zeros(number),
        upper=np.full(number, np.inf),
        single=np.zeros(number, bool),
        relations=relations_of(counts.sums, number),
    )


def _width(value: Array, rest: Mask, minimum: int) -> Array:
    return np.where((value < minimum) & ~rest, float(minimum), 0.0)
