"""Whether published parts make up the published whole: men and women, and the areas within an area."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

import pandas as pd

from isp_utils.intake.facts.contracts import Contract, tolerance
from isp_utils.intake.values.times import last_day
from isp_utils.model.regions import Register

SLIP = 1.0  # offices' own tables are off by one in places (22151 Grundsicherung 2012, 22411 Pflege 2009, both for DG)
_WITHOUT_SEX = ["fact", "region", "period", "age", "group", "census_base"]
_PARTS = ("land", "kreis", "samtgemeinde", "gemeinde")


def unequal_totals(facts: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """Counts whose men and women do not make up the total within the tolerance: key, total, parts, difference."""
    whole_numbers = facts.groupby("fact")["value"].transform(lambda values: bool((values.dropna() % 1 == 0).all()))
    counts = facts[whole_numbers & ~facts["fact"].isin(contract.not_additive)]
    wide = counts.pivot_table(index=_WITHOUT_SEX, columns="sex", values="value", aggfunc="first")
    if not {"total", "m", "w"} <= set(wide.columns):
        return pd.DataFrame(columns=[*_WITHOUT_SEX, "total", "parts", "difference"])
    wide = wide.dropna(subset=["total", "m", "w"])
    parts = wide["m"] + wide["w"] + (wide["d"].fillna(0) if "d" in wide.columns else 0)
    off = parts - wide["total"]
    wrong = off.abs() > tolerance(contract.totals, wide["total"], 2) + 1e-6
    found = pd.DataFrame({"total": wide["total"], "parts": parts, "difference": off})[wrong]
    return found.reset_index()


def broken_sums(facts: pd.DataFrame, contract: Contract, register: Register) -> Iterator[tuple[int, str]]:
    """Index of the total and German text for every whole that its published parts do not make up."""
    wrong = unequal_totals(facts, contract)
    wrong = wrong[wrong["difference"].abs() > SLIP]
    key = facts.reset_index(names="index").merge(wrong, on=_WITHOUT_SEX)
    for row in key[key["sex"] == "total"].itertuples():
        yield int(row.index), f"Männer und Frauen ergeben {row.parts:.0f} statt {row.total:.0f}"
    chosen = facts[[any(fnmatchcase(fact, pattern) for pattern in contract.areas) for fact in facts["fact"]]]
    for _, rows in chosen.groupby(["fact", "period", "sex", "age", "group", "census_base"], sort=False):
        yield from _areas(rows, contract, register)


def _areas(rows: pd.DataFrame, contract: Contract, register: Register) -> Iterator[tuple[int, str]]:
    """Areas of one figure: parts never exceed their whole; all Kreise of a Land, all Laender make it up.

    Below the Kreis the register holds today's municipalities only, so a lower sum proves nothing there.
    """
    values = rows[rows["value"].notna()].set_index("region")["value"]
    places = {str(region): int(index) for index, region in rows["region"].items()}  # type: ignore[call-overload]
    day = last_day(str(rows["period"].iloc[0]))
    for whole, parts in _within(register, day).items():
        there = [part for part in parts if part in values.index]
        if whole not in values.index or len(there) < 2:
            continue
        total, off = float(values[whole]), float(values[there].sum() - values[whole])
        allowed = max(SLIP, float(tolerance(contract.totals, pd.Series([total]), len(there))[0]))
        complete = len(there) == len(parts) and register[whole].level in ("bund", "land")
        if off > allowed or (complete and off < -allowed):
            text = f"die {len(there)} Teilgebiete von {whole} {register[whole].name} ergeben zusammen"
            yield places[whole], f"{text} {total + off:.0f} statt {total:.0f}"


def _within(register: Register, day: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for region in register.regions.values():
        if region.parent and region.level in _PARTS and region.existed(day):
            found[region.parent].append(region.key)
    return found
