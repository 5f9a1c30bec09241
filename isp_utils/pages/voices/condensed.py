"""The Verdichtung: Wortmeldungen by the theme that people gave them; no theme is ever given by the suite."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from isp_utils.model.conferences import Coding, Conference, Contribution, Theme, Voices
from isp_utils.statistics.agreement import krippendorff_alpha


@dataclass(frozen=True)
class Voice:
    """One Wortmeldung with its conference and its theme ("" none; `disputed`: the codings do not agree)."""

    conference: Conference
    said: Contribution
    theme: str = ""
    disputed: bool = False

    @property
    def label(self) -> str:
        """Short reference: `Neustadt 2/5` is round 2, Wortmeldung 5."""
        return f"{self.conference.place} {self.conference.round}/{self.said.number}"


@dataclass(frozen=True)
class Bundle:
    """Wortmeldungen of one theme: how often, how many votes, spread over which places and rounds."""

    theme: Theme
    voices: tuple[Voice, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Places, each once."""
        return tuple(dict.fromkeys(voice.conference.place for voice in self.voices))

    @property
    def rounds(self) -> tuple[int, ...]:
        """Rounds, each once, ascending."""
        return tuple(sorted({voice.conference.round for voice in self.voices}))

    @property
    def votes(self) -> int:
        """Votes for all of them together."""
        return sum(voice.said.support for voice in self.voices)

    def in_round(self, number: int) -> int:
        """How many were said in a round."""
        return sum(voice.conference.round == number for voice in self.voices)


def voices_of(voices: Voices) -> tuple[Voice, ...]:
    """Every Wortmeldung with its theme: that of the minute (agreed on), else the one most codings give."""
    codes: dict[tuple[str, int, int], list[str]] = {}
    for row in voices.codings:
        codes.setdefault((row.place, row.round, row.number), []).append(row.theme)
    return tuple(
        _voice(held, said, codes.get((held.place, held.round, said.number), []))
        for held in voices.conferences
        for said in held.contributions
    )


def _voice(conference: Conference, said: Contribution, codes: Sequence[str]) -> Voice:
    if said.theme:
        return Voice(conference, said, said.theme)
    counted = Counter(codes).most_common(2)
    disputed = len(counted) == 2 and counted[0][1] == counted[1][1]
    return Voice(conference, said, "" if disputed or not counted else counted[0][0], disputed)


def bundles(voices: Sequence[Voice], themes: Sequence[Theme]) -> list[Bundle]:
    """Themes that somebody spoke of: most places first, then most Wortmeldungen, then most votes."""
    found = [Bundle(theme, tuple(voice for voice in voices if voice.theme == theme.id)) for theme in themes]
    order = sorted(found, key=lambda item: (-len(item.places), -len(item.voices), -item.votes))
    return [item for item in order if item.voices]


def proposals(text: str, themes: Sequence[Theme]) -> list[tuple[Theme, str]]:
    """Themes of which a declared word stands in a text, each with the first such word; nobody has decided yet.

    >>> bus = Theme("weg", "Wege", ("bus", "fahrplan"))
    >>> [(theme.title, word) for theme, word in proposals("Der Bus kommt nicht.", [bus])]
    [('Wege', 'bus')]
    """
    lower = text.casefold()
    found = ((theme, next((w for w in theme.words if re.search(rf"\b{re.escape(w)}", lower)), "")) for theme in themes)
    return [(theme, word) for theme, word in found if word]


def coders(codings: Sequence[Coding]) -> list[str]:
    """Signs of those who coded."""
    return sorted({row.coder for row in codings})


def agreement(codings: Sequence[Coding]) -> float:
    """Krippendorff's alpha of the coding table over all Wortmeldungen in it; NaN with fewer than two codings."""
    units = list(dict.fromkeys((row.place, row.round, row.number) for row in codings))
    given = {(row.coder, row.place, row.round, row.number): row.theme for row in codings}
    return krippendorff_alpha([[given.get((coder, *unit)) for unit in units] for coder in coders(codings)])
