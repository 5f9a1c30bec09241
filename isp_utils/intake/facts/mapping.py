"""Official tables to facts by the [[table]] entries of a source's TOML: data, no code.

A rule names the table, where sex, age and group stand, and which figures are which fact. Every dimension of a
table must be
used by the rule or have one value only: otherwise figures of different groups would fall together.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from isp_utils.intake.facts.additions import both_sexes, men_left, wider_ages
from isp_utils.intake.facts.crosswalk import converted, crosswalk_shares
from isp_utils.intake.facts.derived import with_derived
from isp_utils.intake.facts.headings import nothing_found, rows_of_rule
from isp_utils.intake.facts.slips import without_slips
from isp_utils.intake.facts.table_rules import EMPTY, FactRule, TableRule, rules_of_table
from isp_utils.intake.facts.unread import unread
from isp_utils.intake.facts.weighted import with_means
from isp_utils.intake.reading import LABEL, Reading, scale_of
from isp_utils.intake.values.characteristics import age_of, sex_of
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.times import last_day
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS, KEY, WITH_VALUE
from isp_utils.model.toml import into


def mapped_facts(reading: Reading, source: Source, keys: Keys) -> pd.DataFrame:
    """Facts (FACT_COLUMNS) of a reading by the rules of its source.

    Raises InputError where the reading was refused, no rule knows the table, or a rule does not fit it.
    """
    reading.accepted()
    if reading.kind in ("lieferung", "vorlage"):
        return _as_they_are(reading, source)
    rules = rules_of_table(reading, source)
    if not rules:
        raise unread(reading, source)
    former = set(crosswalk_shares()["old"]) if any(rule.crosswalk for rule in rules) else set()
    known = reading.observations["region"].isin([*keys.register.regions, *former])
    parts = [part for rule in rules for part in _parts(reading, rule, known, source)]
    if not parts:
        raise nothing_found(reading, rules, source)
    facts = without_slips(pd.concat(parts, ignore_index=True), rules)
    if any(rule.men_by_difference for rule in rules):
        facts = pd.concat([facts, men_left(facts, reading)], ignore_index=True)
    facts = with_derived(facts, source)
    for weight in {rule.crosswalk for rule in rules if rule.crosswalk}:
        facts = pd.concat([facts, converted(facts, weight)], ignore_index=True)
    facts = facts[_there(facts, keys) & facts["region"].isin(list(keys.register.regions))]
    _refuse_twice(facts, source, reading)
    return _agreed(facts, source, reading)


def _parts(reading: Reading, rule: TableRule, known: pd.Series, source: Source) -> Iterator[pd.DataFrame]:
    """The facts of a rule, one table a fact; means are made of all areas of the file, all else is of `known` ones."""
    entries = [into(FactRule, entry, f"{source.id}.toml, {rule.table}") for entry in rule.facts]
    everywhere = known | (reading.observations["region"].astype(str) != "")
    chosen = everywhere if any(entry.means for entry in entries) else known
    rows = rows_of_rule(reading.observations[chosen], rule)
    unstated = rows.loc[rows["level"].isin(rule.means_with), "region"].unique()
    for entry in entries:
        if (part := _facts(rows, rule, entry, reading)) is not None:
            whole = with_means(part, rule, entry)
            yield whole[~whole["region"].isin(unstated)]


def _refuse_twice(facts: pd.DataFrame, source: Source, reading: Reading) -> None:
    """Raise InputError naming both rows where two figures of a table fall under one key."""
    again = facts[facts.duplicated(["fact", *KEY], keep=False)]
    if again.empty:
        return
    _, rows = next(iter(again.groupby(["fact", *KEY], sort=False)))
    first, second = rows.iloc[0], rows.iloc[1]
    place = f"»{first['fact']}« für {first['region']}, {first['period']}"
    raise InputError(
        f"{reading.file}, Zeile {second['row']}: {place} entsteht mehrfach, auch aus Zeile {first['row']}. Bitte die "
        "Zeilen vergleichen und eine löschen; sind beide richtig, bitte die Person fragen, die die Suite betreut "
        f"(where in {source.id}.toml)."
    )


def _as_they_are(reading: Reading, source: Source) -> pd.DataFrame:
    """Facts of a reading that already names fact, sex, age and group."""
    return _agreed(reading.observations.rename(columns={"measure": "fact"}).assign(census_base="none"), source, reading)


def _agreed(facts: pd.DataFrame, source: Source, reading: Reading) -> pd.DataFrame:
    """FACT_COLUMNS in their types: a column of whole numbers (or of gaps alone) holds decimals as any other."""
    table = facts.assign(source=source.id, file=f"{source.id}/{reading.file}")[list(FACT_COLUMNS)]
    texts = ("fact", "region", "period", "sex", "age", "group", "flag", "raw", "census_base", "source", "file")
    return table.astype({**dict.fromkeys(texts, str), "value": "float64"}).reset_index(drop=True)


def _facts(table: pd.DataFrame, rule: TableRule, fact: FactRule, reading: Reading) -> pd.DataFrame | None:
    chosen = table[table["level"].isin([*rule.levels, *rule.means_with])]
    for name, wanted in fact.where.items():
        chosen = chosen[_matches(chosen, name, wanted, reading)]
    if chosen.empty and rule.optional:
        return None
    if chosen.empty:
        raise InputError(
            f"{reading.file}: die Zuordnung von »{fact.fact}« trifft keine Zeile (where = {dict(fact.where)}): die "
            "Datei ist eine Auswahl, oder der Herausgeber hat Überschriften geändert. Bitte die ganze Tabelle abrufen "
            "oder die Person fragen, die die Suite betreut."
        )
    _refuse_unused(chosen, rule, fact, reading)
    columns = {
        "fact": fact.fact,
        "sex": fact.sex or _spoken(chosen, rule.sex, sex_of, reading),
        "age": fact.age or _spoken(chosen, rule.age, age_of, reading),
    }
    groups = _groups(chosen, rule)
    columns["group"] = fact.group if groups is None else groups
    kept = chosen.assign(**columns).dropna(subset=["sex", "age", "group"])
    factor = kept["unit"].astype(str).map(scale_of).to_numpy() if rule.scaled else 1.0
    values = kept["value"] * factor * fact.factor
    values = values.round(fact.digits) if fact.digits >= 0 else values
    kept = kept.assign(value=values, period=_periods(kept, rule), census_base=_bases(kept, rule))
    kept = kept.astype(dict.fromkeys(("region", "sex", "age", "group", "flag", "raw", "period"), str))
    if rule.sexes_added:
        kept = pd.concat([kept, both_sexes(kept)], ignore_index=True)
    return pd.concat([kept, wider_ages(kept, rule)], ignore_index=True)[
        [*FACT_COLUMNS[:8], "raw", "census_base", "row"]
    ]


def _refuse_missing(table: pd.DataFrame, name: str, reading: Reading) -> None:
    if name not in table.columns:
        raise InputError(
            f"{reading.file}: die Zuordnung nennt »{name}«. Vorhanden sind: "
            f"{', '.join((*reading.dimensions, 'measure', 'measure_label', 'unit'))}."
        )


def _matches(table: pd.DataFrame, name: str, wanted: Any, reading: Reading) -> pd.Series:
    _refuse_missing(table, name, reading)
    choices = ["" if item == EMPTY else str(item) for item in (wanted if isinstance(wanted, list) else [wanted])]
    hit = table[name].astype(str).isin(choices)
    label = f"{name}{LABEL}"
    return hit | table[label].astype(str).isin(choices) if label in table.columns else hit


def _refuse_unused(table: pd.DataFrame, rule: TableRule, fact: FactRule, reading: Reading) -> None:
    used = [
        name for name in dict.fromkeys((rule.sex, rule.age, *rule.groups, *fact.where)) if name in reading.dimensions
    ]
    fixed = ["region", "period", *used]
    for name in (name for name in reading.dimensions if name not in used):
        if (table.groupby(fixed, observed=True)[name].nunique() > 1).any():
            kinds = ", ".join(table[name].astype(str).unique()[:3])
            raise InputError(
                f"{reading.file}: die Spalte »{name}« ({kinds}, ...) kommt in der Zuordnung von "
                f"»{fact.fact}« nicht vor. "
                "Bitte unter where, sex, age oder groups angeben."
            )


def _spoken(table: pd.DataFrame, name: str, meaning: Any, reading: Reading) -> pd.Series | str:
    """Sex or age of every row from a dimension's code or label; rows of another characteristic are left out."""
    if not name:
        return "total"
    _refuse_missing(table, name, reading)
    label = table[f"{name}{LABEL}"] if f"{name}{LABEL}" in table.columns else table[name]
    texts = {text: meaning(text) for text in label.astype(str).unique()}
    return label.astype(str).map(texts)


