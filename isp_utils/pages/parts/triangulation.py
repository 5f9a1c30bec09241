"""Obstacles by triangulation: several kinds of evidence for one obstacle at one transition, weighed by declared rules.

Denzin (1978), The Research Act: data triangulation. The rules stand in catalogue/obstacles.toml and on the page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from isp_utils.model.catalogue import Indicator
from isp_utils.model.evidence import KINDS, Evidence
from isp_utils.model.massnahmen import Empfehlung, Massnahme, MassnahmenRegister

NOBODY_ACTS = MassnahmenRegister()
KINDS_NEEDED = 2
HINT_AT_MOST = 1
PROVEN, HINT, DEMO_ONLY, UNPROVEN = "belegt", "Hinweis", "nur Demodaten", "ohne Beleg"


@dataclass(frozen=True)
class Judged:
    """One obstacle at one transition with its evidence, what is advised and done about it, status and strength 0-3."""

    transition: str
    obstacle: str
    evidence: tuple[Evidence, ...]
    empfehlungen: tuple[Empfehlung, ...]
    massnahmen: tuple[Massnahme, ...]
    status: str
    strength: int
    proven_with_demo: bool

    @property
    def real(self) -> bool:
        """Whether real evidence speaks for it."""
        return self.status in (PROVEN, HINT)

    @property
    def answers(self) -> tuple[Massnahme, ...]:
        """The Maßnahmen that answer it: made-up ones answer nothing that real evidence speaks for."""
        return tuple(item for item in self.massnahmen if not (item.demo and self.real))

    @property
    def advice(self) -> tuple[Empfehlung, ...]:
        """The Empfehlungen about it, made-up ones as in `answers`."""
        return tuple(item for item in self.empfehlungen if not (item.demo and self.real))

    @property
    def undated(self) -> bool:
        """Whether it rests on real evidence that does not say from when it is."""
        return any(not row.dated for row in self.evidence if not row.demo)

    def of_kind(self, kind: str) -> tuple[Evidence, ...]:
        """The evidence of one kind, the strongest first."""
        return tuple(sorted((row for row in self.evidence if row.kind == kind), key=lambda row: -row.strength))


def register_strength(verdict: str, turn: str) -> int:
    """Strength 0-3 of a Kennzahl as evidence: worse than the Land 2, with a worse development 3, that alone 1.

    `verdict`, `turn`: better | worse | "" of the statement on it.

    >>> register_strength("worse", "worse"), register_strength("", "worse")
    (3, 1)
    """
    return (2 if verdict == "worse" else 0) + (1 if turn == "worse" else 0)


def register_evidence(
    indicators: Iterable[Indicator], strength: Callable[[Indicator], int], sentence: Callable[[Indicator], str]
) -> list[Evidence]:
    """What the Kennzahlen say about obstacles: one row for each transition and obstacle that a Kennzahl points to."""
    return [
        Evidence(item.id, "register", item.station, transition, obstacle, found, sentence(item), item.short, demo=False)
        for item in indicators
        for obstacle in item.obstacles
        for transition in item.transitions
        if (found := strength(item)) > 0
    ]


def judged(
    rows: Sequence[Evidence], order: Mapping[str, object], register: MassnahmenRegister = NOBODY_ACTS
) -> list[Judged]:
    """Every obstacle that anything speaks for or answers, in the order of the transitions, the strongest first."""
    spoken = [(row.transition, row.obstacle) for row in rows if row.strength]
    spoken += [(item.transition, item.obstacle) for item in register.empfehlungen if item.obstacle]
    places = dict.fromkeys([*spoken, *(place for item in register.massnahmen for place in item.answers)])
    of_place = {place: [row for row in rows if (row.transition, row.obstacle) == place] for place in places}
    found = [_judge(place, of_place[place], register) for place in places]
    names = list(order)
    return sorted(found, key=lambda item: (names.index(item.transition), -item.strength, item.obstacle))


def _judge(place: tuple[str, str], rows: Sequence[Evidence], register: MassnahmenRegister) -> Judged:
    evidence = tuple(row for row in rows if row.kind in KINDS and row.strength)
    real, all_of_them = _strengths(row for row in evidence if not row.demo), _strengths(evidence)
    if len(real) >= KINDS_NEEDED:
        status, strength = PROVEN, real[KINDS_NEEDED - 1]
    elif real:
        status, strength = HINT, min(real[0], HINT_AT_MOST)
    else:
        status, strength = DEMO_ONLY if evidence else UNPROVEN, 0
    only_with_demo = len(all_of_them) >= KINDS_NEEDED > len(real)
    return Judged(
        *place, evidence, register.advising(*place), register.against(*place), status, strength, only_with_demo
    )


def _strengths(rows: Iterable[Evidence]) -> list[int]:
    """The strongest piece of each kind of evidence, descending."""
    best: dict[str, int] = {}
    for row in rows:
        best[row.kind] = max(best.get(row.kind, 0), row.strength)
    return sorted(best.values(), reverse=True)


def unanswered(found: Iterable[Judged]) -> list[Judged]:
    """Obstacles with real evidence that no real Maßnahme answers."""
    return [item for item in found if item.real and all(massnahme.demo for massnahme in item.massnahmen)]
