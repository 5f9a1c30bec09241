"""Questions about parts and wholes of a department's figures: areas, men and women, some of the people of a whole."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.intake.facts.contracts import contract_of
from isp_utils.intake.facts.sums import unequal_totals
from isp_utils.intake.messages import Message, ask
from isp_utils.intake.questions.beside import KnownBeside, real
from isp_utils.model.terms import Term
from isp_utils.model.wording import german_number

BEYOND = 0.02  # share of a whole by which areas may be too much: some are counted in two of them
SHORT = 0.05  # share of a whole that may have no area (moved away, unknown) without a question
_SAME = ["fact", "period", "sex", "age", "group", "census_base"]
_PLACE = ["region", "period", "sex", "age", "group", "census_base"]


def areas_off(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Areas that make up more than the area they lie in or, where all are there, markedly less."""
    rows = real(facts)
    rows = rows[rows["fact"].isin(beside.counts)]
    regions = beside.register.regions
    parent = rows["region"].map({key: region.parent for key, region in regions.items()})
    groups = rows.assign(parent=parent).groupby(["parent", *_SAME], sort=False)
    sums = groups.agg(total=("value", "sum"), there=("region", "nunique")).reset_index()
    both = rows.merge(sums, left_on=["region", *_SAME], right_on=["parent", *_SAME])
    for _, row in both[both["there"] > 1].iterrows():
        level = {regions[key].level for key in rows.loc[parent == row["region"], "region"]}
        every = [r for r in regions.values() if r.parent == row["region"] and r.level in level and not r.valid_to]
        short = row["value"] - row["total"] > max(1.0, SHORT * row["value"]) and row["there"] >= len(every)
        beyond = row["total"] - row["value"] > max(1.0, BEYOND * row["value"])
        if beyond or short:
            text = f"{beside.name(row['fact'])}: Die {row['there']} Teilgebiete ergeben zusammen "
            text += f"{german_number(row['total'])}, für {beside.area(row['region'])} stehen "
            yield ask(f"{text}{german_number(row['value'])} da. Was stimmt?", int(row["row"]))


def sexes_off(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Men and women who do not make up all."""
    rows = facts[facts["fact"].isin(beside.counts)]
    wrong = unequal_totals(rows, contract_of(beside.source))
    same = [name for name in _PLACE if name != "sex"]
    found = rows[rows["sex"] == "total"].merge(wrong, on=["fact", *same])
    for _, row in found.iterrows():
        counted = f"{german_number(row['parts'])} statt {german_number(row['total'])}"
        text = f"{beside.name(row['fact'])}: Männer und Frauen ergeben {counted}. Was stimmt?"
        yield ask(text, int(row["row"]))


def parts_beyond(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Some of the people of a whole who are more than the whole: pairs of the source's [protection]."""
    pairs = [(whole, part) for whole, *parts in beside.source.protection.parts for part in parts]
    pairs = [(whole, part) for whole, part in pairs if {whole, part} <= beside.counts]
    rows = real(facts)
    for whole, part in pairs:
        both = rows[rows["fact"] == part].merge(rows[rows["fact"] == whole], on=_PLACE, suffixes=("", "_whole"))
        for _, row in both[both["value"] > both["value_whole"]].iterrows():
            text = f"{beside.name(part)} ({german_number(row['value'])}) ist mehr als "
            text += f"{beside.name(whole)} ({german_number(row['value_whole'])}), {beside.area(row['region'])}. "
            yield ask(f"{text}Wurden die Zeilen verwechselt?", int(row["row"]))


def more_than_people(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """More cases than there are people of that age, by the official count of the nearest year."""
    for item in (item for item in beside.source.demo if item.kind == "binomial"):
        term = Term.parse(item.base)
        people = people_living(term, beside.official)
        for _, row in real(facts[facts["fact"] == item.fact]).iterrows():
            there = people.get(str(row["region"]))
            if there is not None and row["value"] > there:
                text = f"{beside.name(item.fact)}: {german_number(row['value'])} sind mehr, als dort in diesem Alter "
                yield ask(f"{text}wohnen ({german_number(there)}). Stimmt die Zahl?", int(row["row"]))


def people_living(term: Term, official: pd.DataFrame) -> dict[str, float]:
    """The newest official count of a term by area; empty where no office counts it."""
    rows = official[(official["fact"] == term.fact) & (official["age"] == term.age)]
    rows = rows[(rows["group"] == term.group) & (rows["sex"] == "total") & rows["value"].notna()]
    newest = rows.sort_values(["period", "census_base"]).drop_duplicates("region", keep="last")
    return dict(zip(newest["region"].astype(str), newest["value"].astype(np.float64), strict=True))
