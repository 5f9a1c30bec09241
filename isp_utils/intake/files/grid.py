"""Text to rows of cells: control lines, comments, separator, quotes; every row keeps its line number."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from isp_utils.intake.messages import IntakeError, Message, info, warn

LONGEST_FIELD = 65_536
_WORDS = {";": "Semikolon", "\t": "Tabulator", "|": "senkrechter Strich", ",": "Komma"}


@dataclass(frozen=True)
class Grid:
    """Rows of cells as text; `lines` holds the line number of every row (first line = 1)."""

    rows: list[list[str]]
    lines: list[int]
    separator: str = ";"
    messages: tuple[Message, ...] = ()


def split(text: str) -> Grid:
    """The cells of a delimited text, without blank lines, comment lines (#) and Excel's control line `sep=;`.

    Raises IntakeError for fields of more than 64 kB and quotes that are never closed, with the line.
    """
    lines = text.split("\n")
    said: list[Message] = []
    separator = _control_line(lines)
    if separator:
        said.append(info(f"Steuerzeile sep={separator} erkannt und übersprungen.", 1))
    notes = _comments(lines)
    said += [info(f"Kommentarzeile als Notiz übernommen: {lines[n].lstrip('# ').strip()[:80]}", n + 1) for n in notes]
    skip = {0} if separator else set()
    kept = ["" if number in skip or number in notes else line for number, line in enumerate(lines)]
    separator = separator or separator_of(kept)
    rows, numbers = parsed(kept, separator)
    full = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    return Grid([rows[i] for i in full], [numbers[i] for i in full], separator, tuple(said))


def _control_line(lines: list[str]) -> str:
    first = lines[0].strip().strip('"').lower() if lines else ""
    return first[4:] if first.startswith("sep=") and first[4:] in _WORDS else ""


def _comments(lines: list[str]) -> list[int]:
    """Comment lines before the head; a # further down belongs to the data."""
    found = []
    for number, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            found.append(number)
        elif line.strip() and not line.lower().startswith("sep="):
            break
    return found


def separator_of(lines: Iterable[str]) -> str:
    """Semicolon, tab, bar or comma: the first of them that stands in most of the first lines."""
    sample = [line for line in lines if line.strip()][:50]
    for sign in _WORDS:
        if sum(sign in line for line in sample) * 2 >= len(sample) > 0:
            return sign
    return next((sign for sign in _WORDS if any(sign in line for line in sample)), ";")


def other_separator(line: str, separator: str) -> str:
    """The word for the sign that cuts a line into cells in place of the separator; "" where none does.

    >>> other_separator("2015,03360,326", ";"), other_separator("Uelzen, Landkreis", ";")
    ('Komma', '')
    """
    counts = {sign: line.count(sign) for sign in _WORDS if sign != separator}
    sign = max(counts, key=lambda sign: counts[sign])
    return _WORDS[sign] if counts[sign] >= 2 and counts[sign] > line.count(separator) else ""


def parsed(lines: list[str], separator: str, strict: bool = True) -> tuple[list[list[str]], list[int]]:
    """Cells and first line of every record of a text with separator; quotes may hold separators and line ends."""
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_FIELD and max(map(len, line.split(separator))) > LONGEST_FIELD:
            raise IntakeError(f"Ein Feld ist länger als {LONGEST_FIELD // 1024} kB. Bitte die Zeile prüfen.", number)
    csv.field_size_limit(LONGEST_FIELD * 4)
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=strict)
    rows, numbers, before = [], [], 0
    try:
        for row in reader:
            rows.append(row)
            numbers.append(before + 1)
            before = reader.line_num
    except csv.Error as problem:
        if strict and "expected after" in str(problem):  # a quote inside a text; harmless while it stays in its line
            rows, numbers = parsed(lines, separator, strict=False)
            if all("\n" not in cell for row in rows for cell in row):
                return rows, numbers
        raise IntakeError(
            "Ein Anführungszeichen ist nicht geschlossen oder steht mitten im Feld. Bitte die Zeile berichtigen.",
            before + 1,
        ) from problem
    return rows, numbers


def cut_off(text: str, row: int | None = None) -> list[Message]:
    """A warning for a text whose last line has no end: its last figure may have lost digits, but for one in quotes.

    >>> [message.text[:72] for message in cut_off("03360;2015;46502\\n03361;2015;1787")]
    ['Die letzte Zeile hat kein Zeilenende: die Datei kann mitten in »1787« ab']
    """
    if text.endswith(("\n", "\r", '"')):
        return []
    cell = text[text.rfind("\n") + 1 :].rsplit(";", 1)[-1].strip()[-40:]
    said = f"Die letzte Zeile hat kein Zeilenende: die Datei kann mitten in »{cell}« abgeschnitten sein."
    return [warn(f"{said} Bitte mit dem Original vergleichen oder neu abrufen.", row)]


def rejoined(row: list[str], width: int, separator: str) -> list[str]:
    """A row whose formula-like text (=LINK("a";"b")) was cut at its own separators, put together again.

    >>> rejoined(["1", '=LINK("a"', '"b")', "2"], 3, ";")
    ['1', '=LINK("a";"b")', '2']
    """
    whole: list[str] = []
    for cell in row:
        formula = whole and whole[-1][:1] in ("=", "@", "+", "-") and whole[-1].count("(") > whole[-1].count(")")
        if formula and len(row) > width:
            whole[-1] += separator + cell
        else:
            whole.append(cell)
    return whole


def rectangular(grid: Grid, head: int, width: int) -> list[list[str]]:
    """Data rows below row index `head`, all of the head's width; raises IntakeError for the first that differs."""
    rows = []
    for row, line in zip(grid.rows[head + 1 :], grid.lines[head + 1 :], strict=True):
        cells = row if len(row) <= width else rejoined(row, width, grid.separator)
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) != width:
            raise _ragged(cells, width, line, grid.separator)
        rows.append(cells)
    return rows


def _ragged(cells: list[str], width: int, line: int, separator: str) -> IntakeError:
    count = f"{len(cells)} statt {width} Felder" if len(cells) < width else f"{len(cells)} Felder bei {width} Spalten"
    if separator == "," and len(cells) > width:
        return IntakeError(
            f"Mehrdeutig: {count}, das Komma ist Trennzeichen und Dezimalzeichen. Bitte mit Semikolon speichern.", line
        )
    if len(cells) > width:
        return IntakeError(
            f"{count}: das Trennzeichen ({_WORDS[separator]}) steht vermutlich in einem Text. Bitte den Text in "
            "Anführungszeichen setzen.",
            line,
        )
    return IntakeError(f"Die Zeile hat {count}: vermutlich abgebrochen. Bitte die Datei erneut anfordern.", line)
