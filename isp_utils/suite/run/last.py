"""What a notebook read when it last succeeded, and whether anything that it hangs on has changed since."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from isp_utils.model.catalogue import PageEntry
from isp_utils.model.errors import InputError
from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.store import LOCK, PACKAGE, Store, read_json, write_json
from isp_utils.suite.own_files import own_files, packages
from isp_utils.suite.run.digests import held_by
from isp_utils.suite.run.notebooks import notebook_source
from isp_utils.suite.run.order import Order

Parts = Mapping[str, str]  # digest of every part of the gated tables
READ = ".gelesen.json"
LAST = "zuletzt.json"  # what a notebook read when it last succeeded, and the key of that


def last_reads(executed: Path) -> list[str]:
    """What a notebook asked of the gated tables when it last succeeded (model/reads.py)."""
    last = _last(executed)
    return list(read_json(last)["reads"]) if last.exists() else []


def is_current(page: PageEntry, store: Store, order: Order, known: Parts) -> bool:
    """Whether nothing that a notebook read has changed since it last succeeded; `known`: digests."""
    executed = store.runs(order.kreis) / f"{page.notebook}.ipynb"
    last = _last(executed)
    if order.fresh or not executed.exists() or not last.exists():
        return False
    record = read_json(last)
    try:
        source = source_of_page(page, store)
    except InputError:  # damaged: whoever runs it says so
        return False
    return bool(record["key"] == _key((page, source), store, order, (record, known)))


def source_of_page(page: PageEntry, store: Store) -> str:
    """The text of a notebook as it stands; raises InputError for a file that is none."""
    return notebook_source(store.notebooks / f"{page.notebook}.ipynb")


def forget_last(executed: Path) -> None:
    """A notebook begins: what it read before counts no longer."""
    _last(executed).unlink(missing_ok=True)


def note_last(ran: tuple[PageEntry, str], store: Store, order: Order, known: Parts) -> None:
    """A notebook succeeded (`ran`: with the source that it had before): keep what it noted of its reads."""
    executed = store.runs(order.kreis) / f"{ran[0].notebook}.ipynb"
    reads = reads_beside(executed)
    if reads.exists():
        record = read_json(reads)
        write_json({"key": _key(ran, store, order, (record, known)), **record}, _last(executed))


def reads_beside(executed: Path) -> Path:
    """Where a kernel notes what it has asked for."""
    return executed.with_suffix(READ)


def _last(executed: Path) -> Path:
    return executed.with_name(f"{executed.stem}.{LAST}")


def _key(ran: tuple[PageEntry, str], store: Store, order: Order, read: tuple[Mapping[str, Any], Parts]) -> str:
    """All that a notebook depends on: itself, parameters, modules and parts it read, catalogue, lock, findings."""
    (page, source), (record, known) = ran, read
    own, modules = own_files(store), [PACKAGE / name for name in record["modules"]]
    earlier = [store.runs(order.kreis) / f"{name}.ipynb" for name in page.after]
    findings = [scraps_of(path) for path in earlier if path.exists()]
    parts = (
        source,
        repr(sorted(order.parameters.items())),
        f"{len(modules)} {own.some([*modules, LOCK])} {own.of_catalogue}",
        held_by(record["reads"], known),
        packages(),
        repr(findings),
    )
    return sha256("\n".join(parts).encode()).hexdigest()
