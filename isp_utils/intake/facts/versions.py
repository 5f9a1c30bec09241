"""Several editions of the same figure: the newest holds, every change is listed; two of one date are an error."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from isp_utils.model.schema import FACT_COLUMNS, KEY, Flag

VERSION_KEY = ["fact", *KEY, "census_base"]
SHOWN = 5
_HIDDEN = [flag.value for flag in (Flag.SECRET, Flag.PROTECTED)]
REVISION_COLUMNS = (*VERSION_KEY, "value_before", "value", "file_before", "file", "retrieved_before", "retrieved")


@dataclass(frozen=True)
class Rivals:
    """Two files (source/name) of one date that say different figures, the later name first, and the German text."""

    files: tuple[str, str]
    text: str


def rivals_in(versions: pd.DataFrame) -> list[Rivals]:
    """Every figure that two files of the same date say differently: neither is the newer.

    A gap beside a number is no rival, unless it was kept secret.
    """
    rows = versions[versions.duplicated([*VERSION_KEY, "retrieved"], keep=False)]
    rows = rows[rows["value"].notna() | rows["flag"].isin(_HIDDEN)]
    groups = rows.groupby([*VERSION_KEY, "retrieved"], sort=False)
    rivals = rows[(groups["value"].transform("nunique") + groups["value"].transform(_with_gap)) > 1]
    found = []
    for _, both in rivals.sort_values("file", kind="stable").groupby([*VERSION_KEY, "retrieved"], sort=False):
        first, second = both.iloc[0], both[~_same(both, both.iloc[0])].iloc[0]
        what = f"{first['fact']}, {first['region']}, {first['period']}"
        text = (
            f"{second['file']}, Zeile {second['row']}: {what} steht mit anderem Wert in {first['file']}, Zeile "
            f"{first['row']}, beide mit Stand {first['retrieved']}. Bitte klären, welche Datei gilt, und die andere "
            "aus dem Ordner nehmen."
        )
        found.append(Rivals((str(second["file"]), str(first["file"])), text))
    return found


def rival_lines(found: Sequence[Rivals]) -> str:
    """The first rivals as the text of a refusal."""
    rest = len(found) - SHOWN
    more = [f"und {rest} weitere Angaben in zwei Fassungen."] if rest > 0 else []
    return "\n".join([*(one.text for one in found[:SHOWN]), *more])


def _with_gap(values: pd.Series) -> bool:
    return bool(values.isna().any())


def _same(rows: pd.DataFrame, row: pd.Series) -> pd.Series:
    return rows["value"].isna() if pd.isna(row["value"]) else rows["value"] == row["value"]


def newest(versions: pd.DataFrame) -> pd.DataFrame:
    """One row a figure (FACT_COLUMNS): of several deliveries that hold it, the one retrieved last.

    `versions` has FACT_COLUMNS and retrieved (ISO date); at the same date a number holds before a gap.
    """
    ordered = versions.assign(there=versions["value"].notna()).sort_values(["retrieved", "there"], kind="stable")
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
