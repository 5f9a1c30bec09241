"""Common ground and dissent between groups: what all of them support, and what divides them.

After Polis (Small et al. 2021, Recerca 26(2)): the share of a group that agrees is (for + 1) / (votes + 2), so that few
votes count little; common ground is high in every group. Only groups with at least three votes are compared, and only
Wortmeldungen for which votes against were asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from isp_utils.model.conferences import OTHERS
from isp_utils.pages.voices.condensed import Voice

FEWEST_VOTES, FEWEST_GROUPS = 3, 2


@dataclass(frozen=True)
class Standing:
    """How the groups stand to one Wortmeldung: share of agreement (0 to 1) by group."""

    voice: Voice
    shares: tuple[tuple[str, float], ...]

    @property
    def consensus(self) -> float:
        """Geometric mean of the shares: one group against weighs heavily; comparable for any number of groups."""
        return prod(share for _, share in self.shares) ** (1 / len(self.shares))

    @property
    def gap(self) -> float:
        """Between the group that agrees most and the one that agrees least."""
        values = [share for _, share in self.shares]
        return max(values) - min(values)

    @property
    def divides(self) -> bool:
        """Whether one group is mostly for it and another mostly against."""
        return bool(self.supporters) and bool(self.opponents)

    @property
    def supporters(self) -> list[str]:
        """Groups mostly for it."""
        return [group for group, share in self.shares if share > 0.5]

    @property
    def opponents(self) -> list[str]:
        """Groups mostly against it."""
        return [group for group, share in self.shares if share < 0.5]


def standings(voices: Iterable[Voice]) -> list[Standing]:
    """Where at least two named groups can be compared."""
    found = (Standing(voice, _shares(voice)) for voice in voices if voice.said.against is not None)
    return [item for item in found if len(item.shares) >= FEWEST_GROUPS]


def shared(found: Iterable[Standing]) -> list[Standing]:
    """What every group is mostly for, the strongest common ground first."""
    chosen = [item for item in found if len(item.supporters) == len(item.shares)]
    return sorted(chosen, key=lambda item: -item.consensus)


def dividing(found: Iterable[Standing]) -> list[Standing]:
    """What some groups are mostly for and others mostly against, the widest gap first."""
    return sorted((item for item in found if item.divides), key=lambda item: -item.gap)


def _shares(voice: Voice) -> tuple[tuple[str, float], ...]:
    pro, contra = dict(voice.said.votes), dict(voice.said.against or ())
    named = [group for group, _ in voice.conference.participants if group != OTHERS]
    votes = {group: (pro.get(group, 0), contra.get(group, 0)) for group in named}
    return tuple((group, (yes + 1) / (yes + no + 2)) for group, (yes, no) in votes.items() if yes + no >= FEWEST_VOTES)
