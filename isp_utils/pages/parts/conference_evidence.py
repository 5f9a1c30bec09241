"""What the Sozialraumkonferenzen say about obstacles: one piece of evidence for each place, transition and obstacle."""

from collections.abc import Iterable
from itertools import groupby

from isp_utils.model.conferences import Conference, Contribution
from isp_utils.model.evidence import Evidence
from isp_utils.model.wording import german_date

SAID_ONCE, SEVERAL_TIMES, MAJORITY = 1, 2, 3
_Said = tuple[Conference, Contribution]


def conference_evidence(conferences: Iterable[Conference]) -> list[Evidence]:
    """Evidence by the rules of obstacles.toml: named once 1, several times 2, by most of those present 3.

    The text is that of the Wortmeldung with the most votes; it never says which group it came from.
    """
    said = [(item, voice) for item in conferences for voice in item.contributions if voice.obstacle]
    ordered = sorted(said, key=_place)
    return [_evidence(list(group)) for _, group in groupby(ordered, key=_place)]


def _place(said: _Said) -> tuple[str, str, str, bool]:
    conference, voice = said
    return voice.transition, voice.obstacle, conference.place, conference.demo


def _evidence(group: list[_Said]) -> Evidence:
    conference, voice = max(group, key=lambda said: (said[1].support, said[0].day))
    most = any(item.support * 2 > held.size > 0 for held, item in group)
    strength = MAJORITY if most else SEVERAL_TIMES if len(group) > 1 else SAID_ONCE
    source = f"Sozialraumkonferenz {conference.title} ({german_date(conference.day)})"
    name = f"konferenz_{conference.place}_{voice.transition}_{voice.obstacle}".lower().replace(" ", "_")
    made_up = "Demodaten, erfundene " if conference.demo else ""
    return Evidence(
        name,
        "konferenzen",
        voice.station,
        voice.transition,
        voice.obstacle,
        strength,
        f"{made_up}{source}",
        f"{conference.place}: „{voice.text}“",
        conference.demo,
    )
