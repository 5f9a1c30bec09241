"""The same figure twice in an office's table: with one value it is read once, with two the file is refused."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.messages import IntakeError, Message, warn, with_noun

_LARGEST = 2**62


def codes_of(table: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """One whole number for every combination of the columns' values, from 0 without gaps."""
    codes, size = np.zeros(len(table), dtype=np.int64), 1
    for name in names:
        column, number = _numbered(table[name])
        if size * number > _LARGEST:
            codes, kinds = pd.factorize(codes)
            size = len(kinds)
        codes, size = codes * number + column, size * number
    return pd.factorize(codes)[0].astype(np.int64)


def _numbered(column: pd.Series) -> tuple[np.ndarray, int]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64) + 1, len(column.cat.categories) + 1
    codes, kinds = pd.factorize(column)
    return codes.astype(np.int64) + 1, len(kinds) + 1


def where(column: pd.Series, holds: Callable[[str], bool]) -> np.ndarray:
    """In which rows something holds for the text of a column; asked once for every text."""
    texts = column.astype("category")
    answers = np.array([holds(str(text)) for text in texts.cat.categories] + [False], dtype=bool)
    return answers[texts.cat.codes.to_numpy()]


def without_repeats(table: pd.DataFrame, names: Sequence[str]) -> tuple[pd.DataFrame, list[Message]]:
    """The table with every figure once; `names` are the columns that tell figures apart.

    Raises IntakeError where the same figure stands there with two values, naming both rows.
    """
    codes = codes_of(table, names)
    filled = where(table["raw"], lambda text: bool(text.strip()))  # a wide row may leave a measure to its sister row
    places = np.flatnonzero(filled)
    order = places[np.argsort(codes[places], kind="stable")]
    same = np.flatnonzero(codes[order][1:] == codes[order][:-1])
    if not len(same):
        return table, []
    row, first, second = table["row"].to_numpy(), order[same], order[same + 1]
    raw = table["raw"].astype("category").cat.codes.to_numpy()
    differ = raw[first] != raw[second]
    if differ.any():
        one, two = sorted((int(row[first[differ][0]]), int(row[second[differ][0]])))
        raise IntakeError(
            f"Dieselbe Angabe steht in Zeile {one} und Zeile {two} mit verschiedenen Werten. "
            "Bitte die Tabelle neu abrufen oder beim Herausgeber klären, welcher Wert gilt.",
            two,
        )
    rows = np.unique(row[second])
    text = (
        f"{with_noun(len(rows), 'Zeile steht', 'Zeilen stehen')} doppelt in der Datei; jede Angabe ist einmal gelesen"
    )
    message = warn(f"{text}. Bitte prüfen, ob die Datei nach dem Abruf verändert worden ist.", int(rows[0]))
    kept = np.ones(len(table), dtype=bool)
    kept[second] = False
    return table[kept].reset_index(drop=True), [message]
