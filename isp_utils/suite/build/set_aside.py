"""Deliveries that a run does not use because they are faulty: which, what stands in for them, and what to do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from isp_utils.model.errors import InputError
from isp_utils.pages.parts.unused_deliveries import NOTHING, OTHERS, UNNEEDED, faulty, remedy
from isp_utils.store import Store, write_json

T = TypeVar("T")


@dataclass(frozen=True)
class SetAside:
    """A file (source/name) that is not used, why (for the house only), and what holds instead of it."""

    file: str
    reason: str
    instead: str = NOTHING

    @property
    def public(self) -> dict[str, str]:
        """What pages may say: neither reason nor content."""
        return {"file": self.file, "instead": self.instead}


@dataclass(frozen=True)
class Taking:
    """How deliveries of a county are taken: made-up ones where none lie there; faulty ones into `aside`.

    Without a list the first faulty file stops the run.
    """

    with_demo: bool = True
    aside: list[SetAside] | None = None


STRICTLY = Taking()


class FileFaultsError(InputError):
    """Faults of files that are read together: file (as it lies below data/raw) and text, in order."""

    def __init__(self, faults: Sequence[tuple[Path, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(text for _, text in faults))


def used_together(paths: Sequence[Path], read: Callable[[Sequence[Path]], T], store: Store, taking: Taking) -> T:
    """What `read` makes of the files that can be used together; the others are set aside, one round after the other.

    Raises FileFaultsError where that stops the run, and for a file that is not a delivery.
    """
    kept = list(paths)
    while True:
        try:
            return read(kept)
        except FileFaultsError as found:
            out = {path for path, _ in found.faults}
            if taking.aside is None or not all(path.is_relative_to(store.raw) for path in out):
                raise
            for path in sorted(out):
                reason = "\n".join(text for faulty, text in found.faults if faulty == path)
                taking.aside.append(SetAside(path.relative_to(store.raw).as_posix(), reason, OTHERS))
            kept = [path for path in kept if path not in out]


def notice(one: SetAside) -> list[str]:
    """Lines for the terminal about a file that is not used: reason and remedy."""
    instead, todo = remedy(one.public)
    reasons = [] if one.instead == UNNEEDED else one.reason.splitlines()
    return [f"Nicht verwendet: {one.file}. {instead}", *(f"  {line}" for line in reasons), f"  {todo}"]


def faulty_files(aside: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Files (source/name) that are not used because something is wrong with them; of entries of the manifest."""
    return tuple(entry["file"] for entry in faulty(aside))


def tell_pages(store: Store, aside: Sequence[SetAside]) -> None:
    """Enter files of counties (minutes, registers) and misplaced ones into the manifest beside those of the build.

    It stays untouched where that is no news. Those of the build lie in the folder of a source, the others never do.
    """
    manifest = store.manifest(by_name=True)
    there = manifest.get("set_aside", [])
    told = [entry for entry in there if entry["file"].count("/") == 1] + [one.public for one in aside]
    if told != there:
        write_json(manifest | {"set_aside": told}, store.processed / "manifest.json")
