"""The one way in for minutes of a Sozialraumkonferenz: what a file is decides its content, then one parser."""

import re
from pathlib import Path

from isp_utils.intake.conference.form import CONTRIBUTIONS, TITLE, MinuteDraft, Spot
from isp_utils.intake.conference.lines import draft_of_lines
from isp_utils.intake.conference.names import names_in
from isp_utils.intake.conference.parse import conference_of
from isp_utils.intake.conference.word import draft_of_word, is_word
from isp_utils.intake.conference.workbook import MAIN, draft_of_workbook
from isp_utils.intake.files.archive import checked_archive, member
from isp_utils.intake.files.content import Content, container
from isp_utils.intake.files.encoding import decode
from isp_utils.intake.messages import IntakeError, Level, Message, grouped
from isp_utils.model.conferences import Conference, MinuteWords

NO_MINUTES = (
    "Die Datei ist kein Protokoll einer Sozialraumkonferenz. Erwartet wird Markdown (.md), Word (.docx) oder das "
    "Excel-Formular (.xlsx). Formulare schreibt: python run_all.py vorlage konferenz."
)
BOOK = "xl/workbook.xml"  # names the sheets; the sheets themselves may be large
_TITLED = re.compile(rf"^#* *(?:{TITLE}|{CONTRIBUTIONS})", re.I | re.M)


def is_minutes(path: Path) -> bool:
    """Whether a file is to be read as minutes: every Word file, Markdown, and the form of a conference in Excel."""
    if not path.is_file():
        return False
    content = Content(path.name, path)
    try:
        kind = container(content)
        if kind == "zip":
            return _is_ours(content)
        return kind == "text" and (content.ending == "md" or bool(_TITLED.match(decode(content.head()).text)))
    except IntakeError:
        return content.ending in ("md", "docx")


def _is_ours(content: Content) -> bool:
    if is_word(content):
        return True
    with checked_archive(content) as archive:
        book = member(archive, BOOK).decode("utf-8", "replace") if BOOK in archive.namelist() else ""
    return all(f'"{name}"' in book for name in (MAIN, CONTRIBUTIONS))


def read_minutes(path: Path, words: MinuteWords) -> tuple[Conference | None, tuple[Message, ...]]:
    """The conference of a file and what is said about it; None with an error or rejection where it is refused.

    Where personal data stand in a file, nothing else is said about it and nothing of it is kept.
    """
    content = Content(path.name, path)
    try:
        draft = _draft(content)
    except IntakeError as fault:
        return None, (fault.message,)
    named = names_in(draft.texts)
    if named:
        return None, grouped(named)
    conference, messages = conference_of(draft, words)
    return conference, grouped(messages)


def _draft(content: Content) -> MinuteDraft:
    kind = container(content)
    if kind == "zip" and is_word(content):
        return draft_of_word(content)
    if kind == "zip" and _is_ours(content):
        return draft_of_workbook(content)
    if kind != "text":
        raise IntakeError(NO_MINUTES)
    text = decode(content.data())
    draft = draft_of_lines((line, Spot(row=row)) for row, line in enumerate(text.text.splitlines(), 1))
    draft.messages += [message for message in text.messages if message.level != Level.INFO]
    return draft
