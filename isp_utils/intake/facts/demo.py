"""Demo deliveries for figures that only the county itself has: seeded, flagged `demo`, in the delivery format.

They let the suite show what the real deliveries will look like. Nothing in them describes a real place.
"""

from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from isp_utils.model.catalogue import Catalogue, DemoFact, Source
from isp_utils.model.periods import year_of
from isp_utils.model.schema import DELIVERY_COLUMNS, Flag
from isp_utils.model.terms import Term

SIDECAR = """title       = "Demodaten: {title}"
table       = "Demodaten"
publisher   = "künstlich erzeugt"
licence     = "frei"
edition     = "Generator der Suite, fester Startwert"
retrieved   = 2026-01-01
census_base = "none"
notes       = "Erfundene Zahlen in der Form der späteren Lieferung. Sie beschreiben keinen wirklichen Ort."
"""


def demo_deliveries(facts: pd.DataFrame, catalogue: Catalogue) -> dict[str, pd.DataFrame]:
    """One delivery (DELIVERY_COLUMNS) per source that declares demo facts; counts are whole numbers >= 0.

    The expected count is share x base x (1 + trend)^years; areas differ by a fixed, seeded factor.
    A Kreis is the sum of its Samtgemeinden where these have a base. The seed is public, so a made-up count tells its
    base: only what offices publish is one, and a source that delivered anything is not added to.
    """
    own = {source.id for source in catalogue.sources.values() if source.owner == "eigene"}
    public, delivering = facts[~facts["source"].isin(own)], own & set(facts["source"].unique())
    delivered, published = set(facts["fact"].unique()), set(public["fact"].unique())
    drawn: dict[str, pd.DataFrame] = {}
    deliveries = {}
    for source in catalogue.sources.values():
        tables = []
        for fact in source.demo:
            if fact.fact in published:
                continue  # what offices publish is the base of others as it stands
            base = drawn[fact.base] if fact.base in drawn else _official(public, fact.base)
            drawn[fact.fact] = _draw(fact, base, catalogue)  # also where it was delivered: others rest on it
            if len(drawn[fact.fact]) and fact.fact not in delivered and source.id not in delivering:
                tables.append(_as_delivery(fact, drawn[fact.fact]))
        if tables:
            deliveries[source.id] = pd.concat(tables, ignore_index=True)
    return deliveries


def sidecar(source: Source) -> str:
    """Text of the sidecar of a demo delivery."""
    return SIDECAR.format(title=source.title)


def _official(facts: pd.DataFrame, term: str) -> pd.DataFrame:
    """region, year, value of a term in the official facts; the newest census base of a year."""
    asked = Term.parse(term)
    total = (facts["fact"] == asked.fact) & (facts["sex"] == "total")
    rows = facts[total & (facts["age"] == asked.age) & (facts["group"] == asked.group)].dropna(subset="value")
    rows = rows.assign(year=rows["period"].map({p: year_of(p) for p in rows["period"].unique()}))
    return rows.sort_values("census_base").drop_duplicates(["region", "year"], keep="last")[["region", "year", "value"]]


def _draw(fact: DemoFact, base: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """region, year, value: drawn for the smallest areas with a base, then summed upwards."""
    level = base["region"].map({key: catalogue.register[key].level for key in base["region"].unique()})
    small = base[level == "samtgemeinde"] if "samtgemeinde" in fact.levels else base[:0]
    parents = {catalogue.register[key].parent for key in small["region"].unique()}
    kreise = base[(level == "kreis") & ~base["region"].isin(parents)]
    years = np.arange(fact.years[0], fact.years[-1] + 1)
    areas = _by_region(pd.concat([small, kreise]))
    counts = [_counts(fact, region, *known) for region, known in areas.items()]
    columns = {"region": np.repeat(list(areas), len(years)), "year": np.tile(years, len(areas))}
    table = pd.DataFrame(columns).assign(value=np.concatenate(counts)) if counts else base.assign(value=0.0)[:0]
    upwards = table[table["region"].isin(small["region"])]
    above = {key: catalogue.register[key].parent for key in upwards["region"].unique()}
    upwards = upwards.assign(region=upwards["region"].map(above))
    return pd.concat([table, upwards.groupby(["region", "year"], as_index=False)["value"].sum()])


def _by_region(table: pd.DataFrame) -> dict[str, tuple[NDArray[Any], NDArray[Any]]]:
    """Years and values of each area, in their order."""
    ordered = table.sort_values("year")
    years, values = ordered["year"].to_numpy(), ordered["value"].to_numpy(float)
    return {str(region): (years[rows], values[rows]) for region, rows in ordered.groupby("region").indices.items()}


def _counts(fact: DemoFact, region: str, known: NDArray[Any], values: NDArray[Any]) -> NDArray[Any]:
    """Yearly counts of one area; the base of the nearest year stands in where a year has none."""
    random = np.random.default_rng(crc32(f"{fact.fact}/{region}".encode()))
    years = np.arange(fact.years[0], fact.years[-1] + 1)
    people = values[np.abs(years[:, None] - known[None, :]).argmin(axis=1)]
    share = fact.share * (1 + fact.trend) ** (years - years[0]) * random.normal(1, 0.08)
    if fact.kind == "binomial":
        return np.asarray(random.binomial(people.round().astype(int), np.clip(share, 0, 1)), float)
    return np.asarray(random.poisson(people * np.maximum(share, 0)), float)


def _as_delivery(fact: DemoFact, table: pd.DataFrame) -> pd.DataFrame:
    columns = {"fact": fact.fact, "sex": "total", "age": "total", "group": "total", "flag": Flag.DEMO.value}
    texts = {"period": table["year"].astype(str), "value": table["value"].astype("int64").astype(str)}
    return table.assign(**columns, **texts)[list(DELIVERY_COLUMNS)]
