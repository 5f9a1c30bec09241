"""Several editions of the same figure: the newest holds, and every change is listed with both values and both files."""

import pandas as pd

from isp_utils.model.schema import FACT_COLUMNS, KEY

VERSION_KEY = ["fact", *KEY, "census_base"]
REVISION_COLUMNS = (*VERSION_KEY, "value_before", "value", "file_before", "file", "retrieved_before", "retrieved")


def newest(versions: pd.DataFrame) -> pd.DataFrame:
    """One row a figure (FACT_COLUMNS): of several deliveries that hold it, the one retrieved last.

    `versions` has FACT_COLUMNS and retrieved (ISO date); at the same date the later row holds.
    """
    ordered = versions.sort_values("retrieved", kind="stable")
    last = ordered.drop_duplicates(VERSION_KEY, keep="last")
    return last.sort_values(VERSION_KEY, ignore_index=True)[list(FACT_COLUMNS)]


def revisions(versions: pd.DataFrame) -> pd.DataFrame:
    """Every figure that an edition changed (REVISION_COLUMNS), oldest change first; missing counts as a value."""
    again = versions[versions.duplicated(VERSION_KEY, keep=False)].sort_values("retrieved", kind="stable")
    groups = again.groupby(VERSION_KEY, sort=False)
    before = groups[["value", "file", "retrieved"]].shift(1)
    both_missing = again["value"].isna() & before["value"].isna()
    changed = before["file"].notna() & (again["value"] != before["value"]) & ~both_missing
    rows = again[changed].assign(
        value_before=before.loc[changed, "value"],
        file_before=before.loc[changed, "file"],
        retrieved_before=before.loc[changed, "retrieved"],
    )
    return rows.reset_index(drop=True)[list(REVISION_COLUMNS)]


def revision_line(row: pd.Series) -> str:
    """One revision as a line for the report on the data; without the values, which stay behind the gate."""
    return f"{row['fact']}, {row['region']}, {row['period']}: geändert mit {row['file']} (Stand {row['retrieved']})"
