"""What travels: packed by content, the same bytes for the same files. Gated figures, catalogue, notebooks, code.

What is not through the gate (data/processed/intern, deliveries) is in no parcel: pages are scanned at home.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from isp_utils.model import reads
from isp_utils.store import BOUNDARIES, LOCK, PACKAGE, TEMPLATES, Store
from isp_utils.suite.counties.node import CODE, HOME, PYTHON, installed
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.provenance import LIBRARIES

TABLES = (reads.INDICATORS, reads.STOCKS, reads.SURVEYS, reads.MANIFEST, "regions.parquet", "pruefsummen.json")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content is the same parcel, whenever it is packed
FAST = 1
PASSING = {"__pycache__", ".ipynb_checkpoints"}


def shared_parcel(store: Store) -> bytes:
    """What every county needs: gated tables, the suite with its catalogue, notebooks, forms and outlines."""
    code, home = Path(CODE), Path(HOME)
    files = dict(below(PACKAGE, code / PACKAGE.name))
    files |= {code / LOCK.name: LOCK} if LOCK.exists() else {}
    if store.catalogue.parent != PACKAGE:
        files |= dict(below(store.catalogue, home / store.catalogue.relative_to(store.home)))
    files |= {home / "notebooks" / path.name: path for path in store.notebooks.glob("*.ipynb")}
    tables = [store.processed / name for name in TABLES]
    files |= {home / path.relative_to(store.home): path for path in tables if path.exists()}
    for folder in (store.raw / BOUNDARIES, store.raw / TEMPLATES):  # no figures
        files |= dict(below(folder, home / folder.relative_to(store.home)))
    return packed(files)


def county_parcel(store: Store, order: Order, pages: Iterable[str]) -> bytes:
    """What one county needs beside that: its voices and registers, earlier runs, and pages that it may keep."""
    kreis, home = order.kreis, store.home
    single = [store.voices(kreis), store.massnahmen(kreis)]
    if order.only:
        site = store.outputs(kreis)
        single += [*(site / name for name in pages), *(site / "daten").glob("*.csv")]
    files = {path.relative_to(home): path for path in single if path.exists()}
    for folder in (store.runs(kreis), store.snapshots(kreis)):
        files |= dict(below(folder, folder.relative_to(home)))
    return packed(files)


def versions() -> str:
    """Python and the libraries that make the pages what they are, name=version, as they are here."""
    return " ".join(f"{name}={installed(name)}" for name in (PYTHON, *LIBRARIES, "pyarrow"))


def below(folder: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """Every file below a folder by the name that it gets below the target; nothing where there is no folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and PASSING.isdisjoint(path.parts):
            yield target / path.relative_to(folder), path


def packed(files: Mapping[Path, Path]) -> bytes:
    """A zip archive of files by their names in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        for name in sorted(files, key=Path.as_posix):
            entry = zipfile.ZipInfo(name.as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].read_bytes(), compresslevel=FAST)
    return stream.getvalue()