def _groups(table: pd.DataFrame, rule: TableRule) -> pd.Series | None:
    """The one free slot from the dimensions of `groups`; at most one of them may differ from total."""
    result = None
    for name, meanings in rule.groups.items():
        label = table[f"{name}{LABEL}"] if f"{name}{LABEL}" in table.columns else table[name]
        words = label.astype(str).map({str(key): str(value) for key, value in meanings.items()})
        result = words if result is None else words.where(result == "total", result.where(words == "total"))
    return result


def _periods(table: pd.DataFrame, rule: TableRule) -> pd.Series:
    periods = table["period"].astype(str)
    if rule.yearly:
        return periods.str[:4]
    if rule.day:
        return periods.str[:4] + f"-{rule.day}"
    if not rule.school_year:
        return periods
    return periods.map(lambda period: f"{period[:4]}/{(int(period[:4]) + 1) % 100:02d}")


def _bases(table: pd.DataFrame, rule: TableRule) -> pd.Series | str:
    if not rule.census_from:
        return rule.census_base
    starts = sorted((str(start), base) for base, start in rule.census_from.items())
    return (
        table["period"]
        .astype(str)
        .map(lambda period: next((base for start, base in reversed(starts) if period >= start), rule.census_base))
    )


def _there(facts: pd.DataFrame, keys: Keys) -> pd.Series:
    """Rows that say something: a value, or a reason for an area that existed then."""
    with_value = facts["flag"].isin([flag.value for flag in WITH_VALUE])
    pairs = facts.loc[~with_value, ["region", "period"]].drop_duplicates()
    existed = {
        (region, period): keys.existed(region, last_day(period)) is not False
        for region, period in pairs.itertuples(index=False)
    }
    return with_value | pd.Series(
        [existed.get(pair, True) for pair in zip(facts["region"], facts["period"], strict=True)], index=facts.index
    )
