"""Condensed sentences: what stands in them, and the Wortmeldungen they rest on. Counted, never composed by a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.model.biography import Biography
from isp_utils.model.conferences import Theme
from isp_utils.model.wording import NO_BREAK, enumeration, german_number
from isp_utils.pages.voices.citations import anchor_of_voice, linked_quote
from isp_utils.pages.voices.common_ground import Standing
from isp_utils.pages.voices.condensed import Bundle, Voice, proposals

QUOTES, LONGEST = 2, 160  # quotations of a theme, and the signs of a short one


@dataclass(frozen=True)
class Sentence:
    """A condensed sentence; `quotes` are finished HTML."""

    anchor: str
    title: str
    text: str
    voices: tuple[Voice, ...]
    quotes: tuple[str, ...] = ()


def in_one_line(sentence: Sentence) -> str:
    """The sentence in one line, without links."""
    return f"{sentence.title}: {sentence.text}"


def counted(number: int, one: str, many: str) -> str:
    """Number and noun, joined.

    >>> counted(1, "Stimme", "Stimmen") == "1" + NO_BREAK + "Stimme"
    True
    """
    return f"{german_number(number)}{NO_BREAK}{one if number == 1 else many}"


def of_theme(item: Bundle) -> Sentence:
    """A theme: how often, where, in which rounds, with how many votes; the most supported short quotations."""
    rounds = enumeration([str(number) for number in item.rounds])
    text = (
        f"{counted(len(item.voices), 'Wortmeldung', 'Wortmeldungen')} in {enumeration(item.places)} "
        f"(Runde {rounds}), zusammen {counted(item.votes, 'Stimme', 'Stimmen')} dafür."
    )
    short = [voice for voice in item.voices if len(voice.said.text) <= LONGEST]
    best = sorted(short, key=lambda voice: -voice.said.support)[:QUOTES]
    quotes = tuple(linked_quote(voice) for voice in best)
    return Sentence(f"thema-{item.theme.id}", item.theme.title, text, item.voices, quotes)


def of_ground(item: Standing) -> Sentence:
    """What all groups are mostly for."""
    text = f"Mehrheitlich dafür: {_groups(item.supporters)}."
    return Sentence(f"einig-{anchor_of_voice(item.voice)}", _title(item.voice), text, (item.voice,))


def of_dissent(item: Standing) -> Sentence:
    """What some groups are mostly for and others mostly against."""
    text = f"Mehrheitlich dafür: {_groups(item.supporters)}. Mehrheitlich dagegen: {_groups(item.opponents)}."
    return Sentence(f"geteilt-{anchor_of_voice(item.voice)}", _title(item.voice), text, (item.voice,))


def _groups(names: Sequence[str]) -> str:
    """Names of groups, which may hold an "und" themselves."""
    return "; ".join(names)


def _title(voice: Voice) -> str:
    return f"„{voice.said.text}“"


def of_one_place(found: Sequence[Bundle], voices: Sequence[Voice], biography: Biography) -> list[Sentence]:
    """Themes, and obstacles at a transition, that were named in one place only; nothing where there is but one."""
    if len({voice.conference.place for voice in voices}) < 2:
        return []
    themes = [
        Sentence(f"ort-{item.theme.id}", item.theme.title, f"Nur in {item.places[0]} genannt.", item.voices)
        for item in found
        if len(item.places) == 1
    ]
    at: dict[tuple[str, str], list[Voice]] = {}
    for voice in voices:
        if voice.said.obstacle:
            at.setdefault((voice.said.transition, voice.said.obstacle), []).append(voice)
    alone = {key: group for key, group in at.items() if len({voice.conference.place for voice in group}) == 1}
    return themes + [
        Sentence(
            f"ort-{transition.lower()}-{obstacle}",
            f"{biography.obstacles[obstacle].title}: {biography.transitions[transition].title}",
            f"Nur in {group[0].conference.place} genannt.",
            tuple(group),
        )
        for (transition, obstacle), group in sorted(alone.items())
    ]


def of_rounds(found: Sequence[Bundle], voices: Sequence[Voice]) -> list[Sentence]:
    """Every theme in the first and the last round; nothing where there was but one.

    No theme is called more or less frequent: these are few Wortmeldungen, and the rounds are of unequal length.
    """
    rounds = sorted({voice.conference.round for voice in voices})
    if len(rounds) < 2:
        return []
    ends = (rounds[0], rounds[-1])
    whole = {number: sum(voice.conference.round == number for voice in voices) for number in ends}
    return [
        Sentence(
            f"runde-{item.theme.id}",
            f"{item.theme.title}: {_turn(item, *ends)}",
            f"{enumeration([_in_round(item, number, whole[number]) for number in ends])}.",
            item.voices,
        )
        for item in found
    ]


def _in_round(item: Bundle, number: int, whole: int) -> str:
    return f"Runde{NO_BREAK}{number}: {item.in_round(number)} von {counted(whole, 'Wortmeldung', 'Wortmeldungen')}"


def _turn(item: Bundle, first: int, last: int) -> str:
    there = tuple(number for number in (first, last) if item.in_round(number))
    if len(there) == 2:
        return "in beiden Runden"
    return f"nur in Runde{NO_BREAK}{there[0]}" if there else "nur dazwischen"


def of_unassigned(voice: Voice, themes: Sequence[Theme]) -> str:
    """HTML of a Wortmeldung without a theme: whether codings disagree, and what the word lists propose."""
    found = [f"{theme.title} (wegen „{word}“)" for theme, word in proposals(voice.said.text, themes)]
    proposed = f"Vorschlag der Wortlisten: {enumeration(found, 'oder')}." if found else "Kein Vorschlag der Wortlisten."
    why = "Die Kodierungen widersprechen sich. " if voice.disputed else ""
    return f"{linked_quote(voice)} {escape(why + proposed)}"
