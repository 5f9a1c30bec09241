"""Delivered files that lie where no run reads them: said by every run and by `pruefen`, with the place to put them."""

from pathlib import Path

from isp_utils.pages.parts.unused_deliveries import EXAMPLE, MISPLACED, remedy, wrong_place
from isp_utils.store import Store
from isp_utils.suite.build.set_aside import SetAside


def misplaced_files(store: Store) -> list[SetAside]:
    """Such files, as they lie below data/raw; nobody has looked into them."""
    return [SetAside(path.relative_to(store.raw).as_posix(), "", MISPLACED) for path in store.misplaced()]


def misplaced_line(one: SetAside) -> str:
    """What a run says about such a file."""
    return " ".join((f"Nicht verwendet: data/raw/{one.file}.", *remedy(one.public)))


def why_misplaced(path: Path, store: Store, source: str) -> str:
    """What `pruefen` says about such a file, with the folder of its source where that is known; else empty."""
    if path.resolve() not in {found.resolve() for found in store.misplaced()}:
        return ""
    where = f"data/raw/{source}" if source else f"seiner Quelle, z. B. {EXAMPLE}"
    return (
        f"{wrong_place(path.resolve().relative_to(store.raw.resolve()).as_posix())} Bitte in den Ordner {where} legen."
    )
