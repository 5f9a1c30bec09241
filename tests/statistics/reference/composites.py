"""The ASEM sustainable connectivity index as built by COINr, stage by stage."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.statistics.composite import aggregation, preparation, scales
from tests.statistics.reference.numbers import Numbers, case, table


def _stage(name: str) -> pd.DataFrame:
    return table(f"composite/stage_{name}.csv").set_index("uCode")


@case("composite: ASEM index, every stage")
def asem() -> Iterator[Numbers]:
    units = table("composite/iData.csv").set_index("uCode").sort_index()
    declared = table("composite/iMeta.csv").set_index("iCode")
    raw = _stage("Raw")
    meta = declared.loc[raw.columns]
    units = units.loc[raw.index]
    yield Numbers("raw", units[raw.columns], raw)
    denominators = np.stack(
        [np.ones(len(units)) if pd.isna(d) else units[d].to_numpy() for d in meta.Denominator], axis=1
    )
    divided = raw.to_numpy() / denominators
    yield Numbers("denominated", divided, _stage("Denominated"))
    imputed = preparation.group_mean_imputed(divided, units.EurAsia_group.to_numpy(str))
    yield Numbers("imputed", imputed, _stage("Imputed"))
    screened = imputed[preparation.enough_data(imputed)]
    yield Numbers("screened", screened, _stage("Screened"))
    treated = preparation.outliers_treated(screened)
    yield Numbers("treated", treated, _stage("Treated"))
    normalised = scales.min_max(treated, meta.Direction)
    yield Numbers("normalised", normalised, _stage("Normalised"))
    levels = declared[declared.Level.notna()]

    def part(name: str) -> aggregation.Part:
        members = tuple(part(child) for child in levels.index[levels.Parent == name])
        return aggregation.Part(name, members, levels.Weight[name])

    found = aggregation.aggregate(dict(zip(raw.columns, normalised.T, strict=True)), part("Index"))
    expected = _stage("Aggregated")
    yield Numbers("aggregated", np.stack([found[name] for name in expected], axis=1), expected)
