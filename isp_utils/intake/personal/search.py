"""Where personal data stand in a file, and where an office's own contact may stand.

Offices print whom to ask: name, telephone, e-mail and street of the office in titles, covers and footnotes. That is no
datum of a person the figures are about. In a row with figures it is one, whoever delivers the file; so is a date of
birth or an account number anywhere.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from isp_utils.intake.files.content import Content
from isp_utils.intake.files.grid import LONGEST_FIELD, separator_of
from isp_utils.intake.files.sheets import COMMENT, Sheet, written
from isp_utils.intake.personal.kinds import (
    ACCOUNT,
    ADDRESS,
    BIRTH,
    INSTITUTION,
    INSURANCE,
    MAIL,
    NAME,
    PHONE,
    kinds_in,
)
from isp_utils.intake.personal.refusal import PersonalDatum, refusal_of_texts

Kinds = Mapping[str, tuple[str, ...]]
LONGEST_REMARK = 200  # signs; longer official texts are prose with its authors
_ALWAYS = frozenset({BIRTH, ACCOUNT, INSURANCE})
_FIGURE = re.compile(r"\s*[-+<>~]?[0-9][0-9.,\s\u00a0\u202f]*%?\s*|[-.…/*x]")
_CONTACT = re.compile(
    r"ansprechp|auskunft|auskünfte|kontakt|rückfragen|bearbeite[rt]|sachbearbeit|erstellt|herausgeber|impressum|"
    r"redaktion|verfasser|zuständig|hotline|service|©",
    re.I,
)
_OF_AN_OFFICE = re.compile(
    r"(?:^|[\s:<(])(?:info|kontakt|poststelle|service|auskunft|presse|post|mail|verwaltung|rathaus|bibliothek|"
    r"[\w.-]*(?:statistik|amt|stelle|planung|service|jugend|soziales|schule|kita)[\w.-]*)@",
    re.I,
)


def refuse_in_text(text: str, file: str, official: bool) -> None:
    """Raise a rejection for personal data in the lines of a delimited text."""
    lines = text.split("\n")
    separator = separator_of(lines[:200])
    kinds = kinds_in(_distinct_cells(text, lines, separator))
    found = []
    for number, line in enumerate(lines if kinds else [], 1):
        cells = _split(line, separator)
        if not kinds.keys().isdisjoint(cells):
            found += _in_row(cells, range(1, len(cells) + 1), kinds, official, PersonalDatum("", number))
    _refuse(file, found)


def _distinct_cells(text: str, lines: Sequence[str], separator: str) -> set[str]:
    """The cells of all lines, each once; without a quote every separator ends one."""
    if '"' in text:
        return {cell for line in lines for cell in _split(line, separator)}
    return set(text.replace("\n", separator).split(separator))


def refuse_in_rows(rows: Sequence[Sequence[str]], file: str, official: bool) -> None:
    """Raise a rejection for personal data in the rows of a table whose cells are known."""
    kinds = kinds_in({cell for row in rows for cell in row})
    found = []
    for number, cells in enumerate(rows if kinds else [], 1):
        found += _in_row(cells, range(1, len(cells) + 1), kinds, official, PersonalDatum("", number))
    _refuse(file, found)


def _split(line: str, separator: str) -> list[str]:
    """Cells of a line; quotes are looked at where the separator may stand inside a text: `"Kreis, Stadt"`."""
    if '"' not in line or len(line) > LONGEST_FIELD:
        return line.split(separator)
    return next(csv.reader([line], delimiter=separator), [])


def refuse_in_sheets(sheets: Sequence[Sheet], file: str, official: bool, form: bool = False) -> None:
    """Raise a rejection for personal data in cells, sheet names, comments and other texts of a workbook.

    form: one of ours, which asks for figures alone: nobody's contact belongs into it, wherever it stands.
    """
    texts = {value for sheet in sheets for row in sheet.cells.values() for value in row.values() if type(value) is str}
    notes = {text for sheet in sheets for _, text in sheet.notes}
    kinds = kinds_in([*texts, *notes, *(sheet.name for sheet in sheets)])
    if not kinds:
        return
    found = []
    for number, sheet in enumerate(sheets, 1):
        place = f"Blatt {number}"
        found += _in_row([sheet.name], [0], kinds, official, PersonalDatum("", 0, 0, f"Name von {place}"))
        for where, text in sheet.notes:
            beside = ["1"] if where.startswith(COMMENT) else []  # a comment belongs to the figures of its row
            found += _in_row([text, *beside], [0, 0], kinds, official, PersonalDatum("", 0, 0, f"{place}, {where}"))
        for row, cells in sorted(sheet.cells.items()):
            if not kinds.keys().isdisjoint(value for value in cells.values() if type(value) is str):
                figure = ["1"] if form else []
                row_texts, columns = [*map(written, cells.values()), *figure], [*cells, *(0 for _ in figure)]
                found += _in_row(row_texts, columns, kinds, official, PersonalDatum("", row, 0, place))
    _refuse(file, found)


def refuse_in_columns(columns: Mapping[str, Iterable[str]], file: str, official: bool) -> None:
    """Raise a rejection for personal data in the columns of a table without lines of its own (SPSS, parquet).

    The row is told as the place in its column; an office's columns hold distinct texts, whose place says nothing.
    """
    found = []
    for number, (name, cells) in enumerate(columns.items(), 1):
        texts = list(cells)
        kinds = kinds_in([name, *texts])
        for row, text in enumerate(texts if kinds else [], 1):
            found += _in_row([text, "1"], [number, 0], kinds, official, PersonalDatum("", 0 if official else row))
        found += _in_row([name], [number], kinds, official, PersonalDatum(""))
    _refuse(file, found)


def refuse_in_note(text: str, file: str, place: str) -> None:
    """Raise a rejection for personal data in a text that belongs to a file: its sidecar, its questionnaire."""
    lines = text.split("\n")
    kinds = kinds_in(lines)
    found = [
        finding
        for number, line in enumerate(lines if kinds else [], 1)
        for finding in _in_row([line], [0], kinds, True, PersonalDatum("", number, 0, place))
    ]
    _refuse(file, found)


def refuse_in_sidecar(path: Path | None) -> None:
    """Raise a rejection for personal data in the TOML beside a delivery."""
    beside = path.with_suffix(".toml") if path else None
    if path and beside and beside.is_file():
        text = beside.read_text(encoding="utf-8", errors="replace")
        refuse_in_note(text, path.name, f"Begleitdatei {beside.name}")


def distinct_texts(content: Content) -> dict[str, list[str]]:
    """The distinct texts of every text column of a parquet file; none where it cannot be read (its reader says so)."""
    try:
        file = pq.ParquetFile(content.path or BytesIO(content.data()))
        names = [item.name for item in file.schema_arrow if "string" in str(item.type)]
        table = file.read(names)
    except (pa.ArrowException, OSError):
        return {}
    return {name: [str(text) for text in table[name].unique().to_pylist() if text] for name in names}


def _in_row(
    texts: Sequence[str], columns: Sequence[int], kinds: Kinds, official: bool, at: PersonalDatum
) -> list[PersonalDatum]:
    """What in a row (its texts and the numbers of their columns) is refused, each with its place."""
    found = []
    for place, text in enumerate(texts):
        if text in kinds:
            others = [other for number, other in enumerate(texts) if number != place]
            beside_figures = any(map(_FIGURE.fullmatch, others))
            refused = _refused(text, kinds[text], others, (beside_figures, official))
            found += [PersonalDatum(kind, at.row, columns[place], at.sheet) for kind in refused]
    return found


def _refused(text: str, kinds: tuple[str, ...], others: Sequence[str], where: tuple[bool, bool]) -> list[str]:
    """The kinds that may not stand here; `where`: beside figures, in a file of an office."""
    beside_figures, official = where
    contact = set(kinds) - _ALWAYS
    if official and len(text) > LONGEST_REMARK:
        contact.discard(NAME)
    row = " ".join((text, *others))
    if beside_figures:
        if NAME not in contact and INSTITUTION.search(row):
            contact.discard(ADDRESS)
    elif _is_contact(text, row, contact, official):
        contact = set()
    return [kind for kind in kinds if kind in _ALWAYS or kind in contact]


def _is_contact(text: str, row: str, kinds: set[str], official: bool) -> bool:
    """Whether a title or footnote says whom to ask, and not who a person is."""
    if _CONTACT.search(row):
        return True
    if NAME in kinds and kinds & {ADDRESS, PHONE, MAIL}:
        return False
    return official or (NAME not in kinds and bool(INSTITUTION.search(row) or _OF_AN_OFFICE.search(text)))


def _refuse(file: str, found: Sequence[PersonalDatum]) -> None:
    if found:
        raise refusal_of_texts(file, found)
