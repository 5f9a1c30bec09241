"""Large delimited texts with one head row to columns: compact, every row complete, line numbers kept."""

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.intake.files.grid import other_separator
from isp_utils.intake.messages import IntakeError


def coded(codes: Any, texts: Any) -> pd.Series:
    """A column of texts (category) from whole numbers that point into a list of texts; default index."""
    return pd.Series(pd.Categorical.from_codes(codes, texts))


def columns_of(text: str, separator: str = ";") -> pd.DataFrame:
    """All cells as text (categories), one row a line; the index is the line number.

    Raises IntakeError for a row that is longer or shorter than the head, for repeated column names and for a head
    without rows.
    """
    head = text.split("\n", 1)[0].lstrip("\ufeff")
    names = [name.strip().strip('"') for name in head.split(separator)]
    if len(set(names)) < len(names):
        again = next(name for name in names if names.count(name) > 1)
        raise IntakeError(
            f"Zwei Spalten heißen gleich (»{again[:60]}«); das kommt in der englischen Fassung vor. Bitte die Tabelle "
            "auf Deutsch abrufen.",
            1,
        )
    _refuse_ragged(text, len(names), separator)
    try:
        table = pd.read_csv(
            StringIO(text), sep=separator, names=names, skiprows=1, dtype=str, keep_default_na=False,
            na_values=[], skip_blank_lines=False, quotechar='"', encoding_errors="strict", header=None, index_col=False,
        )  # fmt: skip
    except pd.errors.EmptyDataError:
        table = pd.DataFrame(columns=names)
    except pd.errors.ParserError as problem:
        raise IntakeError(
            "Die Spalten sind nicht lesbar (Anführungszeichen nicht geschlossen?). Bitte die Datei erneut abrufen."
        ) from problem
    table.index = np.arange(2, len(table) + 2, dtype=np.int32)  # type: ignore[assignment]
    table = table[~_blank(table)]
    if table.empty:
        raise IntakeError(
            "Die Datei hat 0 Datenzeilen, nur einen Kopf. Bitte Zeitraum und Auswahl des Abrufs prüfen.", 1
        )
    return table.astype("category")


def _blank(table: pd.DataFrame) -> np.ndarray:
    """Rows of an empty line: nothing in the first cell and no further cell."""
    if table.empty or len(table.columns) < 2:
        return np.zeros(len(table), dtype=bool)
    rest = table.iloc[:, 1]
    return (table.iloc[:, 0].astype(str) == "").to_numpy() & (rest.isna() | (rest == "")).to_numpy()


def _refuse_ragged(text: str, width: int, separator: str) -> None:
    """Every line has as many fields as the head; pandas itself fills a short one with nothing."""
    lines = text.split("\n")
    widths = _widths(lines, separator)[1:]
    wrong = next((number for number, found in enumerate(widths, 2) if lines[number - 1] and found != width), 0)
    if not wrong:
        return
    filled = Counter(found for line, found in zip(lines[1:], widths, strict=True) if line)
    usual, times = filled.most_common(1)[0]
    if usual != width and times > 1 and times * 2 > filled.total():
        raise IntakeError(
            f"Der Kopf hat {width} Spalten, die Zeilen haben {usual} Felder. Bitte die Datei erneut abrufen.", 1
        )
    raise _ragged(lines, wrong, widths[wrong - 2], (width, separator))


def _widths(lines: Sequence[str], separator: str) -> list[int]:
    """Fields of every line; separators inside quotes do not count, and no quote may reach into the next line."""
    found = [line.count(separator) + 1 for line in lines]
    for number, line in enumerate(lines):
        if '"' in line:
            try:
                cells = next(csv.reader([line], delimiter=separator, strict=line.count('"') % 2 == 1), [""])
            except csv.Error as problem:
                raise IntakeError(
                    "Ein Anführungszeichen ist nicht geschlossen. Bitte die Datei erneut abrufen.", number + 1
                ) from problem
            found[number] = len(cells)
    return found


def _ragged(lines: Sequence[str], number: int, found: int, expected: tuple[int, str]) -> IntakeError:
    width, separator = expected
    line = lines[number - 1]
    if found < width and (other := other_separator(line, separator)):
        text = f"Die Zeile ist mit {other} getrennt statt wie die übrigen mit Semikolon"
        return IntakeError(f"{text}. Bitte die Datei unverändert neu abrufen.", number)
    last = not any(lines[number:])
    if found < width:
        reason = ": die Datei ist dort abgeschnitten" if last else ""
        return IntakeError(
            f"Die Zeile hat {found} statt {width} Felder{reason}. Bitte die Datei erneut abrufen.", number
        )
    text = f"{found} Felder bei {width} Spalten: das Trennzeichen steht vermutlich in einem Text."
    return IntakeError(f"{text} Bitte die Datei erneut abrufen oder den Text in Anführungszeichen setzen.", number)
