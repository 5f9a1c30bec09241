"""Excel workbooks to sheets: xlsx parsed directly (hidden parts, formulas, comments), xls and ods through calamine.

The parser reads the XML of ECMA-376 as a stream, so a ghost cell at AZ20000 costs nothing; entities are refused.
"""

import json
import posixpath
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from isp_utils.intake.files import old_workbook
from isp_utils.intake.files.archive import checked_archive, member
from isp_utils.intake.files.content import Content
from isp_utils.intake.files.sheets import COMMENT, Sheet
from isp_utils.intake.files.worksheet import Styles, read_worksheet
from isp_utils.intake.messages import IntakeError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BROKEN = "Die Excel-Datei ist beschädigt. Bitte in Excel öffnen, neu speichern und erneut liefern."
LONGEST = 300  # seconds for an old workbook of the largest size
ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".encode("latin-1")


def sheets_of(content: Content, kind: str) -> list[Sheet]:
    """All sheets of a workbook, hidden ones as well; `kind` is xlsx, ole or ods.

    Raises IntakeError for encrypted and damaged workbooks.
    """
    if kind == "ole" and ENCRYPTED in content.data():
        raise IntakeError(
            "Die Excel-Datei ist mit einem Kennwort verschlüsselt. Bitte ohne Kennwort speichern und erneut liefern."
        )
    return list(_xlsx(content)) if kind == "xlsx" else list(_calamine(content, kind))


def _xlsx(content: Content) -> Iterator[Sheet]:
    archive = checked_archive(content)
    book = _xml(archive, "xl/workbook.xml")
    if book is None:
        raise IntakeError(BROKEN)
    targets = _relations(archive, "xl/workbook.xml")
    strings = _strings(archive)
    old_dates = any(item.get("date1904") in ("1", "true") for item in book.iter(f"{MAIN}workbookPr"))
    styles = Styles.of(_xml(archive, "xl/styles.xml"), old_dates)
    for item in book.iter(f"{MAIN}sheet"):
        path = targets.get(item.get(RELATION, ""), ("", ""))[1]
        if not path.startswith("xl/worksheets/") or path not in archive.namelist():
            continue  # a chart sheet has no cells
        sheet = Sheet(item.get("name", ""), item.get("state", "visible"))
        data = member(archive, path)
        if b"<!DOCTYPE" in data[:4096]:
            raise IntakeError(BROKEN)
        try:
            read_worksheet(BytesIO(data), sheet, strings, styles)
        except (ElementTree.ParseError, ValueError, OverflowError) as problem:
            raise IntakeError(BROKEN) from problem
        comments = list(_comments(archive, path))
        sheet.comments = [cell for cell, _ in comments]
        sheet.notes += [*((f"{COMMENT} zu {cell}", text) for cell, text in comments), *_drawn(archive, path)]
        yield sheet


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in archive.namelist():
        return None
    data = member(archive, name)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise IntakeError(BROKEN)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as problem:
        raise IntakeError(BROKEN) from problem


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> kind and path of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    root = _xml(archive, f"{folder}/_rels/{name}.rels")
    found = {}
    for item in root if root is not None else ():
        target = item.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], path)
    return found


def _strings(archive: zipfile.ZipFile) -> list[str]:
    root = _xml(archive, "xl/sharedStrings.xml")
    if root is None:
        return []
    return ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in root.iter(f"{MAIN}si")]


def _comments(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
    """Cell and text of the comments on a sheet, without the name of who wrote them."""
    for kind, target in _relations(archive, path).values():
        root = _xml(archive, target) if kind in ("comments", "threadedComment") else None
        authors = [item.text or "" for item in root.iter() if item.tag.endswith("}author")] if root is not None else []
        for item in root.iter() if root is not None else ():
            if item.tag.endswith(("}comment", "}threadedComment")):
                text = "".join(part.text or "" for part in item.iter() if part.tag.endswith(("}t", "}text")))
                number = item.get("authorId", "")
                author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
                yield item.get("ref", ""), text.strip().removeprefix(f"{author}:").strip() if author else text.strip()


def _drawn(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
    """Texts of the text boxes on a sheet."""
    for kind, target in _relations(archive, path).values():
        root = _xml(archive, target) if kind == "drawing" else None
        for item in root.iter() if root is not None else ():
            if item.tag.endswith("}txBody"):
                yield "Textfeld", " ".join(part.text or "" for part in item.iter() if part.tag.endswith("}t"))


def _annotated(content: Content) -> Iterator[list[tuple[str, str]]]:
    """Comments of each sheet of an OpenDocument workbook; the cell is not looked for."""
    root = _xml(checked_archive(content), "content.xml")
    for table in (item for item in root.iter() if item.tag.endswith("}table")) if root is not None else ():
        comments = (item for item in table.iter() if item.tag.endswith("}annotation"))
        texts = ([part for part in comment if part.tag.endswith("}p")] for comment in comments)
        yield [(COMMENT, " ".join("".join(part.itertext()) for part in parts)) for parts in texts]


def _calamine(content: Content, kind: str) -> Iterator[Sheet]:
    """Old Excel and OpenDocument: values and the state of sheets; old Excel hides its hidden rows and comments."""
    command = [sys.executable, "-P", str(Path(old_workbook.__file__))]
    try:
        done = subprocess.run(command, input=content.data(), capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired as problem:
        raise IntakeError(BROKEN) from problem
    if done.returncode:
        raise IntakeError(BROKEN)
    notes = list(_annotated(content)) if kind == "ods" else []
    for number, (name, visible, rows) in enumerate(json.loads(done.stdout)):
        sheet = Sheet(name, "visible" if visible else "hidden")
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                sheet.put(row, column, datetime.fromisoformat(value[0]) if isinstance(value, list) else value)
        sheet.notes = notes[number] if number < len(notes) else []
        yield sheet
