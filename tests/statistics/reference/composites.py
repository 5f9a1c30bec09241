"""The ASEM sustainable connectivity index as built by COINr, stage by stage."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.statistics.composite import aggregation, scales
from tests.statistics.reference.numbers import Numbers, case, table


def _stage(name: str) -> pd.DataFrame:
    return table(f"composite/stage_{name}.csv").set_index("uCode")


@case("composite: ASEM index, normalised and aggregated", 5559, "denominators, filled gaps and treated outliers")
def asem() -> Iterator[Numbers]:
    declared = table("composite/iMeta.csv").set_index("iCode")
    treated, normalised, expected = (_stage(name) for name in ("Treated", "Normalised", "Aggregated"))
    meta = declared.loc[treated.columns]
    yield Numbers("normalised", scales.anchored(treated, treated, meta.Direction), normalised[treated.columns])
    levels = declared[declared.Level.notna()]

    def points(name: str) -> np.ndarray:
        parts = levels.index[levels.Parent == name]
        if parts.empty:
            return normalised[name].to_numpy()
        return aggregation.weighted_mean(np.stack([points(p) for p in parts], axis=1), levels.Weight[parts])

    yield Numbers("aggregated", np.stack([points(name) for name in expected], axis=1), expected)
