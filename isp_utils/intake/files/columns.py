"""Large delimited texts with one head row to columns: compact, every row complete, line numbers kept."""

import re
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd

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
            f"Spaltennamen nicht eindeutig: »{again[:60]}« steht mehrfach. Bitte den Kopf vollständig liefern.", 1
        )
    try:
        table = pd.read_csv(
            StringIO(text), sep=separator, names=names, skiprows=1, dtype=str, keep_default_na=False,
            na_values=[], skip_blank_lines=False, quotechar='"', encoding_errors="strict", header=None, index_col=False,
        )  # fmt: skip
    except pd.errors.EmptyDataError:
        table = pd.DataFrame(columns=names)
    except pd.errors.ParserError as problem:
        raise _broken(str(problem), len(names)) from problem
    table.index = np.arange(2, len(table) + 2, dtype=np.int32)  # type: ignore[assignment]
    table = table[~_blank(table)]
    if table.empty:
        raise IntakeError(
            "Die Datei hat 0 Datenzeilen, nur einen Kopf. Bitte Zeitraum und Auswahl des Abrufs prüfen.", 1
        )
    short = table[names[-1]].isna().to_numpy()
    if short.any():
        line = int(table.index[short][0])
        found = int(table.iloc[int(np.flatnonzero(short)[0])].notna().sum())
        raise IntakeError(f"Die Zeile hat {found} statt {len(names)} Felder. Bitte die Datei erneut abrufen.", line)
    return table.astype("category")


def _blank(table: pd.DataFrame) -> np.ndarray:
    """Rows of an empty line: nothing in the first cell and no further cell."""
    if table.empty or len(table.columns) < 2:
        return np.zeros(len(table), dtype=bool)
    return (table.iloc[:, 0].astype(str) == "").to_numpy() & table.iloc[:, 1].isna().to_numpy()


def _broken(problem: str, width: int) -> IntakeError:
    match = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", problem)
    if match:
        text = f"{match[3]} Felder bei {width} Spalten: das Trennzeichen steht vermutlich in einem Text."
        return IntakeError(
            f"{text} Bitte die Datei erneut abrufen oder den Text in Anführungszeichen setzen.", int(match[2])
        )
    return IntakeError(
        "Die Spalten sind nicht lesbar (Anführungszeichen nicht geschlossen?). Bitte die Datei erneut abrufen."
    )
