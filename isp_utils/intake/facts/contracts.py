"""What the facts of a source must keep: ranges of values, and the tolerance with which published parts add up.

Ranges hold for every fact (catalogue/ranges.toml); [contract] in a source's TOML narrows or widens them and says how
sums are published: exact, ckm (Zensus: cell key method), or the number that figures are rounded to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pandas as pd

from isp_utils.model.catalogue import HERE, Source
from isp_utils.model.errors import InputError
from isp_utils.model.toml import into, read_toml

CKM_ABSOLUTE, CKM_RELATIVE = 20.0, 0.002  # sums of perturbed cells drift with the number of parts
Limits = tuple[float, float]


@dataclass(frozen=True)
class Contract:
    """[contract] of a source: value ranges by pattern of the fact's id, tolerance of sums, what adds up and what not.

    `areas` are patterns of facts whose figures of the parts of an area make up the area's.
    """

    ranges: Mapping[str, Any] = field(default_factory=dict)
    totals: str = "exact"
    not_additive: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Range:
    """One entry of ranges.toml."""

    facts: tuple[str, ...]
    limits: tuple[Any, ...]


def contract_of(source: Source) -> Contract:
    """The contract of a source; raises InputError for a tolerance that does not exist."""
    contract = into(Contract, source.contract, f"{source.id}.toml, [contract]")
    tolerance(contract.totals, pd.Series([1.0]), 2)
    return contract


@cache
def _general_ranges() -> tuple[tuple[str, Limits], ...]:
    entries = [into(_Range, entry, "ranges.toml, [[range]]") for entry in read_toml(HERE / "ranges.toml")["range"]]
    return tuple((pattern, (float(e.limits[0]), float(e.limits[1]))) for e in entries for pattern in e.facts)


def range_of(fact: str, source: Source) -> Limits:
    """Least and largest value that a fact of a source may have.

    >>> range_of("mindestsicherungsquote", Source("amt", "Amt", "Amt", "frei", "amtlich"))
    (0.0, 100.0)
    """
    return ranges_of([fact], source)[0]


def ranges_of(facts: Iterable[str], source: Source) -> list[Limits]:
    """range_of of several facts, in their order."""
    own = [(pattern, (float(low), float(high))) for pattern, (low, high) in contract_of(source).ranges.items()]
    known = (*own, *_general_ranges())
    return [next(limits for pattern, limits in known if fnmatchcase(fact, pattern)) for fact in facts]


def tolerance(totals: str, whole: pd.Series, parts: int) -> pd.Series:
    """How far the sum of `parts` figures may lie from the whole.

    >>> [float(tolerance(rule, pd.Series([100.0]), 2)[0]) for rule in ("exact", "5")]
    [0.0, 7.5]
    """
    if totals == "exact":
        return whole * 0
    if totals == "ckm":
        return (whole.abs() * CKM_RELATIVE).clip(lower=CKM_ABSOLUTE)
    if totals.isdigit():
        return whole * 0 + (parts + 1) * int(totals) / 2
    raise InputError(f"[contract] totals = »{totals}«: erlaubt sind exact, ckm oder eine Rundung wie 5, 10, 1000.")
