"""The page of all Wortmeldungen: each with its votes and with links to every sentence that it went into."""

from collections.abc import Sequence
from html import escape

from isp_utils.model.biography import Biography
from isp_utils.model.conferences import Conference, Counts
from isp_utils.model.domain import FIELDS
from isp_utils.model.wording import NO_BREAK, german_date
from isp_utils.pages.parts.captions import DEMO
from isp_utils.pages.voices.citations import PAGE, UNASSIGNED, BackLinks, anchor_of_conference, anchor_of_voice
from isp_utils.pages.voices.condensed import Voice


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


def _wording(voice: Voice, index: BackLinks, biography: Biography) -> str:
    """One Wortmeldung: number, text, group where it may be told, where it belongs, votes, and where it went."""
    said = voice.said
    lines = [
        f"<p><strong>{said.number}. „{escape(said.text)}“</strong></p>",
        _line("Gesagt von", said.group),
        _line("Gehört zu", _belongs(voice, biography)),
        _line("Dafür", _counts(said.votes)),
        _line("Dagegen", "" if said.against is None else _counts(said.against) or "niemand"),
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
    at = f"Übergang {said.transition}" if said.transition else ""
    parts = (station, at, f"Hindernis: {obstacle}" if obstacle else "", FIELDS.get(said.field, ""))
    return "; ".join(part for part in parts if part)


def _line(word: str, text: str) -> str:
    return f"<p>{word}: {escape(text)}</p>" if text else ""


def _counts(counts: Counts) -> str:
    return ", ".join(f"{group}{NO_BREAK}{number}" for group, number in counts)
