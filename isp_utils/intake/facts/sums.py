"""Whether published parts make up the published whole: men and women, and the areas within an area."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

import pandas as pd

from isp_utils.intake.facts.contracts import Contract, tolerance
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.times import last_day
from isp_utils.model.periods import year_of
from isp_utils.model.regions import Register

SLIP = 1.0  # offices' own tables are off by one in places (22151 Grundsicherung 2012, 22411 Pflege 2009, both for DG)
SHARE = 2e-5  # and by some hundred-thousandths: 765 221 births in the Laender of 1995, 765 213 in Germany
COMPLETE_SINCE = 2011  # before, tables of some Laender lack a Kreis of their time
_WITHOUT_SEX = ["fact", "region", "period", "age", "group", "census_base"]
_SAME = ["fact", "period", "sex", "age", "group", "census_base"]
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
    for _, row in key[key["sex"] == "total"].iterrows():
        yield int(row["index"]), f"Männer und Frauen ergeben {row['parts']:.0f} statt {row['total']:.0f}"
    yield from _areas(facts, contract, register)


def _areas(facts: pd.DataFrame, contract: Contract, register: Register) -> Iterator[tuple[int, str]]:
    """Wholes that their areas do not make up: parts never exceed it; all Kreise of a Land, all Laender make it up.

    Below the Kreis the register holds today's municipalities only, so a lower sum proves nothing there.
    """
    chosen = [fact for fact in facts["fact"].unique() if any(fnmatchcase(fact, pattern) for pattern in contract.areas)]
    values = facts[facts["fact"].isin(chosen) & facts["value"].notna()].reset_index(names="index")
    if values.empty:
        return
    keys = Keys.of(register)
    tables = {period: _parts(keys, last_day(period)) for period in values["period"].unique()}
    places = pd.concat([table.assign(period=period) for period, table in tables.items()])
    parts = values.merge(places, on=["region", "period"]).groupby(["parent", *_SAME], sort=False)
    sums = parts.agg(total=("value", "sum"), there=("value", "count"), all=("all", "first")).reset_index()
    both = values.merge(sums, left_on=["region", *_SAME], right_on=["parent", *_SAME])
    off = both["total"] - both["value"]
    slip = (both["value"].abs() * SHARE).clip(lower=SLIP)
    allowed = tolerance(contract.totals, both["value"], 2).clip(lower=slip)
    wide = both["region"].isin([key for key, region in register.regions.items() if region.level in ("bund", "land")])
    wide &= both["period"].map({period: year_of(period) >= COMPLETE_SINCE for period in tables}).astype(bool)
    wrong = (off > allowed) | (wide & (both["there"] == both["all"]) & (off < -allowed))
    for _, row in both[wrong & (both["there"] > 1)].iterrows():
        whole = f"{row['region']} {register[str(row['region'])].name}"
        text = f"die {row['there']} Teilgebiete von {whole} ergeben zusammen"
        yield int(row["index"]), f"{text} {row['total']:.0f} statt {row['value']:.0f}"


def _parts(keys: Keys, day: date) -> pd.DataFrame:
    """region, its parent, and how many areas (all) the parent had on a day, those of the past among them."""
    regions = keys.register.regions
    found = [r for r in regions.values() if r.parent and r.level in _PARTS and keys.existed(r.key, day)]
    table = pd.DataFrame({"region": [r.key for r in found], "parent": [r.parent for r in found]}, dtype=str)
    gone = Counter(key[:2] for key in keys.history if key not in regions and keys.existed(key, day))
    return table.assign(all=table.groupby("parent")["region"].transform("size") + table["parent"].map(gone).fillna(0))
