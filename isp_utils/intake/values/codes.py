"""Columns of a table as whole numbers: what large tables are compared by."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

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
