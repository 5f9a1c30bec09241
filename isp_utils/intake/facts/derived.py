"""Figures that follow from the facts of one file: sums, shares, one sex alone; the [[derived]] entries of a source."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from isp_utils.intake.facts.contracts import range_of
from isp_utils.model.catalogue import Source
from isp_utils.model.terms import Term
from isp_utils.model.toml import into

_PLACE = ["region", "period", "sex", "census_base"]


@dataclass(frozen=True)
class Derived:
    """A fact as the sum of terms, or as their share of others; `sex` takes that sex alone and states it as all."""

    fact: str
    of: tuple[str, ...]
    per: tuple[str, ...] = ()
    age: str = "total"
    group: str = "total"
    sex: str = ""
    times: float = 1.0
    digits: int = 6
    yearly: bool = False  # the series goes by years, the counts by days or school years

    @cached_property
    def parts(self) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Terms of the numerator and of the denominator."""
        return Term.each(self.of), Term.each(self.per)


def derived_of(source: Source) -> tuple[Derived, ...]:
    """The entries of a source; raises InputError for unknown keys."""
    return tuple(into(Derived, entry, f"{source.id}.toml, [[derived]]") for entry in source.derived)


def with_derived(facts: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Facts of one file and what follows from them; nothing where a part is missing or carries a flag.

    Where the office's own counts contradict each other (a part larger than its whole) there is no share either.
    """
    counted = facts[facts["flag"] == ""]
    tables = ((rule.fact, _made(counted, rule)) for rule in derived_of(source))
    made = [table[table["value"].between(*range_of(fact, source))] for fact, table in tables]
    return pd.concat([facts, *(table for table in made if len(table))], ignore_index=True)


def _made(facts: pd.DataFrame, rule: Derived) -> pd.DataFrame:
    above, below = rule.parts
    found = _added(facts, above, rule.sex)
    if below:
        whole = _added(facts, below, rule.sex)["value"].rename("whole")
        found = found.join(whole[whole > 0], how="inner")
        found = found.assign(value=found["value"] / found["whole"]).drop(columns="whole")
    found = found.reset_index()
    periods = found["period"].str[:4] if rule.yearly else found["period"]
    values = (found["value"] * rule.times).round(rule.digits)
    said = {"fact": rule.fact, "age": rule.age, "group": rule.group, "flag": ""}
    raw = values.map(lambda value: f"berechnet {value:g}")
    return found.assign(value=values, period=periods, raw=raw, **said)


def _added(facts: pd.DataFrame, terms: tuple[Term, ...], sex: str) -> pd.DataFrame:
    """value and row by place, period and sex, where every term is there."""
    tables = [facts[(facts["fact"] == t.fact) & (facts["age"] == t.age) & (facts["group"] == t.group)] for t in terms]
    rows = pd.concat(tables)
    rows = rows[rows["sex"] == sex].assign(sex="total") if sex else rows
    sums = rows.groupby(_PLACE, sort=False).agg(value=("value", "sum"), row=("row", "first"), there=("value", "count"))
    return sums[sums["there"] == len(terms)].drop(columns="there")
