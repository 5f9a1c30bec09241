"""What may be said about deliveries that a run did not use: the file's name, what holds instead, and what to do."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

FORMER, OTHERS, NOTHING = "former", "others", "nothing"
_INSTEAD = {
    FORMER: "Es gilt weiter die vorige Fassung dieser Datei.",
    OTHERS: "Es gelten die übrigen Lieferungen dieser Quelle.",
    NOTHING: "Ihre Zahlen fehlen.",
}


def remedy(entry: Mapping[str, str]) -> tuple[str, str]:
    """What holds instead of a file, and what to do, in German; of an entry of the manifest (`set_aside`)."""
    todo = f"Prüfen mit »python run_all.py pruefen data/raw/{entry['file']}«, berichtigen und den Lauf wiederholen."
    return _INSTEAD[entry["instead"]], todo


def unused_here(entries: Iterable[Mapping[str, str]], kreis: str) -> list[Mapping[str, str]]:
    """The entries without minutes and registers of another county (konferenzen/<key>/...)."""
    parts = ((entry, PurePosixPath(entry["file"]).parts) for entry in entries)
    return [entry for entry, names in parts if len(names) == 2 or names[1] == kreis]
