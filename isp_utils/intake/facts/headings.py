"""Which rows of a reading a rule is about, by titles of sheets and codes in headings, whatever year stands there."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from isp_utils.intake.facts.table_rules import TableRule, rules_of_table
from isp_utils.intake.facts.unread import UnmappedError
from isp_utils.intake.messages import Message, info, warn, with_noun
from isp_utils.intake.reading import Reading
from isp_utils.model.catalogue import Source


def rows_of_rule(table: pd.DataFrame, rule: TableRule) -> pd.DataFrame:
    """Observations whose sheet and heading are those of a rule; the measure is then the code in its heading."""
    if rule.title and "title" in table.columns:
        table = table[table["title"].isin(list(_codes(table["title"], rule.title)))]
    if rule.heading:
        codes, wanted = _codes(table["measure"], rule.heading), {_measure(entry) for entry in rule.facts}
        if wanted != {""}:
            codes = {text: code for text, code in codes.items() if code in wanted}
        table = table[table["measure"].isin(list(codes))]
        table = table.assign(measure=table["measure"].astype(str).map(codes))
    return table


def _codes(column: pd.Series, pattern: str) -> dict[str, str]:
    """What the pattern's group (without one: the pattern) finds in the texts that have it."""
    compiled = re.compile(pattern)
    texts = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.unique()
    hits = ((str(text), compiled.search(str(text))) for text in texts)
    return {text: hit[hit.re.groups] for text, hit in hits if hit}


def mapping_messages(reading: Reading, source: Source) -> tuple[Message, ...]:
    """What no rule takes from a file in which measures have codes (one line), and what the rules miss in it."""
    rules = [rule for rule in rules_of_table(reading, source) if rule.heading]
    if not rules:
        return ()
    wanted = {_measure(entry): str(entry["fact"]) for rule in rules for entry in rule.facts if _measure(entry)}
    if not wanted:
        return ()
    headings = reading.observations["measure"].drop_duplicates()
    there = {code for rule in rules for code in _codes(headings, rule.heading).values()}
    said = []
    if rest := sorted(there - set(wanted)):
        number = with_noun(len(rest), "Merkmal", "Merkmale")
        said.append(info(f"{number} der Datei braucht die Suite nicht: {', '.join(rest)}."))
    if missing := [f"{code} ({fact})" for code, fact in wanted.items() if code not in there]:
        said.append(
            warn(
                f"In der Datei fehlt, was die Suite sonst von dort nimmt: {', '.join(missing)}. Die bisherigen Zahlen "
                "bleiben; bitte beim Herausgeber nachsehen, ob das Merkmal jetzt anders heißt."
            )
        )
    return tuple(said)


def _measure(entry: Mapping[str, Any]) -> str:
    return str(entry.get("where", {}).get("measure", ""))


def nothing_found(reading: Reading, rules: Iterable[TableRule], source: Source) -> UnmappedError:
    """What to say about a file of a known kind in which no rule finds anything."""
    expected = next((rule.expects for rule in rules if rule.expects), "")
    if expected:
        return UnmappedError(
            f"{reading.file}: erwartet wird {expected}. So ist diese Datei nicht aufgebaut. Bitte die neueste Ausgabe "
            "beim Herausgeber laden und diese Datei aus dem Ordner nehmen."
        )
    return UnmappedError(
        f"{reading.file}: keine Angabe der Datei ist in der Suite einem Merkmal zugeordnet. Bitte die Person "
        f"fragen, die die Suite betreut: sie trägt sie in {source.id}.toml ein ([[table]])."
    )
