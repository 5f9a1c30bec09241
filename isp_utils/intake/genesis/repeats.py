"""The same figure twice in an office's table: with one value it is read once, with two the file is refused."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.messages import IntakeError, Message, warn, with_noun


def codes_of(table: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """One whole number for every combination of the columns' values, from 0 without gaps."""
    codes = np.zeros(len(table), dtype=np.int64)
    for name in names:
        column, kinds = pd.factorize(table[name])
        codes = pd.factorize(codes * (len(kinds) + 1) + column)[0].astype(np.int64)
    return codes


def without_repeats(table: pd.DataFrame, names: Sequence[str]) -> tuple[pd.DataFrame, list[Message]]:
    """The table with every figure once; `names` are the columns that tell figures apart.

    Raises IntakeError where the same figure stands there with two values, naming both rows.
    """
    codes = codes_of(table, names)
    filled = table["raw"].astype(str).str.strip().to_numpy() != ""  # a wide row may leave a measure to its sister row
    places = np.flatnonzero(filled)
    order = places[np.argsort(codes[places], kind="stable")]
    same = np.flatnonzero(codes[order][1:] == codes[order][:-1])
    if not len(same):
        return table, []
    raw, row = table["raw"].astype(str).to_numpy(), table["row"].to_numpy()
    first, second = order[same], order[same + 1]
    differ = raw[first] != raw[second]
    if differ.any():
        one, two = sorted((int(row[first[differ][0]]), int(row[second[differ][0]])))
        raise IntakeError(
            f"Dieselbe Angabe steht in Zeile {one} und Zeile {two} mit verschiedenen Werten. "
            "Bitte die Tabelle neu abrufen oder beim Herausgeber klären, welcher Wert gilt.",
            two,
        )
    rows = np.unique(row[second])
    text = f"{with_noun(len(rows), 'Zeile steht', 'Zeilen stehen')} doppelt in der Datei; jede Angabe ist einmal gelesen"
    message = warn(f"{text}. Bitte prüfen, ob die Datei nach dem Abruf verändert worden ist.", int(rows[0]))
    kept = np.ones(len(table), dtype=bool)
    kept[second] = False
    return table[kept].reset_index(drop=True), [message]
