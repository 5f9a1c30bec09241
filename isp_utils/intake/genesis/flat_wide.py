"""The flat file of 2024: one column a measure, CODE__Label__Einheit, and where asked for one more with its quality."""

import pandas as pd

from isp_utils.intake.reading import text_column

_QUALITY = "__q"


def long_2024(table: pd.DataFrame) -> pd.DataFrame:
    """One row a figure: measure, measure_label, unit, raw, quality ("" where it is not delivered)."""
    wide = [name for name in table.columns if "__" in name]
    measures = [name for name in wide if not name.endswith(_QUALITY)]
    parts = []
    for name in measures:
        code, label, unit = (*name.split("__"), "", "")[:3]
        words = {"measure": code.strip(), "measure_label": label.replace("_", " "), "unit": unit.replace("_", " ")}
        same = {key: text_column(word, table) for key, word in words.items()}
        mark = next((other for other in wide if other in (f"{name}{_QUALITY}", f"{code}{_QUALITY}")), "")
        quality = table[mark].astype(str) if mark else text_column("", table)
        parts.append(table.drop(columns=wide).assign(**same, raw=table[name].astype(str), quality=quality))
    long = pd.concat(parts, ignore_index=True)
    return long.astype(dict.fromkeys(("measure", "measure_label", "unit", "quality"), "category"))
