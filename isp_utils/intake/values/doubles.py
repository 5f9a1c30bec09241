"""The same figure twice in an office's table: with one value it is read once, with two the file is refused."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Message, error, warn, with_noun
from isp_utils.intake.values.codes import codes_of


def without_doubles(
    table: pd.DataFrame, key: Sequence[str], values: Sequence[str]
) -> tuple[pd.DataFrame, list[Message]]:
    """The table (with row) without rows that repeat another exactly, which are said; an error for those that differ.

    `key` says whose figure it is, `values` are the columns that must be the same.
    """
    codes = codes_of(table, key)
    order = np.argsort(codes, kind="stable")
    same = np.flatnonzero(codes[order][1:] == codes[order][:-1])
    if not len(same):
        return table, []
    first, second = order[same], order[same + 1]
    content = codes_of(table, values)
    differ = content[first] != content[second]
    row = table["row"].to_numpy()
    pairs = np.sort(np.column_stack([row[first], row[second]]), axis=1)
    kept = np.ones(len(table), dtype=bool)
    kept[second[~differ]] = False
    said = [*_differing(pairs[differ]), *_repeated(pairs[~differ])]
    return table[kept].reset_index(drop=True), said  # the labels of a file may repeat as well


def _differing(pairs: np.ndarray) -> Iterator[Message]:
    for first, second in np.unique(pairs, axis=0).tolist():
        if first == second:
            text = f"In Zeile {first} stehen verschiedene Werte unter derselben Überschrift."
            yield error(f"{text} Bitte jeder Spalte ihre eigene Überschrift geben.", second)
            continue
        text = f"Dieselbe Angabe steht in Zeile {first} und Zeile {second} mit verschiedenen Werten."
        remedy = "Bitte die Tabelle neu abrufen oder beim Herausgeber klären, welcher Wert gilt."
        yield error(f"{text} {remedy}", second)


def _repeated(pairs: np.ndarray) -> Iterator[Message]:
    if not len(pairs):
        return
    pairs = np.unique(pairs, axis=0)
    first, second = pairs[0].tolist()
    number = with_noun(len(np.unique(pairs[:, 1])), "Zeile steht", "Zeilen stehen")
    text = f"{number} doppelt mit denselben Werten (Zeile {first} und Zeile {second}{', …' if len(pairs) > 1 else ''})"
    remedy = "Bitte prüfen, ob die Datei nach dem Abruf verändert worden ist."
    yield warn(f"{text}; jede Angabe ist einmal gelesen. {remedy}", second)
