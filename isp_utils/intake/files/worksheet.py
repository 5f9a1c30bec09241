"""The XML of one worksheet to a Sheet, as a stream: values, hidden rows and columns, merged areas, empty formulas."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from xml.etree import ElementTree

from isp_utils.intake.files.sheets import Cell, Sheet, cell_name
from isp_utils.intake.messages import IntakeError

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_PERCENT = {9, 10}
_ESCAPED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PRINTED = {f"{pages}{part}" for pages in ("odd", "even", "first") for part in ("Header", "Footer")}
_PRINT_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|[A-Z])')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Styles:
    """Which cell formats show a date, a percentage or a coloured background."""

    dates: frozenset[int]
    percent: frozenset[int]
    coloured: frozenset[int]
    day_zero: datetime

    @classmethod
    def of(cls, root: ElementTree.Element | None, old_dates: bool) -> "Styles":
        """Styles of a workbook's styles.xml (None where it has none)."""
        day_zero = datetime(1904, 1, 1) if old_dates else datetime(1899, 12, 30)
        if root is None:
            return cls(frozenset(), frozenset(), frozenset(), day_zero)
        codes = {_number(item, "numFmtId"): item.get("formatCode", "") for item in _all(root, "numFmt")}
        fills = [
            any(p.get("patternType") not in (None, "none", "gray125") for p in _all(f, "patternFill"))
            for f in _all(root, "fill")
        ]
        formats = [list(_all(part, "xf")) for part in _all(root, "cellXfs")]
        dates, percent, coloured = set(), set(), set()
        for place_, item in enumerate(formats[0] if formats else ()):
            number = _number(item, "numFmtId")
            code = _ESCAPED.sub("", codes.get(number, "")).lower()
            if number in _BUILT_IN_DATES or (
                number in codes and re.search(r"[dyj]|mm|h", code) and "general" not in code
            ):
                dates.add(place_)
            if number in _BUILT_IN_PERCENT or "%" in code:
                percent.add(place_)
            fill = _number(item, "fillId")
            if fill < len(fills) and fills[fill]:
                coloured.add(place_)
        return cls(frozenset(dates), frozenset(percent), frozenset(coloured), day_zero)


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [item for item in root.iter() if item.tag.endswith(f"}}{name}")]


def _number(item: ElementTree.Element, name: str) -> int:
    text = item.get(name, "0")
    return int(text) if text.isdigit() else 0


def read_worksheet(stream: IO[bytes], sheet: Sheet, strings: list[str], styles: Styles) -> None:
    """Fill a sheet from its XML; raises ParseError or ValueError where it is damaged."""
    row = column = 0
    for event, item in ElementTree.iterparse(stream, events=("start", "end")):
        tag = item.tag.rsplit("}", 1)[-1]
        if event == "start":
            if tag == "row":
                row, column = int(item.get("r") or row + 1), 0
                if item.get("hidden") in ("1", "true"):
                    sheet.hidden_rows.add(row)
            continue
        if tag == "c":
            reference = _PLACE.fullmatch(item.get("r", ""))
            column = column_number(reference[1]) if reference else column + 1
            _take(item, sheet, (row, column), strings, styles)
            item.clear()
        elif tag == "row":
            item.clear()
        elif tag == "col" and item.get("hidden") in ("1", "true"):
            sheet.hidden_columns.update(range(int(item.get("min", "1")), min(int(item.get("max", "1")), 16_384) + 1))
        elif tag in _PRINTED and item.text:
            sheet.notes.append(("Kopf- oder Fußzeile", _PRINT_CODE.sub(" ", item.text)))
        elif tag == "mergeCell":
            ends = [_PLACE.fullmatch(end) for end in item.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
                sheet.merged.append((int(top), column_number(left), int(bottom), column_number(right)))
    # blank rows and columns may be hidden without anybody missing them
    sheet.hidden_rows &= set(sheet.cells)
    sheet.hidden_columns &= {column for cells in sheet.cells.values() for column in cells}


def column_number(letters: str) -> int:
    """1 for A, 52 for AZ.

    >>> column_number("A"), column_number("AZ")
    (1, 52)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _take(item: ElementTree.Element, sheet: Sheet, at: tuple[int, int], strings: list[str], styles: Styles) -> None:
    kind, style = item.get("t", "n"), item.get("s", "0")
    shape = int(style) if style.isdigit() else 0
    parts = {child.tag.rsplit("}", 1)[-1]: child for child in item}
    text = parts["v"].text if "v" in parts else None
    if kind == "inlineStr" and "is" in parts:
        text = "".join(part.text or "" for part in parts["is"].iter() if part.tag.endswith("}t"))
    if text is None or text == "":
        if "f" in parts and kind != "str":
            sheet.empty_formulas.append(cell_name(*at))
        elif shape in styles.coloured and len(sheet.filled_empty) < 10_000:
            sheet.filled_empty.append(cell_name(*at))
        return
    if kind == "e":
        sheet.error_cells[cell_name(*at)] = text
    value = _value(text, kind, shape, strings, styles)
    sheet.put(*at, value)
    if shape in styles.percent and isinstance(value, float):
        sheet.percent.add(at)


def _value(text: str, kind: str, shape: int, strings: list[str], styles: Styles) -> Cell:
    if kind == "s":
        number = int(text)
        if not 0 <= number < len(strings):
            raise IntakeError("Die Excel-Datei ist beschädigt (Textverzeichnis). Bitte in Excel neu speichern.")
        return strings[number]
    if kind in ("str", "inlineStr", "e"):
        return text
    if kind == "b":
        return text == "1"
    if kind == "d":
        return datetime.fromisoformat(text.removesuffix("Z"))
    number_value = float(text)
    if shape in styles.dates and 0 < number_value < 2_958_466:
        return styles.day_zero + timedelta(days=number_value)
    return number_value
