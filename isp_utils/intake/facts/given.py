"""Which tables of a source can give a term (`fact/age/group`), by its rules: no file is read for it."""

from collections.abc import Iterable

from isp_utils.intake.facts.derived import Derived, derived_of
from isp_utils.intake.facts.table_rules import FactRule, TableRule, rules_of
from isp_utils.model.catalogue import Source
from isp_utils.model.terms import TOTAL, Term
from isp_utils.model.toml import into


def tables_giving(terms: Iterable[Term], source: Source) -> tuple[str, ...]:
    """Numbers of the tables that give every one of the terms, or what follows from it; in the order of the catalogue.

    Which ages a table prints stands in no rule: one that has ages is taken to have all.
    """
    wanted, derived = tuple(terms), derived_of(source)
    rules: dict[str, list[TableRule]] = {}
    for rule in rules_of(source):
        if not rule.service and (rule.number or not rule.table.isdigit()):  # a statistic alone cannot be fetched
            rules.setdefault(rule.number or rule.table, []).append(rule)
    return tuple(table for table, mine in rules.items() if all(_gives(mine, term, derived) for term in wanted))


def _gives(rules: list[TableRule], term: Term, derived: Iterable[Derived]) -> bool:
    if any(_states(rule, into(FactRule, entry, rule.table), term) for rule in rules for entry in rule.facts):
        return True
    made = (rule for rule in derived if Term(rule.fact, rule.age, rule.group) == term)
    return any(all(_gives(rules, part, ()) for parts in rule.parts for part in parts) for rule in made)


def _states(rule: TableRule, fact: FactRule, term: Term) -> bool:
    groups = {str(group) for meanings in rule.groups.values() for group in meanings.values()} or {fact.group}
    age = term.age == (fact.age or TOTAL) or bool(rule.age and not fact.age)
    return fact.fact == term.fact and age and term.group in groups
