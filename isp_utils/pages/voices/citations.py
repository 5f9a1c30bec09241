"""Links both ways between condensed sentences and the Wortmeldungen behind them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from isp_utils.intake.values.names import folded_name
from isp_utils.pages.voices.condensed import Voice

PAGE, ALL = "sozialraumkonferenzen.html", "konferenzen_wortmeldungen.html"
UNASSIGNED = "nicht-zugeordnet"


def anchor_of_voice(voice: Voice) -> str:
    """Where a Wortmeldung stands on the page of all of them."""
    return f"wort-{_slug(voice.conference.place)}-{voice.conference.round}-{voice.said.number}"


def anchor_of_conference(place: str, number: int) -> str:
    """Where a conference stands on the page of all Wortmeldungen."""
    return f"konferenz-{_slug(place)}-{number}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folded_name(text)).strip("-")


@dataclass
class BackLinks:
    """Which condensed sentence or Empfehlung (address and title) rests on which Wortmeldungen."""

    uses: dict[str, dict[str, str]] = field(default_factory=dict)

    def cite(self, voices: Iterable[Voice], anchor: str, title: str, page: str = PAGE) -> None:
        """Remember that a sentence at an anchor of a page rests on these."""
        for voice in voices:
            self.uses.setdefault(anchor_of_voice(voice), {})[f"{page}#{anchor}"] = title

    def back(self, voice: Voice) -> str:
        """HTML of the links from a Wortmeldung to everything that it went into."""
        found = self.uses.get(anchor_of_voice(voice), {})
        return ", ".join(f'<a href="{address}">{escape(title)}</a>' for address, title in found.items())


def references(voices: Sequence[Voice]) -> str:
    """HTML of links to Wortmeldungen: their short references."""
    return ", ".join(
        f'<a href="{ALL}#{anchor_of_voice(voice)}">{escape(voice.label).replace(" ", chr(160))}</a>' for voice in voices
    )


def linked_quote(voice: Voice) -> str:
    """HTML of a Wortmeldung in quotation marks, linked; it names place and round, never a group."""
    return f"„{escape(voice.said.text)}“ ({references([voice])})"
