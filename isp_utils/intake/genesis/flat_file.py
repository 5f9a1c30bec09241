"""GENESIS flat files ("ffcsv"): the dialects of 2025 (long) and 2024 (one column a measure), to observations."""

import re

import numpy as np
import pandas as pd

from isp_utils.intake.files.columns import columns_of
from isp_utils.intake.files.grid import cut_off
from isp_utils.intake.genesis.checks import Named, genuine, spare_slips
from isp_utils.intake.genesis.flat_dimensions import dimensions, with_months, with_regions
from isp_utils.intake.genesis.flat_rows import refuse_shifted
from isp_utils.intake.genesis.flat_wide import long_2024
from isp_utils.intake.genesis.layout import flag_of_mark
from isp_utils.intake.messages import IntakeError, Message, warn, with_noun
from isp_utils.intake.reading import LABEL, Origin, Reading, complete, text_column
from isp_utils.intake.values.existence import settle_dashes
from isp_utils.intake.values.key_messages import unknown_areas
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.numbers import ENGLISH, GERMAN, style_of
from isp_utils.intake.values.symbols import profile, read_cell, read_cells
from isp_utils.intake.values.times import period_of

HEAD_2025 = "statistics_code;statistics_label;time_code"
HEAD_2024 = (
    "statistik_code;statistik_label;zeit_code",
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code",
)
_OLD_NAMES = {"merkmal": "variable", "auspraegung": "variable_attribute", "statistik": "statistics", "zeit": "time"}
ENGLISH_TIMES = ("year", "reference date", "quarter", "month", "semester")


def refuse_saved_again(head: str) -> None:
    """Raise IntakeError for the head of a flat file whose columns are no longer separated by semicolons."""
    for sign, word in ((",", "Komma"), ("\t", "Tabulator"), ("|", "senkrechtem Strich")):
        if head.replace(sign, ";").startswith((HEAD_2025, *HEAD_2024)) and not head.startswith((HEAD_2025, *HEAD_2024)):
            raise IntakeError(
                f"Die Spalten sind mit {word} statt mit Semikolon getrennt: die Datei ist nach dem Abruf neu "
                "gespeichert worden. Bitte die Originaldatei liefern oder die Tabelle neu abrufen.",
                1,
            )


def read_flat_file(text: str, file: str, keys: Keys) -> Reading:
    """Observations of a flat file; dimensions carry the publisher's codes.

    Raises IntakeError for shifted columns, unknown signs, repeated keys with different values, and files without rows.
    """
    table = columns_of(text)
    table.columns = [_modern(name) for name in table.columns]
    _refuse_incomplete_head(list(table.columns))
    table, said = _without_stray_rows(table)
    refuse_shifted(table)
    said += cut_off(text, int(table.index[-1]))
    table = table.assign(row=table.index, period=_periods(table["time"])).reset_index(drop=True)
    table, names = dimensions(table)
    table = with_regions(with_months(table), keys)
    measured = _long_2025(table) if "value" in table.columns else long_2024(table)
    values, unknown = read_cells(measured["raw"], profile("destatis"), _language(measured))
    _refuse_unit(measured, unknown)
    said += spare_slips(values, measured, unknown, keys)
    measured = _marked(pd.concat([measured, values], axis=1))
    origin = Origin(table=_first(table, "statistics_code"), title=_first(table, "statistics_label"))
    measured, odd = genuine(measured, Named(origin.table, origin.title, names, LABEL), keys)
    measured, dashes = settle_dashes(measured.assign(column=measured["measure"]), keys)
    kind = "genesis_ffcsv_2025" if "value" in table.columns else "genesis_ffcsv_2024"
    messages = (*said, *odd, *unknown_areas(measured), *dashes)
    return Reading(file, kind, complete(_kept(measured, names)), messages, origin, names, len(table))


def _refuse_incomplete_head(names: list[str]) -> None:
    needed = {"statistics_code", "statistics_label", "time_code", "time_label", "time"}
    for slot in (name[0] for name in names if re.fullmatch(r"[0-9]_variable_code", name)):
        needed |= {f"{slot}_variable_attribute_code", f"{slot}_variable_attribute_label"}
    if "value" in names:
        needed |= {"value_unit", "value_variable_code", "value_variable_label"}
    elif not any("__" in name for name in names):
        needed.add("value")
    if missing := sorted(needed - set(names)):
        raise IntakeError(f"Im Kopf fehlt die Spalte »{missing[0]}«. Bitte die Tabelle vollständig abrufen.", 1)


