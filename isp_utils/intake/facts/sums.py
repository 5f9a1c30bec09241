"""Whether published parts make up the published whole: men and women, and the areas within an area."""

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd

from isp_utils.intake.facts.contracts import Contract, tolerance
from isp_utils.intake.values.codes import codes_of
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.times import last_day
from isp_utils.model.periods import year_of
from isp_utils.model.regions import Register

SLIP = 1.0  # offices' own tables are off by one in places (22151 Grundsicherung 2012, 22411 Pflege 2009, both for DG)
SHARE = 2e-5  # and by some hundred-thousandths: 765 221 births in the Laender of 1995, 765 213 in Germany
COMPLETE_SINCE = 2011  # before, tables of some Laender lack a Kreis of their time
_WITHOUT_SEX = ["fact", "region", "period", "age", "group", "census_base"]
_EQUAL = pd.DataFrame(columns=[*_WITHOUT_SEX, "total", "parts", "difference"])
_SAME = ["fact", "period", "sex", "age", "group", "census_base"]
_PARTS = ("land", "kreis", "samtgemeinde", "gemeinde")


def unequal_totals(facts: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """Counts whose men and women do not make up the total within the tolerance: key, total, parts, difference."""
    split = facts.loc[facts["sex"].isin(["m", "w"]), "fact"].unique()
    if not len(split):
        return _EQUAL.copy()
    asked = facts["fact"].isin(split) & ~facts["fact"].isin(contract.not_additive) & facts["value"].notna()
    facts = facts.loc[asked, [*_WITHOUT_SEX, "sex", "value"]]
    fact = codes_of(facts, ["fact"])
    counts = facts[np.bincount(fact, facts["value"] % 1)[fact] == 0] if len(fact) else facts  # of whole numbers alone
    codes = codes_of(counts, _WITHOUT_SEX)
    figures = {sex: np.full(int(codes.max(initial=-1)) + 1, np.nan) for sex in ("total", "m", "w", "d")}
    for sex, column in figures.items():
        rows = (counts["sex"] == sex).to_numpy()
        column[codes[rows]] = counts["value"].to_numpy(dtype=float)[rows]
    totals = counts[(counts["sex"] == "total").to_numpy()]
    place = codes[(counts["sex"] == "total").to_numpy()]
    parts = (figures["m"] + figures["w"] + np.nan_to_num(figures["d"]))[place]
    off = parts - totals["value"].to_numpy(dtype=float)
    wrong = np.abs(off) > tolerance(contract.totals, totals["value"], 2).to_numpy(dtype=float) + 1e-6
    if not wrong.any():
        return _EQUAL.copy()
    found = totals[wrong]
    found = found.assign(total=found["value"], parts=parts[wrong], difference=off[wrong]).sort_values(_WITHOUT_SEX)
    return pd.DataFrame(found, columns=list(_EQUAL)).reset_index(drop=True)


def broken_sums(facts: pd.DataFrame, contract: Contract, register: Register) -> Iterator[tuple[int, str]]:
    """Index of the total and German text for every whole that its published parts do not make up."""
    wrong = unequal_totals(facts, contract)
    wrong = wrong[wrong["difference"].abs() > SLIP]
    if len(wrong):
        key = facts.reset_index(names="index").merge(wrong, on=_WITHOUT_SEX)
        for _, row in key[key["sex"] == "total"].iterrows():
            yield int(row["index"]), f"Männer und Frauen ergeben {row['parts']:.0f} statt {row['total']:.0f}"
    yield from _areas(facts, contract, register)


def _areas(facts: pd.DataFrame, contract: Contract, register: Register) -> Iterator[tuple[int, str]]:
    """Wholes that their areas do not make up: parts never exceed it; all Kreise of a Land, all Laender make it up.

    Below the Kreis the register holds today's municipalities only, so a lower sum proves nothing there.
    """
    chosen = [fact for fact in facts["fact"].unique() if any(fnmatchcase(fact, pattern) for pattern in contract.areas)]
    if not chosen:
        return
    asked = facts["fact"].isin(chosen) & facts["value"].notna()
    values = facts.loc[asked, ["region", *_SAME, "value"]].reset_index(names="index")
    if values.empty:
        return
    keys = Keys.of(register)
    places = _parts(keys, np.asarray(values["period"].unique(), object))
    parts = values.merge(places, on=["region", "period"]).groupby(["parent", *_SAME], sort=False)
    sums = parts.agg(total=("value", "sum"), there=("value", "count"), all=("all", "first")).reset_index()
    both = values.merge(sums, left_on=["region", *_SAME], right_on=["parent", *_SAME])
    off = both["total"] - both["value"]
    slip = (both["value"].abs() * SHARE).clip(lower=SLIP)
    allowed = tolerance(contract.totals, both["value"], 2).clip(lower=slip)
    wide = both["region"].isin([key for key, region in register.regions.items() if region.level in ("bund", "land")])
    wide &= both["period"].map(lambda period: year_of(period) >= COMPLETE_SINCE).astype(bool)
    wrong = (off > allowed) | (wide & (both["there"] == both["all"]) & (off < -allowed))
    for _, row in both[wrong & (both["there"] > 1)].iterrows():
        whole = f"{row['region']} {register[str(row['region'])].name}"
        text = f"die {row['there']} Teilgebiete von {whole} ergeben zusammen"
        yield int(row["index"]), f"{text} {row['total']:.0f} statt {row['value']:.0f}"


def _parts(keys: Keys, periods: np.ndarray) -> pd.DataFrame:
    """region, its parent, period, and how many areas (all) the parent had then, those of the past among them."""
    regions = keys.register.regions
    found = [region for region in regions.values() if region.parent and region.level in _PARTS]
    gone = [key for key in keys.history if key not in regions]
    days = np.array([last_day(period).isoformat() for period in periods])
    when, which = np.nonzero(_there(keys, [region.key for region in found], days))
    names = np.array([(region.key, region.parent) for region in found], dtype=object)[which]
    table = pd.DataFrame({"region": names[:, 0], "parent": names[:, 1], "period": periods[when]}, dtype=str)
    past = Counter(
        (periods[day], gone[place][:2]) for day, place in zip(*np.nonzero(_there(keys, gone, days)), strict=True)
    )
    more = [past[pair] for pair in zip(periods[when], names[:, 1], strict=True)]
    return table.assign(all=table.groupby(["period", "parent"])["region"].transform("size") + more)


def _there(keys: Keys, regions: list[str], days: np.ndarray) -> np.ndarray:
    """Whether an area (column) existed on a day (row, ISO)."""
    first, last = np.array([keys.span(region) for region in regions], dtype=str).reshape(-1, 2).T
    return np.asarray((first <= days[:, None]) & (days[:, None] <= last))
