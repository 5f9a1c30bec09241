"""What a source asks of the gate ([protection] in its TOML): which counts point at people, and which never do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.model.terms import Term, names_group
from isp_utils.model.toml import did_you_mean

REVISIONS = ("public", "secret")
RELATIONS = {
    "sums": "Eine Summe braucht das Ganze und mindestens einen Teil",
    "parts": "Ein Ganzes braucht mindestens einen Teil",
    "same": "Es braucht mindestens zwei Namen derselben Angabe",
}


@dataclass(frozen=True)
class Protection:
    """Rules beside the minimum count. Facts are named by id or pattern (`schulen_*`).

    public: counts of things, or of people where a law publishes them; never hidden.
    full_cells: shares in which neither "nobody" nor "everybody" may be shown (group disclosure).
    full_below: that holds for groups of fewer people than this; 0: for all.
    carriers: fact -> fact that counts the institutions behind it; fewer than `fewest_carriers` hide the count.
    dominance: fact -> dimension of its groups that are institutions; one with over `dominance_share` hides the count.
    singletons: whether one person or institution could take its own hidden count away from the sum.
    revisions: whether what a later edition changed may be seen (offices publish it themselves) or counts like a count.
    sums: facts that add up, the whole first, over whatever else they are broken down by; what they miss is a count.
    parts: a whole, then facts of some of its people that exclude each other; those in none of them are a count too.
    Parts that overlap stand in entries of their own. Groups inside a group (`abschluss:abitur`) likewise.
    same: one count under several names (`fact` or `fact/age/group`), e.g. delivered by two offices.
    round_to: counts between 0 and this are rounded to one of the two before anything is computed, so that all sums
    still add up (surveys); 0: nothing is rounded.
    """

    public: tuple[str, ...] = ()
    full_cells: tuple[str, ...] = ()
    full_below: int = 0
    carriers: Mapping[str, Any] = field(default_factory=dict)
    fewest_carriers: int = 3
    dominance: Mapping[str, Any] = field(default_factory=dict)
    dominance_share: float = 0.85
    singletons: bool = False
    revisions: str = "public"
    sums: tuple[tuple[str, ...], ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    round_to: int = 0

    def __post_init__(self) -> None:
        if self.revisions not in REVISIONS:
            raise InputError(f"»revisions« ist »{self.revisions}«.{did_you_mean(self.revisions, REVISIONS)}")
        if not 0 < self.dominance_share <= 1:
            raise InputError(f"»dominance_share« ist {self.dominance_share}; erwartet wird ein Anteil bis 1.")
        for name, what in RELATIONS.items():
            if any(len(names) < 2 for names in getattr(self, name)):
                raise InputError(f"»{name}«: {what}.")

    def is_public(self, fact: str) -> bool:
        """Whether a fact is never hidden."""
        return _among(fact, self.public)

    @property
    def related(self) -> frozenset[str]:
        """Facts of which a relation to another one is declared."""
        named = (name for relation in RELATIONS for names in getattr(self, relation) for name in names)
        return frozenset(Term.parse(name).fact for name in named if not names_group(name))

    def hides_full_cells(self, fact: str) -> bool:
        """Whether nobody and everybody are as telling as one."""
        return _among(fact, self.full_cells)


def _among(fact: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(fact, pattern) for pattern in patterns)
