"""Several editions of the same figure: the newest holds, every change is listed; two of one date are an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from isp_utils.intake.values.codes import codes_of
from isp_utils.model.periods import in_german
from isp_utils.model.schema import FACT_COLUMNS, KEY, Flag

VERSION_KEY = ["fact", *KEY, "census_base"]
SHOWN = 5
KEPT_TILL_THEN = "Bis dahin gilt von beiden nur, was ein früherer Lauf schon verwendet hat."
MANY = 3  # figures of a period that differ, of which fewer are single corrections
_HIDDEN = [flag.value for flag in (Flag.SECRET, Flag.PROTECTED)]
REVISION_COLUMNS = (*VERSION_KEY, "value_before", "value", "file_before", "file", "retrieved_before", "retrieved")


@dataclass(frozen=True)
class Rivals:
    """A figure that two files (source/name) of one date say differently, the later name first, each with its row.

    common: figures of the same period that both files have.
    """

    files: tuple[str, str]
    rows: tuple[int, int]
    fact: str
    region: str
    period: str
    retrieved: str
    common: int = 0

    def seen_from(self, file: str) -> "Rivals":
        """The same with that file first."""
        return self if file != self.files[1] else replace(self, files=self.files[::-1], rows=self.rows[::-1])


def told_again(versions: pd.DataFrame) -> pd.DataFrame:
    """The rows whose figure stands in another row as well: rivals and revisions are among them alone."""
    figure = codes_of(versions, VERSION_KEY)
    return versions[np.bincount(figure)[figure] > 1] if len(figure) else versions


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
        names, rows_there = (str(second["file"]), str(first["file"])), (int(second["row"]), int(first["row"]))
        fact, region, period, retrieved = (str(first[name]) for name in ("fact", "region", "period", "retrieved"))
        found.append(Rivals(names, rows_there, fact, region, period, retrieved))
    return _with_common(found, versions)


def _with_common(found: list[Rivals], versions: pd.DataFrame) -> list[Rivals]:
    """The same, each with how many figures of its period both files have."""
    counts: dict[tuple[tuple[str, str], str], int] = {}
    for one in found:
        if (one.files, one.period) not in counts:
            rows = versions[versions["file"].isin(one.files) & (versions["period"] == one.period)]
            counts[one.files, one.period] = int(rows.duplicated(VERSION_KEY).sum())
    return [replace(one, common=counts[one.files, one.period]) for one in found]


def rival_lines(found: Sequence[Rivals], names: Mapping[str, str], file: str = "") -> str:
    """The first rivals as the text of a refusal, as they are seen from a file; `names`: Merkmale as clerks know them.

    Two files with other figures for most of a period are one line: another year may be meant.
    """
    seen = [one.seen_from(file) for one in found]
    groups: dict[tuple[tuple[str, str], str], list[Rivals]] = {}
    for one in seen:
        groups.setdefault((one.files, one.period), []).append(one)
    lines, single = [], list[Rivals]()
    for rivals in groups.values():
        if len(rivals) >= MANY and 2 * len(rivals) > rivals[0].common:
            lines.append(_of_a_year(rivals))
        else:
            single += rivals
    rest = len(single) - SHOWN
    more = [f"und {rest} weitere Angaben in zwei Fassungen."] if rest > 0 else []
    return "\n".join([*lines, *(_of_a_figure(one, names) for one in single[:SHOWN]), *more])


def _of_a_year(rivals: Sequence[Rivals]) -> str:
    first = rivals[0]
    period, day = in_german(first.period), in_german(first.retrieved)
    return (
        f"{first.files[0]}, Zeile {first.rows[0]}: Für {period} stehen auch in {first.files[1]} Zahlen, und "
        f"{len(rivals)} von {first.common} lauten dort anders. Beide haben den Stand {day}: Welche die neuere ist, ist "
        f"nicht zu erkennen. {KEPT_TILL_THEN} Berichtigt die eine die andere, bitte die überholte aus dem Ordner "
        f"nehmen; ist ein anderes Jahr gemeint als {period}, bitte den Zeitraum berichtigen."
    )


def _of_a_figure(one: Rivals, names: Mapping[str, str]) -> str:
    what = f"»{names.get(one.fact, one.fact)}«, {one.region}, {in_german(one.period)}"
    return (
        f"{one.files[0]}, Zeile {one.rows[0]}: {what} steht mit anderem Wert in {one.files[1]}, Zeile {one.rows[1]}, "
        f"beide mit Stand {in_german(one.retrieved)}. {KEPT_TILL_THEN} Bitte klären, welche Datei gilt, und die andere "
        "aus dem Ordner nehmen."
    )


def _with_gap(values: pd.Series) -> bool:
    return bool(values.isna().any())


def _same(rows: pd.DataFrame, row: pd.Series) -> pd.Series:
    return rows["value"].isna() if pd.isna(row["value"]) else rows["value"] == row["value"]


def newest(versions: pd.DataFrame, again: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a figure (FACT_COLUMNS): of several deliveries that hold it, the one retrieved last.

    `versions` has FACT_COLUMNS, retrieved (ISO date) and an index without doubles; at the same date a number holds
    before a gap. again: told_again of them, where that is known.
    """
    again = told_again(versions) if again is None else again
    last = again.assign(there=again["value"].notna()).sort_values(["retrieved", "there"], kind="stable")
    holds = ~versions.index.isin(last.index[last.duplicated(VERSION_KEY, keep="last")])
    order = np.lexsort([pd.factorize(versions[name], sort=True)[0] for name in reversed(VERSION_KEY)])
    return versions[list(FACT_COLUMNS)].take(order[holds[order]]).reset_index(drop=True)


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
