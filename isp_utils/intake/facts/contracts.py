"""What the facts of a source must keep before they are used: a pandera contract per source, its breaches in German.

The general part holds for every source (keys, flags, one figure once); [contract] in a source's TOML adds ranges
of values
and the tolerance with which parts add up: exact, ckm (Zensus: cell key method), or the number that figures are
rounded to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import pandas as pd

from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register
from isp_utils.model.schema import CENSUS_BASES, KEY, SEXES, WITH_VALUE, Flag
from isp_utils.model.toml import into

SHOWN = 5
CKM_ABSOLUTE, CKM_RELATIVE = 20.0, 0.002  # sums of perturbed cells drift with the number of parts
_SAYS = {
    "region": "der Gebietsschlüssel steht nicht im Verzeichnis",
    "sex": "das Geschlecht ist keines von total, m, w, d",
    "flag": "das Kennzeichen gibt es nicht",
    "census_base": "die Bevölkerungsbasis gibt es nicht",
    "multiple_fields_uniqueness": "dieselbe Angabe steht zweimal",
    "value_or_reason": "der Wert fehlt ohne Grund, oder Wert und Kennzeichen widersprechen sich",
    "in_range": "der Wert liegt außerhalb des erwarteten Bereichs",
}


@dataclass(frozen=True)
class Contract:
    """[contract] of a source: value ranges by pattern of the fact's id, tolerance of sums, facts that do not add up."""

    ranges: Mapping[str, Any] = field(default_factory=dict)
    totals: str = "exact"
    not_additive: tuple[str, ...] = ()


def contract_of(source: Source) -> Contract:
    """The contract of a source; raises InputError for a tolerance that does not exist."""
    contract = into(Contract, source.contract, f"{source.id}.toml, [contract]")
    tolerance(contract.totals, pd.Series([1.0]), 2)
    return contract


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


def check_facts(facts: pd.DataFrame, source: Source, register: Register) -> None:
    """Raise InputError listing the first breaches of a source's contract with file and row."""
    if facts.empty:
        return
    import pandera.pandas as pa  # heavy: only where facts are made anew
    from pandera.errors import SchemaErrors

    contract = contract_of(source)
    values = [flag.value for flag in WITH_VALUE]
    schema = pa.DataFrameSchema(
        {
            "region": pa.Column(str, pa.Check.isin(list(register.regions), name="region")),
            "sex": pa.Column(str, pa.Check.isin(list(SEXES), name="sex")),
            "flag": pa.Column(str, pa.Check.isin([flag.value for flag in Flag], name="flag")),
            "census_base": pa.Column(str, pa.Check.isin(list(CENSUS_BASES), name="census_base")),
            "value": pa.Column(float, nullable=True),
        },
        checks=[
            pa.Check(lambda table: table["value"].notna() == table["flag"].isin(values), name="value_or_reason"),
            pa.Check(lambda table: _in_range(table, contract), name="in_range"),
        ],
        unique=["fact", *KEY, "census_base"],
    )
    try:
        schema.validate(facts, lazy=True)
    except SchemaErrors as problem:
        raise InputError(_in_german(problem.failure_cases, facts)) from problem


def _in_range(table: pd.DataFrame, contract: Contract) -> pd.Series:
    good = pd.Series(True, index=table.index)
    for fact in table["fact"].unique():
        limits = next((limits for pattern, limits in contract.ranges.items() if fnmatchcase(fact, pattern)), None)
        if limits is not None:
            rows = table["fact"] == fact
            good &= ~rows | table["value"].isna() | table["value"].between(float(limits[0]), float(limits[1]))
    return good


def _in_german(cases: pd.DataFrame, facts: pd.DataFrame) -> str:
    first = cases.drop_duplicates(["check", "index"]).head(SHOWN)
    lines = []
    for _, case in first.iterrows():
        name = next((key for key in _SAYS if key in str(case["check"])), str(case["column"]))
        said = _SAYS.get(name, f"die Spalte »{case['column']}« hat die falsche Form")
        if pd.isna(case["index"]):
            lines.append(f"{facts['file'].iloc[0]}: {said}. Bitte die Lieferung berichtigen.")
            continue
        row = facts.loc[case["index"]]
        figure = f"{row['fact']}, {row['region']}, {row['period']}: {row['raw']}"
        lines.append(f"{row['file']}, Zeile {row['row']}: {said} ({figure}). Bitte berichtigen oder nachfragen.")
    more = cases["index"].nunique() - len(first)
    return "\n".join([*lines, *([f"und {more} weitere Verstöße."] if more > 0 else [])])


def unequal_totals(facts: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """Counts whose men and women do not make up the total within the tolerance: key, total, parts, difference."""
    whole_numbers = facts.groupby("fact")["value"].transform(lambda values: bool((values.dropna() % 1 == 0).all()))
    counts = facts[whole_numbers & ~facts["fact"].isin(contract.not_additive)]
    key = ["fact", "region", "period", "age", "group", "census_base"]
    wide = counts.pivot_table(index=key, columns="sex", values="value", aggfunc="first")
    if not {"total", "m", "w"} <= set(wide.columns):
        return pd.DataFrame(columns=[*key, "total", "parts", "difference"])
    wide = wide.dropna(subset=["total", "m", "w"])
    parts = wide["m"] + wide["w"] + (wide["d"].fillna(0) if "d" in wide.columns else 0)
    off = parts - wide["total"]
    wrong = off.abs() > tolerance(contract.totals, wide["total"], 2) + 1e-6
    found = pd.DataFrame({"total": wide["total"], "parts": parts, "difference": off})[wrong]
    return found.reset_index()
