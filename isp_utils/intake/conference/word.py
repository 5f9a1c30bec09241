"""A Word file to lines: headings as `#`, the instruction (style Quote) as `>`; what lies beside the text is refused."""

import re
from collections.abc import Iterator
from io import BytesIO

from isp_utils.intake.conference.form import MinuteDraft, Spot
from isp_utils.intake.conference.lines import draft_of_lines
from isp_utils.intake.files.archive import checked_archive, member
from isp_utils.intake.files.content import Content
from isp_utils.intake.messages import IntakeError, Message, error, warn

BODY = "word/document.xml"
BROKEN = "Die Word-Datei ist beschädigt. Bitte in Word öffnen, neu speichern und erneut prüfen."
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_HEADING = re.compile(r"(?:heading|überschrift|berschrift) ?([1-6])", re.I)
_BESIDE = (
    ("word/comments", "Kommentare werden nicht gelesen. Bitte löschen oder in den Text übernehmen."),
    ("word/footnotes", "Fußnoten werden nicht gelesen. Bitte in den Text übernehmen."),
    ("word/endnotes", "Endnoten werden nicht gelesen. Bitte in den Text übernehmen."),
)


def is_word(content: Content) -> bool:
    """Whether a ZIP container is a Word file (docx)."""
    return BODY in checked_archive(content).namelist()


def draft_of_word(content: Content) -> MinuteDraft:
    """The draft in a Word file. Raises IntakeError where it is damaged; text that lies elsewhere is a message."""
    from docx import Document  # heavy, and only for this format
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    with checked_archive(content) as archive:
        body = member(archive, BODY)
        beside = {name: member(archive, name) for name in archive.namelist() if name.startswith("word/")}
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise IntakeError(BROKEN)
    try:
        document = Document(BytesIO(content.data()))
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as problem:
        raise IntakeError(BROKEN) from problem
    paragraphs = [(_level(item.style.name if item.style else ""), item.text) for item in document.paragraphs]
    draft = draft_of_lines(_lines(paragraphs))
    draft.messages += _lost(body, "".join(text for _, text in paragraphs), bool(document.tables))
    for name, data in beside.items():
        text = _letters(data)
        if name != BODY and text:
            draft.texts += [(text, Spot())]
            draft.messages += _said_beside(name)
    return draft


def _lines(paragraphs: list[tuple[str, str]]) -> Iterator[tuple[str, Spot]]:
    for number, (mark, text) in enumerate(paragraphs, 1):
        for line in text.split("\n"):
            yield (f"{mark} {line}" if mark and line.strip() else line), Spot(paragraph=number)
        if not mark and not text.strip():
            yield "", Spot(paragraph=number)


def _level(style: str) -> str:
    """The mark of a paragraph's style in Markdown."""
    if style.casefold() in ("title", "titel"):
        return "#"
    if style.casefold() in ("quote", "zitat", "intense quote"):
        return ">"
    found = _HEADING.match(style)
    return "#" * int(found[1]) if found else ""


def _letters(data: bytes) -> str:
    return b"".join(_TEXT.findall(data)).decode("utf-8", "replace").strip()


def _lost(body: bytes, read: str, tables: bool) -> Iterator[Message]:
    """What stands in the body and was not read: tables, text boxes, changes that nobody accepted yet."""
    if b"<w:delText" in body or b"<w:ins " in body:
        yield error("Die Datei enthält nachverfolgte Änderungen. Bitte alle annehmen oder ablehnen und neu speichern.")
    elif tables:
        yield error(
            "Text in Tabellen wird nicht gelesen. Bitte als Zeilen »Feld: Inhalt« schreiben (python "
            "run_all.py vorlage)."
        )
    elif len(_plain(_letters(body))) != len(_plain(read)):
        yield error("Ein Teil des Textes steht in einem Textfeld oder Steuerelement. Bitte in den Fließtext schreiben.")


def _plain(text: str) -> str:
    """Letters without blanks, and without the signs that XML writes as names."""
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return "".join(text.split())


def _said_beside(name: str) -> Iterator[Message]:
    for start, text in _BESIDE:
        if name.startswith(start):
            yield error(text)
    if name.startswith(("word/header", "word/footer")):
        yield warn("Kopf- und Fußzeile werden nicht gelesen.")