def _modern(name: str) -> str:
    """Column name of the 2025 dialect for one of 2024 (1_Auspraegung_Code -> 1_variable_attribute_code)."""
    if "__" in name:
        return name.strip()
    lower = name.strip().lower()
    for old, new in _OLD_NAMES.items():
        lower = re.sub(rf"(?<![a-z]){old}(?![a-z])", new, lower)
    return lower


def _first(table: pd.DataFrame, name: str) -> str:
    return str(table[name].iloc[0]).strip() if len(table) else ""


def _without_stray_rows(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Without the rows that some answers of 2024 hold between head and data: a list of areas, no time, no value."""
    stray = ~_valid_times(table["time"]) & _tail_empty(table)
    if not stray.any():
        return table, []
    if stray.all():
        raise IntakeError("Die Datei hat 0 Datenzeilen mit Zeit und Wert. Bitte die Auswahl des Abrufs prüfen.", 2)
    number = with_noun(int(stray.sum()), "Zeile", "Zeilen")
    text = f"{number} ohne Zeit und Wert zwischen Kopf und Daten übergangen (Fehler des Dienstes)."
    return table[~stray], [warn(f"{text} Es ist nichts zu tun.", int(table.index[stray][0]))]


def _valid_times(column: pd.Series) -> np.ndarray:
    good = [text for text in column.cat.categories if period_of(str(text))]
    return column.isin(good).to_numpy()


def _tail_empty(table: pd.DataFrame) -> np.ndarray:
    last = table.iloc[:, -1].astype(str).str.strip() == ""
    return last.to_numpy()


def _periods(column: pd.Series) -> pd.Series:
    texts = {text: period_of(str(text)) or "" for text in column.cat.categories}
    return column.map(texts).astype("category")


def _long_2025(table: pd.DataFrame) -> pd.DataFrame:
    quality = table["value_q"] if "value_q" in table.columns else text_column("", table)
    return table.assign(
        measure=table["value_variable_code"],
        measure_label=table["value_variable_label"],
        unit=table["value_unit"],
        raw=table["value"],
        quality=quality,
    ).drop(columns=["value"])


def _language(table: pd.DataFrame) -> str:
    """German or English figures: by the language of the labels, proved by the figures themselves."""
    label = str(table["time_label"].iloc[0]).strip().lower()
    expected = ENGLISH if label in ENGLISH_TIMES else GERMAN
    raw = table["raw"]
    style = style_of([str(text) for text in (raw.cat.categories if hasattr(raw, "cat") else raw.unique())], expected)
    if (style.conflict and style.language != expected) or (style.conflict and not style.language == ENGLISH):
        raise IntakeError(
            f"Deutsche und englische Zahlen gemischt (»{style.conflict[0]}« und »{style.conflict[1]}«). "
            "Bitte die Tabelle in einer Sprache abrufen."
        )
    return style.language


def _refuse_unit(table: pd.DataFrame, unknown: list[str]) -> None:
    """A figure in the column of the unit means that the row is shifted."""
    if not unknown:
        return
    first = table[table["raw"].astype(str) == unknown[0]].iloc[0]
    unit = str(first["unit"])
    if read_cell(unit, profile("destatis")) is not None and not re.fullmatch(r"1000|", unit):
        raise IntakeError(
            "Spalten verschoben: der Wert steht in der Spalte der Einheit. Bitte erneut abrufen.", int(first["row"])
        )


def _marked(table: pd.DataFrame) -> pd.DataFrame:
    """Flags from the quality column, where it is delivered (quality=on)."""
    if "quality" not in table.columns or not table["quality"].astype(str).str.strip().any():
        return table
    marks = table["quality"].astype(str).map(flag_of_mark)
    free = (table["flag"].astype(str) == "") & (marks != "")
    return table.assign(flag=table["flag"].astype(str).mask(free, marks).astype("category"))


def _kept(table: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Without the publisher's own columns, which the agreed ones have replaced."""
    own = [name for name in table.columns if re.match(r"[0-9]_variable|statistics_|time|value_", str(name))]
    return table.drop(columns=own)
