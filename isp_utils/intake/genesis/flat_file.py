"""GENESIS flat files ("ffcsv"): the dialects of 2025 (long) and 2024 (one column a measure), to observations."""

import re

import numpy as np
import pandas as pd

from isp_utils.intake.files.columns import columns_of
from isp_utils.intake.genesis.flat_dimensions import dimensions, with_months, with_regions
from isp_utils.intake.genesis.layout import flag_of_mark
from isp_utils.intake.messages import IntakeError, Message, warn
from isp_utils.intake.reading import Origin, Reading, complete, text_column
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


def read_flat_file(text: str, file: str, keys: Keys) -> Reading:
    """Observations of a flat file; dimensions carry the publisher's codes.

    Raises IntakeError for shifted columns, unknown signs, repeated keys with different values, and files without rows.
    """
    table = columns_of(text)
    table.columns = [_modern(name) for name in table.columns]
    _refuse_incomplete_head(list(table.columns))
    table, dropped = _without_stray_rows(table)
    _refuse_shifted(table)
    table = table.assign(row=table.index, period=_periods(table["time"])).reset_index(drop=True)
    table, names = dimensions(table)
    table = with_regions(with_months(table), keys)
    measured = _long_2025(table) if "value" in table.columns else _long_2024(table)
    values, unknown = read_cells(measured["raw"], profile("destatis"), _language(measured))
    if unknown:
        _refuse_unknown(measured, unknown[0])
    measured = _marked(pd.concat([measured, values], axis=1))
    _refuse_conflicts(measured, names)
    measured, said = settle_dashes(measured.assign(column=measured["measure"]), keys)
    origin = Origin(table=_first(table, "statistics_code"), title=_first(table, "statistics_label"))
    kind = "genesis_ffcsv_2025" if "value" in table.columns else "genesis_ffcsv_2024"
    return Reading(
        file,
        kind,
        complete(_kept(measured, names)),
        (*dropped, *unknown_areas(measured), *said),
        origin,
        names,
        len(table),
    )


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
    text = f"{int(stray.sum())} Zeilen ohne Zeit und Wert zwischen Kopf und Daten übergangen (Fehler des Dienstes)."
    return table[~stray], [warn(text, int(table.index[stray][0]))]


def _valid_times(column: pd.Series) -> np.ndarray:
    good = [text for text in column.cat.categories if period_of(str(text))]
    return column.isin(good).to_numpy()


def _tail_empty(table: pd.DataFrame) -> np.ndarray:
    last = table.iloc[:, -1].astype(str).str.strip() == ""
    return last.to_numpy()


def _refuse_shifted(table: pd.DataFrame) -> None:
    """Codes, times and values must stand in their own columns; sporadic shifts are known (CorrelAid/restatis#83)."""
    checks = {
        "time": _valid_times(table["time"]),
        "statistics_code": table["statistics_code"].astype(str).str.fullmatch(r"[A-Z0-9][A-Z0-9-]*").to_numpy(),
    }
    for name in table.columns:
        if name.endswith("_variable_code"):
            pattern = r"[A-Z][A-Z0-9_-]*|" if not name.startswith("value") else r"[A-Z0-9][A-Z0-9_-]*"
            kinds = [text for text in table[name].cat.categories if re.fullmatch(pattern, str(text).strip())]
            checks[name] = table[name].isin(kinds).to_numpy()
    for name, good in checks.items():
        if not good.all():
            line = int(table.index[~good][0])
            text = str(table.loc[line, name])[:40]
            raise IntakeError(
                f"Spalten verschoben: in »{name}« steht »{text}«. Bitte die Tabelle erneut abrufen.", line
            )


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


def _long_2024(table: pd.DataFrame) -> pd.DataFrame:
    """One row a figure from one column a measure (CODE__Label__Einheit)."""
    measures = [name for name in table.columns if "__" in name]
    parts = []
    for name in measures:
        code, label, unit = (*name.split("__"), "", "")[:3]
        words = {"measure": code.strip(), "measure_label": label.replace("_", " "), "unit": unit.replace("_", " ")}
        same = {key: pd.Categorical([word]).repeat(len(table)) for key, word in words.items()}
        parts.append(table.drop(columns=measures).assign(**same, raw=table[name].astype(str)))
    return pd.concat(parts, ignore_index=True).astype(
        {"measure": "category", "measure_label": "category", "unit": "category"}
    )


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


def _refuse_unknown(table: pd.DataFrame, sign: str) -> None:
    first = table[table["raw"].astype(str) == sign].iloc[0]
    if read_cell(str(first["unit"]), profile("destatis")) is not None and not re.fullmatch(
        r"1000|", str(first["unit"])
    ):
        raise IntakeError(
            "Spalten verschoben: der Wert steht in der Spalte der Einheit. Bitte erneut abrufen.", int(first["row"])
        )
    raise IntakeError(
        f"»{sign[:40]}« ist weder Zahl noch bekanntes Zeichen. Bitte die Zeichenerklärung des Herausgebers prüfen und "
        "in symbols.toml ergänzen oder die Tabelle erneut abrufen.",
        int(first["row"]),
    )


def _marked(table: pd.DataFrame) -> pd.DataFrame:
    """Flags from the quality column, where it is delivered (quality=on)."""
    if "quality" not in table.columns or not table["quality"].astype(str).str.strip().any():
        return table
    marks = table["quality"].astype(str).map(flag_of_mark)
    free = (table["flag"].astype(str) == "") & (marks != "")
    return table.assign(flag=table["flag"].astype(str).mask(free, marks).astype("category"))


def _refuse_conflicts(table: pd.DataFrame, names: tuple[str, ...]) -> None:
    """The same figure twice with different values is an error that no rule can settle."""
    key = ["period", "region_raw", *names, "measure", "unit"]
    filled = table[table["raw"].astype(str).str.strip() != ""]  # a wide row may leave a measure to its sister row
    again = filled.duplicated(key, keep=False)
    if not again.any():
        return
    doubled = filled.loc[again, [*key, "raw", "row"]].astype({"raw": str})
    for _, rows in doubled.groupby(key, observed=True, sort=False):
        if rows["raw"].nunique() > 1:
            first, second = rows["row"].iloc[0], rows["row"].iloc[1]
            raise IntakeError(
                f"Dieselbe Angabe steht in Zeile {first} und Zeile {second} mit verschiedenen Werten. "
                "Bitte beim Herausgeber klären, welcher gilt.",
                int(second),
            )


def _kept(table: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Without the publisher's own columns, which the agreed ones have replaced."""
    own = [name for name in table.columns if re.match(r"[0-9]_variable|statistics_|time|value_", str(name))]
    return table.drop(columns=own)
