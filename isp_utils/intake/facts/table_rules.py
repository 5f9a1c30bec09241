"""The [[table]] entries of a source: which figures of an official table are which fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from isp_utils.intake.reading import Reading
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import CENSUS_BASES
from isp_utils.model.toml import into

EMPTY = "(leer)"  # in a rule: the cell of the head is empty


@dataclass(frozen=True)
class FactRule:
    """Which figures of a table are a fact: `where` selects by dimension or measure, `group` names a constant group."""

    fact: str
    where: Mapping[str, Any] = field(default_factory=dict)
    group: str = "total"
    age: str = ""
    sex: str = ""
    factor: float = 1.0
    digits: int = -1  # decimals to which a figure is rounded; -1: as printed
    means: str = ""  # weight by which larger areas are means of smaller ones (weighted.py)


@dataclass(frozen=True)
class TableRule:
    """How a table becomes facts. `groups` is { dimension = { label = "merkmal:auspraegung" } }.

    `table` is the number or name, a pattern of it (Deutschlandatlas_*), or the kind of the file.
    """

    table: str
    facts: tuple[Any, ...]
    sex: str = ""
    age: str = ""
    groups: Mapping[str, Any] = field(default_factory=dict)
    age_sums: tuple[str, ...] = ()
    census_base: str = "none"
    census_from: Mapping[str, Any] = field(default_factory=dict)  # first year of a base, for tables that span several
    scaled: bool = False  # multiply by the scale in the unit (Tsd. EUR)
    men_by_difference: bool = False  # published are total and women
    sexes_added: bool = False  # published are men and women
    slips: tuple[str, ...] = ()  # region/period (patterns) where the office published what cannot be (slips.py)
    optional: bool = False  # a file may hold a part of the facts only
    crosswalk: str = ""  # population or area: dissolved Kreise converted to today's, flagged estimated
    school_year: bool = False  # the year is that in which a school year begins
    yearly: bool = False  # a day is printed, but the figure is the mean of its year
    day: str = ""  # a year is printed, but the figure is of this day (12-31) or month (12) of it
    number: str = ""  # of the table that is fetched, where the file names its statistic only
    service: str = ""  # another service that offers the table
    heading: str = ""  # regular expression that a heading has: its group is the measure, whatever year stands beside it
    has: tuple[str, ...] = ()  # measures, columns and levels by which a file without title is known
    lacks: tuple[str, ...] = ()  # and those by which it is another one
    title: str = ""  # regular expression that the title of the sheet has
    expects: str = ""  # what the file must look like, in German, for a file in which nothing is found
    means_for: tuple[str, ...] = ()  # levels whose figures are means (see FactRule)
    means_with: tuple[str, ...] = ()  # levels that count in the means, but whose own figures are not taken
    levels: tuple[str, ...] = ("bund", "land", "kreis", "samtgemeinde", "gemeinde", "gemeindefrei")


def rules_of_table(reading: Reading, source: Source) -> list[TableRule]:
    """The rules of a source that read a table of that number or name, or a file of that kind with such columns."""
    table, kind, there = reading.origin.table, reading.kind, reading.words
    named = [rule for rule in rules_of(source) if kind == rule.table or fnmatchcase(table, rule.table)]
    return [rule for rule in named if there.issuperset(rule.has) and there.isdisjoint(rule.lacks)]


def rules_of(source: Source) -> tuple[TableRule, ...]:
    """The table rules of a source; raises InputError for unknown keys and census bases."""
    where = f"{source.id}.toml, [[table]]"
    rules = []
    for entry in source.tables:
        rule = into(TableRule, entry, where)
        for base in (rule.census_base, *rule.census_from):
            if base not in CENSUS_BASES:
                raise InputError(f"{where}: »{base}« ist keine Bevölkerungsbasis. Erlaubt: {', '.join(CENSUS_BASES)}.")
        rules.append(rule)
    return tuple(rules)


def measures_of(source: Source) -> frozenset[str]:
    """Every measure that a source's rules ask for by its code."""
    wheres = [entry.get("where", {}) for rule in rules_of(source) for entry in rule.facts]
    return frozenset(str(where["measure"]) for where in wheres if "measure" in where)
