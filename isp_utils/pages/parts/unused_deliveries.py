"""What may be said about deliveries that a run did not use: the file's name, what holds instead, and what to do."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from isp_utils.model.wording import in_command

FORMER, OTHERS, NOTHING, UNNEEDED, MISPLACED = "former", "others", "nothing", "unneeded", "misplaced"
EXAMPLE = "data/raw/jugendamt"
_INSTEAD = {
    FORMER: "Es gilt weiter die vorige Fassung dieser Datei.",
    OTHERS: "Es gelten die übrigen Lieferungen dieser Quelle.",
    NOTHING: "Ihre Zahlen fehlen.",
    UNNEEDED: "Kein Bericht braucht diese Tabelle.",
}


def remedy(entry: Mapping[str, str]) -> tuple[str, str]:
    """What holds instead of a file, and what to do, in German; of an entry of the manifest (`set_aside`)."""
    if entry["instead"] == UNNEEDED:
        todo = "Es ist nichts zu tun: Die Datei kann liegen bleiben oder aus dem Ordner genommen werden."
        return _INSTEAD[UNNEEDED], todo
    if entry["instead"] == MISPLACED:
        return wrong_place(entry["file"]), (
            f"Bitte in den Ordner der Quelle legen, z. B. {EXAMPLE}/; welche es ist, sagt »{_checking(entry)}«."
        )
    todo = f"Prüfen mit »{_checking(entry)}«, berichtigen und den Lauf wiederholen."
    return _INSTEAD[entry["instead"]], todo


def _checking(entry: Mapping[str, str]) -> str:
    place = in_command(f"data/raw/{entry['file']}")
    return f"python run_all.py pruefen {place}"


def wrong_place(file: str) -> str:
    """Where a misplaced file lies, in German; `file`: as it lies below data/raw."""
    folder = PurePosixPath(file).parent
    if folder == PurePosixPath():
        return "Die Datei liegt unmittelbar in data/raw, dort liest sie kein Lauf."
    return f"Die Datei liegt in einem Unterordner ({folder}), dort liest sie kein Lauf."


def faulty(entries: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The entries without those of tables that nobody needs: they are no fault."""
    return [entry for entry in entries if entry["instead"] != UNNEEDED]


def unused_here(entries: Iterable[Mapping[str, str]], kreis: str) -> list[Mapping[str, str]]:
    """The entries without minutes and registers of another county (konferenzen/<key>/...)."""
    parts = ((entry, PurePosixPath(entry["file"]).parts) for entry in entries)
    return [e for e, names in parts if e["instead"] == MISPLACED or len(names) == 2 or names[1] == kreis]
