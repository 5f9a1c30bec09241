"""Figures that follow from the published ones of a table: both sexes together, wider age groups, men from the rest."""

import pandas as pd

from isp_utils.intake.facts.table_rules import TableRule
from isp_utils.intake.reading import Reading
from isp_utils.intake.values.characteristics import ages_within
from isp_utils.model.errors import InputError

_KEYS = ("fact", "region", "period", "sex", "age", "group", "census_base")


def both_sexes(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of both sexes together (columns as the facts of a table), where men and women are published as numbers."""
    sexes = ["m", "w"]
    return _added(table[table["sex"].isin(sexes)], "sex", "total", len(sexes))


def wider_ages(table: pd.DataFrame, rule: TableRule) -> pd.DataFrame:
    """Rows of wider age groups (all ages: total) as sums of published ones; no sum where one part is missing.

    Raises InputError for an age group that the published ones do not make up.
    """
    made = []
    for age in rule.age_sums:
        parts = ages_within("0+" if age == "total" else age, frozenset(table["age"].unique()))
        if len(parts) < 2:
            raise InputError(
                f"age_sums: »{age}« lässt sich aus den Altersgruppen der Tabelle {rule.table} nicht bilden."
            )
        made.append(_added(table[table["age"].isin(parts)], "age", age, len(parts)))
    return pd.concat(made, ignore_index=True) if made else table[:0]


def _added(rows: pd.DataFrame, dimension: str, label: str, parts: int) -> pd.DataFrame:
    """Rows added up over a dimension (sex, age) under a label; none where one of the parts is missing."""
    keys = [key for key in _KEYS if key != dimension]
    sums = rows.groupby(keys, as_index=False, sort=False).agg(
        value=("value", "sum"), whole=("value", "count"), row=("row", "first")
    )
    sums = sums[sums["whole"] == parts].assign(**{dimension: label}, flag="")
    return sums.assign(raw=sums["value"].map(lambda value: f"Summe {value:.0f}"))


def men_left(facts: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Rows of men: total less women, where both are published; raises InputError for more women than people."""
    same = ["fact", "region", "period", "age", "group"]
    total, women = (facts[(facts["sex"] == sex) & facts["value"].notna()] for sex in ("total", "w"))
    both = total.merge(women[[*same, "value"]], on=same, suffixes=("", "_w"))
    men = both.assign(value=both["value"] - both["value_w"], sex="m", flag="")
    if (men["value"] < 0).any():
        first = men[men["value"] < 0].iloc[0]
        raise InputError(
            f"{reading.file}, Zeile {first['row']}: mehr Frauen als Menschen insgesamt ({first['fact']}, "
            f"{first['region']}, {first['period']}). Bitte die Datei erneut abrufen oder beim Herausgeber nachfragen."
        )
    return men.assign(raw=men["value"].map(lambda value: f"Differenz {value:.0f}")).drop(columns="value_w")
