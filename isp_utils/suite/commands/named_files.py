"""What a path on the command line stands for: a file, all deliveries of a folder, or nothing that can be checked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from isp_utils.store import Store, is_delivered
from isp_utils.suite.build.sealed import is_sealed

LOCKS = ("~$", ".~lock.")  # of Excel and of LibreOffice


def files_named(names: Sequence[str]) -> Iterator[str]:
    """The names, each folder with deliveries in it as the files there."""
    for name in _rejoined(names):
        found = sorted(str(path) for path in Path(name).iterdir() if is_delivered(path)) if Path(name).is_dir() else []
        yield from found or [name]


def _rejoined(names: Sequence[str]) -> Iterator[str]:
    """The names; a path with blanks that was typed without quotation marks is one of them again."""
    first = 0
    while first < len(names):
        ends = range(len(names), first + 1, -1) if not Path(names[first]).exists() else ()
        end = next((end for end in ends if Path(" ".join(names[first:end])).exists()), first + 1)
        yield " ".join(names[first:end])
        first = end


def why_no_file(path: Path, store: Store) -> str:
    """Why a path cannot be checked, in German; empty where it can be tried."""
    if path.name.startswith(LOCKS):
        return (
            "Das ist nur die Sperrdatei, die Excel oder LibreOffice anlegt, solange die Tabelle geöffnet ist. Bitte "
            "die Tabelle dort speichern und schließen und dann diese selbst prüfen."
        )
    if path.is_dir():
        text = "Das ist ein Ordner, und in ihm liegt keine Lieferung. Bitte eine Datei oder ihren Ordner nennen"
        with_files = [one for one in sorted(path.iterdir()) if one.is_dir() and any(map(is_delivered, one.iterdir()))]
        return f"{text}, z. B. {with_files[0]}." if with_files else f"{text}."
    if not path.exists() and is_sealed(store) and path.resolve().is_relative_to(store.raw.resolve()):
        return "Gerade arbeitet ein Lauf; so lange sind die Lieferungen verschlossen. Bitte danach noch einmal prüfen."
    return ""
