"""The last runs of a county on disk: what each released, so that the next one can say what is new."""

import shutil
from pathlib import Path

import pandas as pd

from isp_utils.indicators.changes.between import RunChanges, changes_between
from isp_utils.indicators.changes.snapshot import (
    Snapshot,
    snapshot_from,
    snapshot_words,
    with_judgements,
    without_hidden,
)
from isp_utils.store import Store, read_json, write_json, write_table
from isp_utils.suite.site.context import Site

WORDS, ROWS = "stand.json", "zahlen.parquet"
MOST = 8  # runs kept, each only where it released something else than the one before


def kept_folders(store: Store, kreis: str, year: int = 0) -> list[Path]:
    """Folders of the kept runs for one year asked for (0: all years), the oldest first."""
    folders = sorted(path.parent for path in store.snapshots(kreis).glob(f"*/{WORDS}"))
    return [folder for folder in folders if read_json(folder / WORDS)["about"]["year"] == year]


def read_snapshot(folder: Path) -> Snapshot:
    """A kept run."""
    return snapshot_from(read_json(folder / WORDS), pd.read_parquet(folder / ROWS))


def last_changes(site: Site, now: Snapshot) -> tuple[RunChanges | None, RunChanges | None]:
    """What is new beside the run before, and where that is nothing, what the last news was; None: no run to compare."""
    folders = kept_folders(site.store, site.county.key, site.order.jahr)
    if not folders:
        return None, None
    since = changes_between(read_snapshot(folders[-1]), now, site.county.key)
    if not since.nothing or len(folders) < 2:
        return since, None
    before, last = (read_snapshot(folder) for folder in folders[-2:])
    return since, changes_between(before, last, site.county.key)


def keep(site: Site, now: Snapshot, since: RunChanges | None) -> None:
    """Keep a run whose site is in place, if it released anything else than the one before; only the last ones stay.

    What the run hides stands in none of the earlier ones any more.
    """
    if since is not None and since.nothing:
        _complete(kept_folders(site.store, site.county.key, site.order.jahr)[-1], now)
        return
    folder = site.store.snapshots(site.county.key) / f"{now.about.made.replace(':', '')}_{now.about.run_id}"
    _write(now, folder)
    for old in kept_folders(site.store, site.county.key, site.order.jahr)[:-MOST]:
        shutil.rmtree(old)
    others = (path.parent for path in site.store.snapshots(site.county.key).glob(f"*/{WORDS}") if path.parent != folder)
    for other in others:
        before = read_snapshot(other)
        if (left := without_hidden(before, now, site.county.key)) is not before:
            _write(left, other)


def _complete(folder: Path, same: Snapshot) -> None:
    """Add to a run of an earlier state of the suite what it did not keep yet, from one that released the same."""
    last = read_snapshot(folder)
    if (whole := with_judgements(last, same)) is not last:
        _write(whole, folder)


def _write(snapshot: Snapshot, folder: Path) -> None:
    write_table(snapshot.rows, folder / ROWS)
    write_json(snapshot_words(snapshot), folder / WORDS)
