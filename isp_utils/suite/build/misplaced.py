"""Delivered files that lie where no run reads them: said by every run and by `pruefen`, with the place to put them."""

from pathlib import Path

from isp_utils.store import Store

EXAMPLE = "jugendamt"


def misplaced_files(store: Store) -> list[str]:
    """Such files, as they lie below data/raw."""
    return [path.relative_to(store.raw).as_posix() for path in store.misplaced()]


def misplaced_line(file: str) -> str:
    """What a run says about such a file."""
    return (
        f"Nicht verwendet: data/raw/{file}. {_where(Path(file))} Bitte in den Ordner der Quelle legen, z. B. "
        f"data/raw/{EXAMPLE}/; welche es ist, sagt »python run_all.py pruefen data/raw/{file}«."
    )


def why_misplaced(path: Path, store: Store, source: str) -> str:
    """What `pruefen` says about such a file, with the folder of its source where that is known; else empty."""
    if path.resolve() not in {found.resolve() for found in store.misplaced()}:
        return ""
    where = f"data/raw/{source}" if source else f"seiner Quelle, z. B. data/raw/{EXAMPLE}"
    return f"{_where(path.resolve().relative_to(store.raw.resolve()))} Bitte in den Ordner {where} legen."


def _where(file: Path) -> str:
    if len(file.parts) == 1:
        return "Die Datei liegt unmittelbar in data/raw, dort liest sie kein Lauf."
    return f"Die Datei liegt in einem Unterordner ({file.parent.as_posix()}), dort liest sie kein Lauf."
