"""The whole Verdichtung of a county: sentences by section, and which Wortmeldung went into which of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.model.biography import Biography
from isp_utils.model.conferences import Conference, Theme, Voices
from isp_utils.pages.parts.captions import DEMO
from isp_utils.pages.voices.citations import UNASSIGNED, BackLinks, references
from isp_utils.pages.voices.common_ground import dividing, shared, standings
from isp_utils.pages.voices.condensed import Bundle, Voice, bundles, voices_of
from isp_utils.pages.voices.sentences import (
    Sentence,
    of_dissent,
    of_ground,
    of_one_place,
    of_rounds,
    of_theme,
    of_unassigned,
)

LABELS = {  # how a Wortmeldung names the sentences it went into
    "themes": "Thema {title}",
    "shared": "Worin sich die Gruppen einig sind",
    "dividing": "Was die Gruppen teilt",
    "places": "Nur an einem Ort: {title}",
    "rounds": "Runden: {title}",
}


@dataclass(frozen=True)
class Verdichtung:
    """Wortmeldungen, conferences, themes in order, sentences by section, and the links back."""

    spoken: tuple[Voice, ...]
    held: tuple[Conference, ...]
    bundles: tuple[Bundle, ...]
    sentences: dict[str, list[Sentence]]
    index: BackLinks
    demo: bool


def verdichtung(voices: Voices, themes: Sequence[Theme], biography: Biography, jahr: int = 0) -> Verdichtung:
    """Condense what was said up to a year (0: all of it); sections: themes, shared, dividing, places, rounds."""
    spoken = tuple(voice for voice in voices_of(voices) if not jahr or voice.conference.day.year <= jahr)
    held = tuple({voice.conference.title: voice.conference for voice in spoken}.values())
    by_theme, found = bundles(spoken, themes), standings(spoken)
    sentences = {
        "themes": [of_theme(item) for item in by_theme],
        "shared": [of_ground(item) for item in shared(found)],
        "dividing": [of_dissent(item) for item in dividing(found)],
        "places": of_one_place(by_theme, spoken, biography),
        "rounds": of_rounds(by_theme, spoken),
    }
    index = BackLinks()
    for section, group in sentences.items():
        for sentence in group:
            index.cite(sentence.voices, sentence.anchor, LABELS[section].format(title=sentence.title))
    return Verdichtung(spoken, held, tuple(by_theme), sentences, index, any(item.demo for item in held))


def sentence_html(sentence: Sentence, demo: bool) -> str:
    """A condensed sentence with its title, quotations and links to every Wortmeldung behind it."""
    mark = f" ({DEMO})" if demo else ""
    head = f'<h3 id="{sentence.anchor}">{escape(sentence.title)}{mark}</h3>'
    quotes = "".join(f"<li>{quote}</li>" for quote in sentence.quotes)
    return (
        f'<div class="isp-item">{head}<p>{escape(sentence.text)}</p>{f"<ul>{quotes}</ul>" if quotes else ""}'
        f"<p>Belege: {references(sentence.voices)}</p></div>"
    )


def unassigned_html(voices: Sequence[Voice], themes: Sequence[Theme], nothing: str) -> str:
    """Wortmeldungen without a theme, with what the word lists propose."""
    lines = [of_unassigned(voice, themes) for voice in voices if not voice.theme]
    shown = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else f"<p>{escape(nothing)}</p>"
    return f'<div id="{UNASSIGNED}">{shown}</div>'
