"""Where key, names, head and figures of an official Excel table lie: by its content, for any number of head rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from isp_utils.intake.files.sheets import Cell, Sheet, unmerged, written
from isp_utils.intake.values.keys import Keys, cleaned
from isp_utils.intake.values.names import words
from isp_utils.intake.values.symbols import Profile, read_cell
from isp_utils.intake.values.times import period_of

SAMPLE = 500  # rows looked at to find the column of names
_PARTS = ("land", "rb", "kreis", "vb", "gem")  # the Gemeindeverzeichnis spreads its key over five columns
_LEADING_KEY = re.compile(r"([01][0-9]{1,11}|DG|00)(?=$|[ .])(?! ?[0-9])")
_SPAN = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2} ?(?:und|bis|zu|[-–]) ?((?:19|20)?[0-9]{2})(?![0-9])")
_DATE = re.compile(
    r"([0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2})|([0-3]?[0-9]\. [A-ZÄ][a-zä]+ (?:19|20)[0-9]{2})|"
    r"((?:19|20)[0-9]{2})(?![0-9])"
)


@dataclass(frozen=True)
class WideTable:
    """Geometry of a sheet: the written key of every data row, and the role and head of every column."""

    keys: dict[int, str]
    names: dict[int, str]
    head: dict[int, str]  # column -> texts of the head, outermost first, joined by " | "
    texts: tuple[int, ...]  # columns with words
    figures: tuple[int, ...]  # columns with figures
    title: str
    notes: tuple[str, ...]
    keyless: dict[int, str]  # rows with figures among the others whose key is none, and what stands in its place


def wide_table(sheet: Sheet, signs: Profile, keys: Keys) -> WideTable | None:
    """The table of a sheet, or None where no column holds official keys beside figures."""
    found = _split_key(sheet) or _key_column(sheet, keys)
    if not found or len(found.keys) < 3:
        return None
    columns = sorted({c for row in found.keys for c in sheet.cells.get(row, {}) if c not in found.columns})
    figures = [column for column in columns if _holds_figures(_cells_of(sheet, column, found.keys), signs)]
    if not figures:
        return None
    texts = [column for column in columns if column not in figures]
    head = _head(sheet, found.start, columns)
    named = _name_column(sheet, found.keys, texts, head, keys)
    rows, last = sorted(sheet.cells), max(found.keys)
    above, below = [row for row in rows if row < found.start], [row for row in rows if row > last]
    return WideTable(
        keys={row: key for row, key in found.keys.items() if _has_any(sheet, row, figures)},
        names={row: _name(sheet, row, named, found.columns) for row in found.keys},
        head=head,
        texts=tuple(column for column in texts if column != named),
        figures=tuple(figures),
        title=_one_line(_words_in(sheet, above)[:2]),
        notes=tuple(_words_in(sheet, below)),
        keyless=_keyless(sheet, found, figures),
    )


def _cells_of(sheet: Sheet, column: int, rows: Iterable[int]) -> list[Cell]:
    """What stands in a column in some rows, empty cells left out."""
    return [cells[column] for row in rows if column in (cells := sheet.cells.get(row, {}))]


def _has_any(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    return any(column in sheet.cells.get(row, {}) for column in columns)


def _words_in(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    return [written(value) for row in rows for value in sheet.cells[row].values() if isinstance(value, str)]


def _name(sheet: Sheet, row: int, named: int | None, used: set[int]) -> str:
    """The name of an area in its column, else what stands behind its key."""
    return written(sheet.cells[row].get(named, "")) if named else _rest_of_key(sheet, row, used)


def _keyless(sheet: Sheet, found: "_Keys", figures: Sequence[int]) -> dict[int, str]:
    """Rows with figures among the others whose key is none, and what stands in its place."""
    last = max(found.keys)
    return {
        row: _one_line(written(cells[column]) for column in sorted(found.columns) if column in cells)
        for row, cells in sheet.cells.items()
        if found.start <= row <= last and row not in found.keys and _has_any(sheet, row, figures)
    }


def row_of_areas(sheet: Sheet, keys: Keys) -> int | None:
    """The row whose cells begin with official keys, where areas stand side by side; None where none does."""
    for row in sorted(sheet.cells)[:12]:
        found = [key for value in sheet.cells[row].values() if (key := _leading_key(value, 0))]
        areas = keys.areas(found, "genesis")
        if sum(bool(areas[key].region) for key in found) >= 3:
            return row
    return None


@dataclass(frozen=True)
class _Keys:
    """Written key of every row, the columns it stands in, and the first row below the head."""

    keys: dict[int, str]
    columns: set[int]
    start: int


def _holds_figures(cells: list[Cell], signs: Profile) -> bool:
    """Numbers and signs; digits kept as text are codes (Postleitzahl, Satzart), unless they have decimals."""
    good = sum(not isinstance(c, str) or c.startswith("#") or read_cell(c, signs) is not None for c in cells)
    codes = sum(isinstance(c, str) and c.strip().isdigit() for c in cells)
    return bool(cells) and good >= 0.8 * len(cells) and codes < 0.5 * len(cells)


def _split_key(sheet: Sheet) -> _Keys | None:
    """Rows of a table with Land, RB, Kreis, VB, Gem in five columns: the Regionalschlüssel of twelve digits."""
    for row in sorted(sheet.cells)[:12]:
        places = {written(value).strip().lower(): column for column, value in sheet.cells[row].items()}
        if all(part in places for part in _PARTS):
            columns = [places[part] for part in _PARTS]
            below = {r: [written(sheet.cells[r].get(c, "")).strip() for c in columns] for r in sheet.cells if r > row}
            areas = [r for r, parts in below.items() if parts[0].isdigit()]
            whole = {r: parts for r, parts in below.items() if all(part.isdigit() for part in parts)}
            keys = {
                r: "".join(part.zfill(n) for part, n in zip(parts, (2, 1, 2, 4, 3), strict=True))
                for r, parts in whole.items()
            }
            return _Keys(keys, set(columns), min(areas)) if areas else None
    return None


def _key_column(sheet: Sheet, keys: Keys) -> _Keys | None:
    """The first of the leftmost columns whose cells are, or begin with, official keys."""
    first, last = sheet.columns
    for column in range(first, min(first + 5, last) + 1):
        cells = {row: values[column] for row, values in sheet.cells.items() if column in values}
        width = _width([cleaned(written(value)) for value in cells.values() if isinstance(value, float)])
        found = {row: key for row, value in cells.items() if (key := _leading_key(value, width))}
        if len(found) < 3:
            continue
        start = min(found)
        below = [row for row in cells if row >= start]
        areas = keys.areas(found.values(), "genesis")
        known = {row: key for row, key in found.items() if areas[key].region or key == "00"}
        known |= {row: "DG" for row in found.keys() - known.keys() if _is_whole_country(sheet, row)}
        if len(known) >= 0.6 * len(below) and len(known) >= 0.8 * len(found):
            return _Keys(known, {column}, start)
    return None


def _is_whole_country(sheet: Sheet, row: int) -> bool:
    """A row named Deutschland, whatever its key: the national accounts number it 17, after the sixteen Länder."""
    return any(written(value).strip() == "Deutschland" for value in sheet.cells[row].values())


def _width(numbers: list[str]) -> int:
    """Digits that keys written as numbers had before Excel dropped the zero of the Land."""
    width = max((len(text) for text in numbers if text.isdigit()), default=0)
    return width + 1 if any(len(text) == width and not "01" <= text[:2] <= "16" for text in numbers) else width


def _leading_key(value: Cell, width: int) -> str:
    text = cleaned(written(value))
    if isinstance(value, float):
        return text.zfill(width) if text.isdigit() and width in (5, 8, 9, 12) else ""
    if text in ("Deutschland", "Bundesgebiet"):
        return "DG"
    match = _LEADING_KEY.match(text)
    return match[1] if match else ""


def _head(sheet: Sheet, first: int, columns: Iterable[int]) -> dict[int, str]:
    """Texts above every column, from the first row with more than one filled cell; running numbers left out."""
    above = sorted(row for row in sheet.cells if row < first)[-8:]
    above = [row for row in above if len(sheet.cells[row]) > 1 and not _running_numbers(sheet, row)]
    texts = unmerged(sheet, above)
    paths = {}
    for column in columns:
        parts = [_one_line([texts[row].get(column, "")]) for row in above]
        paths[column] = " | ".join(dict.fromkeys(part for part in parts if part))
    return paths


def _running_numbers(sheet: Sheet, row: int) -> bool:
    values = [written(value).strip() for _, value in sorted(sheet.cells[row].items())]
    return len(values) > 2 and sorted(values) == sorted(str(number) for number in range(1, len(values) + 1))


def _name_column(
    sheet: Sheet, rows: dict[int, str], columns: list[int], head: dict[int, str], keys: Keys
) -> int | None:
    """The column of words that holds the most official names; where none does, the one whose head speaks of names."""
    areas = keys.areas(rows.values(), "genesis")
    names = {row: words(areas[key].name) for row, key in list(rows.items())[:SAMPLE] if areas[key].name}
    hits = {c: sum(bool(n & words(written(sheet.cells[row].get(c, "")))) for row, n in names.items()) for c in columns}
    if best := max(hits.values(), default=0):
        return next(column for column in columns if hits[column] == best)
    hints = [c for c in columns if re.search(r"name|bezeichnung|raumeinheit|region|gemeinde|kreis", head[c], re.I)]
    return next(iter(hints or columns), None)


def _rest_of_key(sheet: Sheet, row: int, used: set[int]) -> str:
    text = " ".join(written(sheet.cells[row].get(column, "")) for column in used)
    return _LEADING_KEY.sub("", text).strip()


def _one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def period_in(*texts: str) -> str:
    """The period of the first text that names a day or a year; "" where none does. Of several years it is the last.

    >>> period_in("Bevölkerung | 31.12.2023 (Jahr)"), period_in("insgesamt", "Gebietsstand 31.12.2018")
    ('2023-12-31', '2018-12-31')
    >>> period_in("Entwicklung zwischen 2019 und 2024 pro Jahr"), period_in("in den Jahren 2021-24")
    ('2024', '2024')
    """
    for text in texts:
        if span := _SPAN.search(text):
            return span[1] if len(span[1]) == 4 else f"20{span[1]}"
        for match in _DATE.finditer(text):
            if period := period_of(match[0]):
                return period
    return ""
