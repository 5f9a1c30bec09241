"""Why a sentence or Befund differs from that of the run before: data, method, base or protection."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import pandas as pd

from isp_utils.indicators.changes.cells import CellKind
from isp_utils.indicators.changes.snapshot import SaidThen, Snapshot


class Why(Enum):
    """A reason, in the order in which they are told."""

    NEW_PERIOD = "new_period"
    ADDED = "added"  # older periods, or the same on another census base
    REVISED = "revised"
    FIRST = "first"  # the Kennzahl had no figure before
    GONE = "gone"
    AROUND = "around"  # figures of Land, Bund or other Kreise
    BASE = "base"
    PROTECTION = "protection"
    DEFINITION = "definition"
    AGE = "age"  # other figures are newer now, so that this one is too old to be judged
    REST = "rest"  # nothing of this: the suite reckons or words it otherwise


@dataclass(frozen=True)
class Evidences:
    """What reasons are told from: both snapshots, the changed figures, the changed fields of the definitions."""

    old: Snapshot
    new: Snapshot
    cells: pd.DataFrame
    definitions: Mapping[str, tuple[str, ...]]
    county: str


def reasons_for(known: Evidences, indicator: str) -> tuple[Why, ...]:
    """Every reason that holds for what is said of a Kennzahl; never none."""
    was, now = known.old.statements.get(indicator), known.new.statements.get(indicator)
    cells = known.cells[known.cells["indicator"] == indicator]
    own = set(cells.loc[cells["region"] == known.county, "kind"])
    around = set(cells.loc[cells["region"] != known.county, "kind"]) - {CellKind.HIDDEN, CellKind.SHOWN}
    kreise = (snapshot.digests.get("kreise", {}).get(indicator) for snapshot in (known.old, known.new))
    first, last = not _has_figure(known.old, indicator), not _has_figure(known.new, indicator)
    found = {
        Why.FIRST: first and not last,
        Why.NEW_PERIOD: not first and bool(own & {CellKind.PERIOD, CellKind.ADDED}) and _newer(was, now),
        Why.ADDED: not first and bool(own & {CellKind.PERIOD, CellKind.ADDED}) and not _newer(was, now),
        Why.REVISED: CellKind.REVISED in own,
        Why.GONE: CellKind.GONE in set(cells["kind"]) if last else CellKind.GONE in own,
        Why.AROUND: not first and (bool(around) or len(set(kreise)) > 1),
        Why.BASE: bool(was and now and not first and was.census_base != now.census_base),
        Why.PROTECTION: bool(set(cells["kind"]) & {CellKind.HIDDEN, CellKind.SHOWN}),
        Why.DEFINITION: indicator in known.definitions,
        Why.AGE: bool(was and now and was.hindrance != now.hindrance and "old" in (was.hindrance, now.hindrance)),
    }
    return tuple(why for why in Why if found.get(why)) or (Why.REST,)


def _has_figure(snapshot: Snapshot, indicator: str) -> bool:
    rows = snapshot.rows
    return bool((rows["value"].notna() & (rows["indicator"] == indicator)).any())


def _newer(was: SaidThen | None, now: SaidThen | None) -> bool:
    return bool(was and now and was.period < now.period)
