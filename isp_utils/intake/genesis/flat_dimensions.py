"""The classifying variables of a flat file: one code and one label column each, wherever the file put them."""

import re

import pandas as pd

from isp_utils.intake.reading import LABEL
from isp_utils.intake.values.keys import Keys, located
from isp_utils.intake.values.times import MONTHS

REGIONAL = re.compile(r"DINSG|DLAND.*|REGBEZ.*|STATREG.*|KREIS.*|GEMEIN.*|GEO.*|SAMTG.*|VERBG.*|NUTS.*|BEZIRK.*|DG")
_MONTH = re.compile(r"MONAT.*|QUART.*", re.I)


def dimensions(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The table with `CODE` and `CODE_label` for every variable, and their names; areas become region_raw, region_name.

    The slots of a flat file (1_variable_... to 5_variable_...) may hold different variables in different rows.
    """
    slots = [int(name[0]) for name in table.columns if re.fullmatch(r"[0-9]_variable_code", str(name))]
    region = [pd.Series("", index=table.index, dtype=object) for _ in range(2)]
    found: dict[str, list[pd.Series]] = {}
    for slot in slots:
        variable = table[f"{slot}_variable_code"]
        code, label = (_stripped(table[f"{slot}_variable_attribute_{end}"]) for end in ("code", "label"))
        for name in variable.cat.categories:
            here = (variable == name).to_numpy()
            if not str(name).strip() or not here.any():
                continue
            target = region if REGIONAL.fullmatch(str(name)) else found.setdefault(str(name), _empty(table))
            target[0] = target[0].mask(here, code)
            target[1] = target[1].mask(here, label)
    if not region[0].astype(bool).any():
        region, found = _region_by_content(found, region)
    whole = (region[0] == "") & region[1].isin(["Insgesamt", "Deutschland", "Total", "Germany"])
    columns = {"region_raw": region[0].mask(whole, "DG"), "region_name": region[1]}
    for name, (code, label) in found.items():
        columns |= {name: code, f"{name}{LABEL}": label}
    return table.assign(**{name: column.astype("category") for name, column in columns.items()}), tuple(found)


def _empty(table: pd.DataFrame) -> list[pd.Series]:
    return [pd.Series("", index=table.index, dtype=object) for _ in range(2)]


def _stripped(column: pd.Series) -> pd.Series:
    """Without the blanks by which the dialect of 2024 indents names."""
    return column.astype(object).map(lambda text: str(text).strip())


def _region_by_content(
    found: dict[str, list[pd.Series]], region: list[pd.Series]
) -> tuple[list[pd.Series], dict[str, list[pd.Series]]]:
    """A variable whose codes are all official keys, where none has a known name; otherwise none."""
    for name, columns in found.items():
        codes = set(columns[0].unique())
        if len(codes) > 1 and all(re.fullmatch(r"DG|[01][0-9]|[01][0-9]{4}|[01][0-9]{7,11}", code) for code in codes):
            return columns, {other: rest for other, rest in found.items() if other != name}
    return region, found


def with_regions(table: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    """region and level from region_raw; a table without areas is about Germany."""
    if (table["region_raw"] == "").all():
        whole = {"region": "DG", "level": "bund", "region_raw": "DG", "region_name": "Deutschland"}
        return table.assign(**whole).astype(dict.fromkeys(whole, "category"))
    found = located(table["region_raw"], keys, "genesis")
    return table.assign(region=found["region"], level=found["level"])


def with_months(table: pd.DataFrame) -> pd.DataFrame:
    """Periods of a month or quarter, where a variable holds it beside the year (2024 and MONAT09 -> 2024-09)."""
    names = [name for name in table.columns if _MONTH.fullmatch(str(name)) and f"{name}{LABEL}" in table.columns]
    if not names or not table["period"].astype(str).str.fullmatch(r"[0-9]{4}").all():
        return table
    ends = table[f"{names[0]}{LABEL}"].astype(str).map(_within_year)
    if (ends == "").any():
        return table
    return table.assign(period=(table["period"].astype(str) + ends).astype("category"))


def _within_year(label: str) -> str:
    """-09 for September, -Q3 for 3. Quartal, "" for anything else.

    >>> _within_year("September"), _within_year("3. Quartal"), _within_year("Insgesamt")
    ('-09', '-Q3', '')
    """
    text = label.strip().lower()
    if text in MONTHS:
        return f"-{MONTHS[text]:02d}"
    match = re.fullmatch(r"([1-4])\. ?(quartal|vierteljahr)|(?:q|quarter )([1-4])", text)
    return f"-Q{match[1] or match[3]}" if match else ""
