"""What the name of a file promises, and what is said where its content is something else."""

from isp_utils.intake.files.content import Content
from isp_utils.intake.messages import IntakeError, Level, Message, warn

ENDINGS = {
    "zip": ("zip",),
    "xlsx": ("xlsx", "xlsm"),
    "ods": ("ods",),
    "ole": ("xls",),
    "spss": ("sav", "zsav"),
    "parquet": ("parquet",),
    "html": ("html", "htm"),
    "xml": ("lss", "xml"),
    "text": ("csv", "txt", "tsv", "dat", ""),
}
WORDS = {
    "zip": "ZIP-Archiv",
    "xlsx": "Excel-Mappe",
    "ole": "alte Excel-Mappe",
    "html": "HTML-Tabelle",
    "text": "Texttabelle (CSV)",
}
OF_WORKBOOKS = {ending for kind in ("xlsx", "ods", "ole") for ending in ENDINGS[kind]}
NO_WORKBOOK = (
    "Die Datei heißt .{ending}, ist aber keine Excel-Mappe, sondern {what}. Bitte in Excel mit »Speichern unter« als "
    "Excel-Arbeitsmappe (.xlsx) speichern. So, wie sie ist: {fault}"
)
IN_FACT = {"text": "einfacher Text", "html": "eine Internetseite (HTML)", "xml": "eine XML-Datei"}


def misnamed(content: Content, kind: str) -> list[Message]:
    """A warning where the name promises another format than the content holds."""
    known = {ending for endings in ENDINGS.values() for ending in endings}
    if content.ending in ENDINGS[kind] or content.ending not in known:
        return []
    return [
        warn(
            f"Die Datei heißt .{content.ending}, enthält aber: {WORDS.get(kind, kind)}. Gelesen nach "
            "dem Inhalt; bitte richtig benennen."
        )
    ]


def as_misnamed(fault: IntakeError, content: Content, kind: str) -> IntakeError:
    """A fault, with what the file really is before it where it bears the name of a workbook and is none."""
    said = fault.message
    damaged = b"\0" in content.head()
    if content.ending not in OF_WORKBOOKS or kind not in IN_FACT or said.level != Level.ERROR or damaged:
        return fault
    text = NO_WORKBOOK.format(ending=content.ending, what=IN_FACT[kind], fault=said.text)
    return IntakeError(text, said.row, said.cell)
