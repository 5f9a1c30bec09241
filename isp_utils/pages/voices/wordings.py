"""The page of all Wortmeldungen: each with its votes and with links to every sentence that it went into."""

from collections.abc import Sequence
from html import escape

from isp_utils.model.biography import Biography
from isp_utils.model.conferences import Conference, Counts
from isp_utils.model.domain import FIELDS
from isp_utils.model.wording import NO_BREAK, german_date
from isp_utils.pages.parts.captions import DEMO
from isp_utils.pages.voices.citations import ALL, PAGE, UNASSIGNED, BackLinks, anchor_of_conference, anchor_of_voice
from isp_utils.pages.voices.condensed import Voice
from isp_utils.pages.voices.sentences import counted


def conference_section(conference: Conference, voices: Sequence[Voice], index: BackLinks, biography: Biography) -> str:
    """HTML of one conference: heading, date and participants, and its Wortmeldungen."""
    mark = f" ({DEMO})" if conference.demo else ""
    name = anchor_of_conference(conference.place, conference.round)
    there = _counts(conference.participants) or "weniger als 5"
    items = "".join(_wording(voice, index, biography) for voice in voices)
    return (
        f'<h2 id="{name}">{escape(conference.title)}{mark}</h2>'
        f"<p>{german_date(conference.day)}. Teilnehmende: {escape(there)}.</p>{items}"
    )


def documented(conference: Conference) -> str:
    """HTML of one conference in a line, linked to its Wortmeldungen: day, how many took part, and their groups."""
    name = anchor_of_conference(conference.place, conference.round)
    there = _counts(conference.participants)
    people = f"{conference.size}{NO_BREAK}Teilnehmende ({there})" if there else "weniger als 5 Teilnehmende"
    number = counted(len(conference.contributions), "Wortmeldung", "Wortmeldungen")
    return (
        f'<a href="{ALL}#{name}">{escape(conference.title)}</a>, {german_date(conference.day)}: '
        f"{escape(people)}, {number}"
    )


def _wording(voice: Voice, index: BackLinks, biography: Biography) -> str:
    """One Wortmeldung: number, text, group where it may be told, where it belongs, votes, and where it went."""
    said = voice.said
    lines = [
        f"<p><strong>{said.number}. „{escape(said.text)}“</strong></p>",
        _line(("Gesagt von", said.group), ("Gehört zu", _belongs(voice, biography))),
        _line(
            ("Dafür", _counts(said.votes)),
            ("Dagegen", "" if said.against is None else _counts(said.against) or "niemand"),
        ),
        f"<p>Steht in: {_went(voice, index)}</p>",
    ]
    return f'<div class="isp-item" id="{anchor_of_voice(voice)}">{"".join(lines)}</div>'


def _went(voice: Voice, index: BackLinks) -> str:
    """Links to the sentences, and to the list of those without a theme."""
    missing = "" if voice.theme else f'<a href="{PAGE}#{UNASSIGNED}">nicht zugeordnet</a>'
    return ", ".join(part for part in (missing, index.back(voice)) if part)


def _belongs(voice: Voice, biography: Biography) -> str:
    said = voice.said
    station = biography.stations[said.station].title if said.station else ""
    obstacle = biography.obstacles[said.obstacle].title if said.obstacle else ""
    at = biography.transitions[said.transition].title if said.transition else ""
    parts = (
        station,
        f"Übergang: {at}" if at else "",
        f"Hindernis: {obstacle}" if obstacle else "",
        FIELDS.get(said.field, ""),
    )
    return "; ".join(part for part in parts if part)


def _line(*pairs: tuple[str, str]) -> str:
    """A paragraph of words and what stands behind them; nothing where nothing does."""
    told = [f"{word}: {escape(text)}." for word, text in pairs if text]
    return f"<p>{' '.join(told)}</p>" if told else ""


def _counts(counts: Counts) -> str:
    return ", ".join(f"{group}{NO_BREAK}{number}" for group, number in counts)
