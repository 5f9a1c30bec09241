"""The register of releases on disk: what earlier runs published. It knows hidden counts and stays inside the house."""

import pandas as pd

from isp_utils.privacy.cells.cells import Cells
from isp_utils.privacy.cells.releases import Releases
from isp_utils.store import Store, sha256_of, write_table, write_text
from isp_utils.suite.build.laid_down import CELLS
from isp_utils.suite.build.locked import make_private, unlocked

NAME = "freigaben.parquet"
ENTERED = "freigaben.stand"  # what was entered last


def released(store: Store) -> Releases:
    """The register as it stands; empty before the first release."""
    path = unlocked(store.internal) / NAME
    if not path.exists():
        return Releases.none()
    table = pd.read_parquet(path)
    return Releases(table if "told" in table else table.assign(told=True))  # as the first registers were written


def write_register(store: Store, releases: Releases) -> None:
    """Put the register in place, for the owner of the workplace only."""
    write_table(releases.table, store.internal / NAME)
    make_private(store.internal)


def record_release(store: Store) -> int:
    """Enter the counts of the present build, now that its sites are in place.

    Returns how many were new or had changed; for 0 the file stays as it is. Counts that were entered last are not
    compared again, as long as both files are the same.
    """
    note = unlocked(store.internal) / ENTERED
    if note.exists() and note.read_text(encoding="utf-8") == _as_they_are(store):
        return 0
    before = released(store)
    after = before.after(built_cells(store))
    fresh = len(after.table) - len(before.table)
    if fresh:
        write_table(after.table, store.internal / NAME)
    write_text(_as_they_are(store), note)
    make_private(store.internal)
    return fresh


def _as_they_are(store: Store) -> str:
    """Digests of the counts of the present build and of the register."""
    return " ".join(sha256_of(store.internal / name) for name in (CELLS, NAME) if (store.internal / name).exists())


def built_cells(store: Store) -> Cells:
    """Counts behind the present gated tables that say something about real people: demo figures never do."""
    cells = pd.read_parquet(unlocked(store.internal) / CELLS)
    return cells[~cells["demo"]].drop(columns="demo").reset_index(drop=True)
