"""What is not there: a row of a table that lists every combination, a Kreis of a Land whose other Kreise are listed.

All flat files of the reference material list every combination of their characteristics or lack many of them.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Message, first_few, warn, with_noun
from isp_utils.intake.values.codes import codes_of, where
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.times import last_day

_MOST = 0.02  # share of combinations that single lost rows can be
ORIGINAL = "Bitte mit der Tabelle des Herausgebers vergleichen oder neu abrufen."


def missing_rows(table: pd.DataFrame, names: Sequence[str], keys: Keys) -> Iterator[Message]:
    """A warning where a few combinations of the columns `names` are absent and all others there.

    Kreise that a reform made or dissolved may stand there for some of the years.
    """
    table = table[~where(table["region"], keys.history.__contains__)]
    if table.empty:
        return
    varied = [name for name in names if table[name].nunique() > 1]
    sizes = [table[name].nunique() for name in varied]
    codes = codes_of(table, varied)
    rows, product = int(codes.max()) + 1, int(np.prod(sizes, dtype=float)) if sizes else 0
    if len(varied) < 2 or not 0 < product - rows <= max(1, int(_MOST * product)):
        return
    absent = product - rows
    fewest = min(varied, key=lambda name: _counts(table, codes, name).min() / _counts(table, codes, name).max())
    counts = _counts(table, codes, fewest)
    label = counts.idxmin()
    row = int(table.loc[(table[fewest] == label).to_numpy(), "row"].iloc[-1])
    number = with_noun(absent, "Zeile fehlt", "Zeilen fehlen")
    text = f"{number} in der Datei, am auffälligsten bei »{label}« ({counts.min()} statt {counts.max()})"
    yield warn(f"{text}. {ORIGINAL}", row)


def _counts(table: pd.DataFrame, codes: np.ndarray, name: str) -> pd.Series:
    """How many combinations every value of a column has."""
    return pd.Series(codes).groupby(table[name].astype(str).to_numpy()).nunique()


def missing_kreise(table: pd.DataFrame, keys: Keys) -> Iterator[Message]:
    """A warning for Kreise that are absent from a table which lists all others of their Land, and Länder in full."""
    here = table[where(table["level"], "kreis".__eq__)]
    if here.empty:
        return
    present = set(here["region"].astype(str).unique())
    latest = max(here["period"].astype(str).unique())
    if not latest:
        return
    day = last_day(latest)
    expected = [
        key for key, region in keys.register.regions.items() if region.level == "kreis" and keys.existed(key, day)
    ]
    absent = [key for key in expected if key not in present]
    laender = {key[:2] for key in present}
    lacking = sorted({key[:2] for key in absent} & laender)
    complete = laender - set(lacking)
    gone = [key for key in absent if key[:2] in lacking]
    if not lacking or len(complete) < len(lacking) or len(gone) * 10 > len(present):
        return
    names = first_few((f"{key} {keys.register[key].name}" for key in gone), 5)
    text = (
        f"{with_noun(len(gone), 'Kreis fehlt', 'Kreise fehlen')}, obwohl die übrigen desselben Landes dastehen: {names}"
    )
    yield warn(f"{text}. {ORIGINAL}", int(here["row"].iloc[-1]))
