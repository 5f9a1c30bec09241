"""Whether the rows of a flat file are as the service wrote them: nothing shifted, exchanged, cut off or left out.

Measured on the flat files of the reference material (38 of both dialects): every code has one label, a classifying
variable that occurs at all stands in many rows, all areas have the same number of rows, and the last line is ended.
"""

import re

import numpy as np
import pandas as pd

from isp_utils.intake.genesis.flat_dimensions import REGIONAL
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.values.times import period_of

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_.+-]*|")
_RARE = 0.002  # share of rows below which a classifying variable is no variable of this table
AGAIN = "Bitte die Tabelle erneut abrufen."


def refuse_shifted(table: pd.DataFrame) -> None:
    """Codes, times and values must stand in their own columns; sporadic shifts are known (CorrelAid/restatis#83)."""
    _refuse_times(table)
    checks = {"statistics_code": table["statistics_code"].astype(str).str.fullmatch(r"[A-Z0-9][A-Z0-9-]*").to_numpy()}
    for name in table.columns:
        if name.endswith("_variable_code"):
            pattern = r"[A-Z][A-Z0-9_-]*|" if not name.startswith("value") else r"[A-Z0-9][A-Z0-9_-]*"
            kinds = [text for text in table[name].cat.categories if re.fullmatch(pattern, str(text).strip())]
            checks[name] = table[name].isin(kinds).to_numpy()
            if not name.startswith("value"):
                checks[name] = checks[name] & ~table[name].isin(_rare(table[name])).to_numpy()
        if re.fullmatch(r"[0-9]_variable_attribute_code", str(name)):
            kinds = [text for text in table[name].cat.categories if _CODE.fullmatch(str(text).strip())]
            checks[name] = table[name].isin(kinds).to_numpy()
    if "value_unit" in table.columns:
        checks["value_unit"] = ~table["value_unit"].isin(_rare(table["value_unit"])).to_numpy()
    for name, good in checks.items():
        if not good.all():
            _refuse(table, name, int(np.flatnonzero(~good)[0]))
    for code, label in _pairs(table):
        _refuse_other_label(table, code, label)


def _refuse(table: pd.DataFrame, name: str, place: int) -> None:
    text = str(table[name].iloc[place])[:40]
    raise IntakeError(f"Spalten verschoben: in »{name}« steht »{text}«. {AGAIN}", int(table.index[place]))


def _refuse_times(table: pd.DataFrame) -> None:
    """One row without a time is shifted; where no row has one, the table counts by something else (semesters)."""
    good = table["time"].isin([text for text in table["time"].cat.categories if period_of(str(text))]).to_numpy()
    if good.all():
        return
    label = str(table["time_label"].iloc[0]).strip()
    text = str(table["time"].iloc[int(np.flatnonzero(~good)[0])])[:40]
    if not good.any() or (table["time_code"].nunique() == 1 and re.match(r"semester", label, re.I)):
        raise IntakeError(
            f"Die Tabelle zählt nach »{label or 'unbekannter Zeit'}« (»{text}«). Gelesen werden Jahr, Schuljahr, "
            "Quartal, Monat und Stichtag. Bitte eine Tabelle mit einer dieser Zeitangaben abrufen.",
            int(table.index[~good][0]),
        )
    _refuse(table, "time", int(np.flatnonzero(~good)[0]))


def _rare(column: pd.Series) -> list[str]:
    """Variables that hardly any row has: codes of another column."""
    counts = column.value_counts()
    most = max(1, int(_RARE * len(column)))
    return [
        str(code) for code, count in counts.items()
        if 0 < count <= most and len(column) > 10 * count and not REGIONAL.fullmatch(str(code).strip())
    ]  # fmt: skip


def _pairs(table: pd.DataFrame) -> list[tuple[list[str], str]]:
    """Columns of codes, and the column with the label that belongs to them; areas are checked by their names."""
    found = [(["statistics_code"], "statistics_label"), (["time_code"], "time_label")]
    if "value_variable_code" in table.columns:
        found.append((["value_variable_code"], "value_variable_label"))
    for name in table.columns:
        if match := re.fullmatch(r"([0-9])_variable_code", str(name)):
            slot = f"{match[1]}_variable"
            found.append(([f"{slot}_code"], f"{slot}_label"))
            if not any(REGIONAL.fullmatch(str(code).strip()) for code in table[name].cat.categories):
                found.append(([f"{slot}_code", f"{slot}_attribute_code"], f"{slot}_attribute_label"))
    return found


def _refuse_other_label(table: pd.DataFrame, codes: list[str], label: str) -> None:
    """A code that has another label in one row than in the others."""
    keys = np.zeros(len(table), dtype=np.int64)
    for name in codes:
        keys = keys * (len(table[name].cat.categories) + 1) + table[name].cat.codes.to_numpy()
    texts, kinds = table[label].cat.codes.to_numpy().astype(np.int64), len(table[label].cat.categories) + 1
    pairs, first, counts = np.unique(keys * kinds + texts, return_index=True, return_counts=True)
    again = np.flatnonzero(np.diff(pairs // kinds) == 0)
    if not len(again):
        return
    same = np.flatnonzero(pairs // kinds == pairs[again[0]] // kinds)
    usual, odd = same[np.argmax(counts[same])], same[np.argmin(counts[same])]
    odd = same[-1] if odd == usual else odd
    if "\ufffd" in str(table[label].iloc[first[odd]]) + str(table[label].iloc[first[usual]]):
        return
    one, other = int(first[odd]), int(first[usual])
    code = str(table[codes[-1]].iloc[one]).strip() or "leer"
    text = f"Neben dem Schlüssel »{code}« steht »{str(table[label].iloc[one]).strip()[:60]}«"
    raise IntakeError(
        f"{text}, in Zeile {table.index[other]} aber »{str(table[label].iloc[other]).strip()[:60]}«. Die Datei ist "
        f"nach dem Abruf verändert worden. {AGAIN}",
        int(table.index[one]),
    )
