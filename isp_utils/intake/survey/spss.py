"""SPSS files (.sav) to observations: user-missing values keep their reason, free text is not taken over."""

from typing import Any

import numpy as np
import pandas as pd

from isp_utils.intake.files.content import Content
from isp_utils.intake.files.sheets import written
from isp_utils.intake.messages import IntakeError, Message, info, with_noun
from isp_utils.intake.personal.columns import refuse_single_cases
from isp_utils.intake.personal.search import refuse_in_columns, refuse_in_note
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.survey.survey import FREE_TEXT


def read_spss(content: Content) -> Reading:
    """One row a case and variable; status user_missing with the label of the missing value as reason.

    Raises IntakeError for damaged files, and a rejection where variables name persons.
    """
    import pyreadstat  # heavy, and only for this format

    if content.path is None:
        raise IntakeError("SPSS-Dateien bitte entpackt liefern.")
    try:
        cases, meta = pyreadstat.read_sav(str(content.path), user_missing=True, dates_as_pandas_datetime=False)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError, OSError) as problem:
        raise IntakeError(
            "Die SPSS-Datei ist beschädigt oder verschlüsselt. Bitte erneut als .sav speichern."
        ) from problem
    if cases.empty:
        raise IntakeError("Die SPSS-Datei hat 0 Fälle. Bitte den Export prüfen.")
    texts = [[_text(value) for value in row] for row in cases.itertuples(index=False)]
    for names in (list(cases.columns), [str(meta.column_names_to_labels.get(name) or name) for name in cases.columns]):
        refuse_single_cases(names, texts, lambda text: False)
    columns = {str(name): [row[n] for row in texts] for n, name in enumerate(cases)}
    refuse_in_columns(columns, content.name, official=False)
    refuse_in_note("\n".join(_words(meta)), content.name, "Beschriftung")
    table = pd.concat(
        [_variable(cases, name, meta, place) for place, name in enumerate(cases.columns, 1)], ignore_index=True
    )
    said = [
        info(
            f"{with_noun(len(cases), 'Fall', 'Fälle')}, "
            f"{with_noun(len(cases.columns), 'Variable', 'Variablen')}, Kodierung {meta.file_encoding}."
        ),
        *_missing_said(table),
    ]
    return Reading(
        content.name,
        "spss",
        complete(table),
        tuple(said),
        Origin(title=meta.file_label or ""),
        ("fall", "antwort"),
        len(cases),
    )


def _words(meta: Any) -> list[str]:
    """Title, notes and labels of the file."""
    values = [str(label) for labels in meta.variable_value_labels.values() for label in labels.values()]
    return [str(word) for word in (meta.file_label, *meta.notes, *meta.column_labels, *values) if word]


def _text(value: Any) -> str:
    return "" if value is None or value != value else written(value) if isinstance(value, float | str) else str(value)


def _variable(cases: pd.DataFrame, name: str, meta: Any, place: int) -> pd.DataFrame:
    column = cases[name]
    labels = {_text(code): str(label) for code, label in meta.variable_value_labels.get(name, {}).items()}
    raw = column.map(_text)
    missing = column.map(lambda value: _in_ranges(value, meta.missing_ranges.get(name, [])))
    numeric = (
        pd.to_numeric(column, errors="coerce") if column.dtype.kind in "fiu" else pd.Series(np.nan, index=column.index)
    )
    free = column.dtype.kind not in "fiu" and not labels and bool((raw.str.len() > 25).any())
    status = pd.Series("value", index=column.index).mask(raw.eq(""), "system_missing").mask(missing, "user_missing")
    return pd.DataFrame(
        {
            "measure": name,
            "measure_label": meta.column_names_to_labels.get(name) or name,
            "value": numeric.mask(missing),
            "flag": status.map({"value": "", "system_missing": "not_available", "user_missing": "not_applicable"}),
            "status": "free_text" if free else status,
            "raw": FREE_TEXT if free else raw,
            "row": range(1, len(cases) + 1),
            "column": place,
            "fall": range(1, len(cases) + 1),
            "antwort": raw.map(lambda text: labels.get(text, "")),
        },
        index=cases.index,
    )


def _in_ranges(value: Any, ranges: list[dict[str, Any]]) -> bool:
    if value is None or value != value:
        return False
    try:
        return any(limit["lo"] <= value <= limit["hi"] for limit in ranges)
    except TypeError:  # a number in a range of texts, or the other way round
        return False


def _missing_said(table: pd.DataFrame) -> list[Message]:
    missing = table[table["status"] == "user_missing"]
    if missing.empty:
        return []
    kinds = missing.groupby(["measure", "raw", "antwort"], sort=False, as_index=False).size()
    parts = [
        f"{row['measure']} {row['raw']}{f' = {row.antwort}' if row['antwort'] else ''}: {row['size']}"
        for _, row in kinds.head(6).iterrows()
    ]
    return [info(f"Nutzerdefinierte fehlende Werte mit ihrem Grund behalten ({'; '.join(parts)}).")]
