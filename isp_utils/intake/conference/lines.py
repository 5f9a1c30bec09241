"""Lines (Markdown, or the paragraphs of a Word file written as such) to a draft."""

import re
from collections.abc import Iterable

from isp_utils.intake.conference.form import (
    CONTRIBUTIONS,
    KEYS,
    PARTICIPANTS,
    SECTIONS,
    TEXT,
    TITLE,
    FormEntry,
    MinuteBlock,
    MinuteDraft,
    Spot,
)
from isp_utils.model.toml import did_you_mean

_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*")
_PAIR = re.compile(r"(?:[-*+]\s+)?([^:]{1,40}?)\s*:\s*(.*)")
_BOLD = re.compile(r"^((?:[-*+]\s+)?)\*\*([^*:]{1,40}):?\*\*:?")
_RULE = re.compile(r"[-_*]{3,}")


def draft_of_lines(lines: Iterable[tuple[str, Spot]]) -> MinuteDraft:
    """The draft in lines; what belongs nowhere becomes a message, nothing is passed over.

    `#` heads the minute, `##` a section, `###` a Wortmeldung; `>` begins a line of the instruction.
    """
    draft, section, open_text = MinuteDraft(), "", False
    for line, at in lines:
        text = _BOLD.sub(r"\1\2:", line.strip())
        if not text:
            open_text = False
            continue
        draft.texts.append((text, at))
        if text.startswith(">") or _RULE.fullmatch(text):
            continue
        heading = _HEADING.fullmatch(text)
        if heading:
            section, open_text = _headed(draft, len(heading[1]), heading[2], section, at), False
            continue
        pair = _PAIR.fullmatch(text)
        if open_text and not (pair and _is_key(pair[1])):
            _lengthen(draft, text)
        else:
            open_text = _put(draft, section, pair, at)
    return draft


def _headed(draft: MinuteDraft, level: int, text: str, section: str, at: Spot) -> str:
    """Take a heading; returns the section that begins or goes on."""
    if level == 1:
        draft.titled |= TITLE.casefold() in text.casefold()
        return ""
    if level == 2 and text in SECTIONS:
        return text
    number = re.search(r"[0-9]+", text)
    if level == 3 and section == CONTRIBUTIONS and number:
        draft.blocks.append(MinuteBlock(number[0], at))
        return section
    if level == 2:
        draft.messages.append(at.says(f"Diese Überschrift kennt das Formular nicht.{did_you_mean(text, SECTIONS)}"))
    else:
        draft.messages.append(
            at.says("Diese Überschrift hat keinen Platz. Unter »Wortmeldungen« steht je Wortmeldung »### Nummer«.")
        )
    return section


def _is_key(word: str) -> bool:
    """Whether a word before a colon is a word of the form, or was meant to be one."""
    return word in KEYS or "Meinten" in did_you_mean(word, KEYS)


def _lengthen(draft: MinuteDraft, text: str) -> None:
    last = draft.blocks[-1].entries.pop()
    draft.blocks[-1].entries.append(FormEntry(last.key, f"{last.value} {text}".strip(), last.at))


def _put(draft: MinuteDraft, section: str, pair: re.Match[str] | None, at: Spot) -> bool:
    """Take a line of the form `word: value`; returns whether the next line may go on with its text."""
    if pair is None:
        draft.messages.append(
            at.says("Diese Zeile gehört zu keinem Feld. Erwartet wird »Feld: Inhalt«, z. B. »Ort: …« oder »Text: …«.")
        )
        return False
    entry = FormEntry(pair[1].strip(), pair[2].strip(), at)
    if section == PARTICIPANTS:
        draft.participants.append(entry)
    elif section == CONTRIBUTIONS and draft.blocks:
        draft.blocks[-1].entries.append(entry)
        return entry.key == TEXT
    elif section == CONTRIBUTIONS:
        draft.messages.append(at.says("Vor dieser Zeile fehlt die Nummer der Wortmeldung, z. B. »### 1«."))
    else:
        draft.head.append(entry)
    return False
