"""Sources of the catalogue: publishers and a county's departments, how their tables become facts, what is secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.model.protection import RELATIONS, Protection
from isp_utils.model.toml import did_you_mean, into, read_toml

OWNERS = ("amtlich", "eigene")
VILLAGE = 100  # people
PERTURBED = 3.0  # people by which the cell key method moves a count at most, as a rule
SHARED = ("sources/*.toml", "departments/*.toml")  # publishers; what the same department of any county delivers


@dataclass(frozen=True)
class DemoFact:
    """How demo counts of a fact are drawn: share x base, with a yearly trend."""

    fact: str
    base: str
    share: float
    years: tuple[int, ...]
    levels: tuple[str, ...]
    trend: float = 0.0
    kind: str = "poisson"


@dataclass(frozen=True)
class Renewal:
    """Where newer figures come from, if not by fetching the same table of the source itself."""

    source: str = ""  # another source that goes on with the figures
    table: str = ""
    address: str = ""  # page of the publisher, where a person takes the file from
    ended: tuple[str, ...] = ()  # tables that the publisher no longer goes on with
    again: str = ""  # in German: when there are figures again, of tables that have ended for now


@dataclass(frozen=True)
class Source:
    """Who publishes or delivers figures, under which licence, and the rule for small counts."""

    id: str
    title: str
    publisher: str
    licence: str
    owner: str
    citation: str = ""
    licence_url: str = ""
    minimum_count: int = 3
    period_meaning: str = ""
    template: str = ""
    request: str = ""
    signs: str = ""  # publisher's legend in symbols.toml
    demo: tuple[DemoFact, ...] = ()
    tables: tuple[Mapping[str, Any], ...] = ()  # how raw tables become facts (intake/facts/mapping.py)
    derived: tuple[Mapping[str, Any], ...] = ()  # what follows from the facts of one table (intake/facts/derived.py)
    unneeded: Mapping[str, str] = field(default_factory=dict)  # table -> why no Kennzahl reads it, in German
    contract: Mapping[str, Any] = field(default_factory=dict)  # what its facts must keep (intake/facts/contracts.py)
    protection: Protection = field(default_factory=Protection)
    renewal: Renewal = field(default_factory=Renewal)
    county: str = ""  # key of the county whose own source it is

    @property
    def slack(self) -> float:
        """By how many people the publisher's rounding or perturbation may have moved a count ([contract] totals)."""
        totals = str(self.contract.get("totals", "exact"))
        return float(totals) / 2 if totals.isdigit() else PERTURBED if totals == "ckm" else 0.0

    @property
    def unrelated(self) -> tuple[str, ...]:
        """Facts that can be hidden and of which no relation to another fact is declared, by name.

        What such a fact leaves of another one, or another one of it, the gate does not know.
        """
        mapped = {str(rule["fact"]) for table in self.tables for rule in table.get("facts", []) if "fact" in rule}
        facts = mapped | {item.fact for item in self.demo}
        known = self.protection.related
        return tuple(sorted(fact for fact in facts - known if not self.protection.is_public(fact)))

    def __post_init__(self) -> None:
        if self.minimum_count < 1:
            raise InputError(f"»minimum_count« ist {self.minimum_count}; erwartet wird mindestens 1.")


def read_sources(root: Path) -> dict[str, Source]:
    """All sources by id: shared ones, and those of single counties (counties/<key>/sources/), which carry its key.

    Raises InputError naming the file for a wrong key, and for an id given twice: it names a folder of data/raw.
    """
    found: dict[str, Source] = {}
    shared = [(path, "") for pattern in SHARED for path in sorted(root.glob(pattern))]
    own = [(path, path.parents[1].name) for path in sorted(root.glob("counties/*/sources/*.toml"))]
    for path, county in [*shared, *own]:
        if path.stem in found:
            raise InputError(f"Die Quelle »{path.stem}« gibt es zweimal ({path.parent.name}). Bitte eine umbenennen.")
        found[path.stem] = _source(path, county)
    return found


def _source(path: Path, county: str) -> Source:
    table = read_toml(path)
    demo = tuple(into(DemoFact, item, f"{path.name}, [[demo]]") for item in table.pop("demo", []))
    tables, derived = tuple(table.pop("table", [])), tuple(table.pop("derived", []))
    protection = _protection(table.pop("protection", {}), table.get("owner", ""), path.name)
    renewal = into(Renewal, table.pop("renewal", {}), f"{path.name}, [renewal]")
    read = {"demo": demo, "tables": tables, "derived": derived, "protection": protection, "renewal": renewal}
    full = {"id": path.stem, "county": county, **table, **read}
    source = into(Source, full, path.name)
    if source.owner not in OWNERS:
        raise InputError(f"{path.name}: »owner« ist »{source.owner}«.{did_you_mean(source.owner, OWNERS)}")
    return source


def _protection(table: Mapping[str, Any], owner: str, where: str) -> Protection:
    """Rules of the gate; what the county knows alone is kept more strictly than what an office publishes itself.

    Of own sources a revision counts like a count, and of a group whose members know each other "nobody" and
    "everybody" are as telling as one.
    """
    own = {"revisions": "secret", "full_cells": ("*",), "full_below": VILLAGE} if owner == "eigene" else {}
    related = {kind: tuple(tuple(names) for names in table.get(kind, [])) for kind in RELATIONS}
    return into(Protection, {**own, **table, **related}, f"{where}, [protection]")
