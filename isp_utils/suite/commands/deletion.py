"""`isp loeschen QUELLE`: a source's deliveries and everything made from them, with a word before and a list after."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from isp_utils.intake.messages import with_noun
from isp_utils.model.catalogue import Source, load
from isp_utils.model.errors import InputError
from isp_utils.model.terms import Sources
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import german_number
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.build import register
from isp_utils.suite.build.alone import alone
from isp_utils.suite.build.locked import unlocked
from isp_utils.suite.build.sealed import bring_back

DONE, REFUSED = 0, 2
YES = "ja"
AFTERWARDS = (
    "Die veröffentlichten Seiten in outputs/ nennen die Quelle noch, bis »python run_all.py« wieder gelaufen ist.",
    "Sicherungskopien, weitergegebene Seiten und Reste auf dem Datenträger löscht dieser Befehl nicht "
    "(docs/Datenschutz.md).",
)
IN_VERSIONS = "Diese Quelle ist amtlich: Ihre Dateien liegen auch in der Versionsverwaltung und bleiben dort."
Ask = Callable[[str], str]


@dataclass(frozen=True)
class Extent:
    """What a deletion takes away: files of the source, what was made from all sources, and counts of the register.

    kept: counts of the source that were printed; they are public and stay, so that later reports do not betray them.
    """

    source: Source
    delivered: tuple[Path, ...]
    made: tuple[Path, ...]
    forgotten: int
    kept: int


def delete(arguments: list[str], ask: Ask = input) -> int:
    """Delete a source after a question; 2 where the answer is not yes. Raises InputError for an unknown source."""
    parser = GermanParser(prog="run_all.py loeschen", description="Eine Quelle löschen")
    parser.add_argument("quelle", metavar="QUELLE", help="z. B. jugendamt")
    parser.add_argument("--ja", action="store_true", help="ohne Rückfrage löschen")
    options = parser.parse_args(arguments)
    store = Store.here()
    sources = load(store.catalogue).sources
    if options.quelle not in sources:
        raise InputError(f"Die Quelle »{options.quelle}« ist unbekannt.{did_you_mean(options.quelle, tuple(sources))}")
    with alone(store):  # no run reads what is deleted
        bring_back(store)
        return _delete(store, sources[options.quelle], options.ja, ask)


def _delete(store: Store, source: Source, agreed: bool, ask: Ask) -> int:
    extent = extent_of(store, source)
    if not (extent.delivered or extent.made or extent.forgotten):
        print(f"Von der Quelle »{source.id}« liegt nichts vor, was zu löschen wäre.")
        return DONE
    print("\n".join(_announced(extent, store)), flush=True)
    if not agreed and not _agreed(ask):
        print("Nichts gelöscht.")
        return REFUSED
    remove(extent, store)
    print("\n".join(["Gelöscht.", *AFTERWARDS]))
    return DONE


def extent_of(store: Store, source: Source) -> Extent:
    """What deleting a source would take away; nothing is touched."""
    delivered = _files(store.raw / source.id)
    built = _rows_of_deliveries(store)
    involved = delivered or not built or any(file.startswith(f"{source.id}/") for file in built)
    releases = register.released(store)
    left = releases.without(source.id)
    of_source = releases.table["source"].map(lambda names: source.id in Sources.parse(str(names))).astype(bool)
    forgotten = len(releases.table) - len(left.table)
    return Extent(
        source=source,
        delivered=delivered,
        made=_made(store) if involved else (),
        forgotten=forgotten,
        kept=int(of_source.sum()) - forgotten,
    )


def remove(extent: Extent, store: Store) -> None:
    """Delete: first what was made, then the register's hidden counts, the deliveries last.

    A deletion that broke off can be repeated: as long as deliveries are there, it begins again. Raises InputError
    for a file that another program keeps open.
    """
    try:
        _remove_all(extent.made)
        if extent.forgotten:
            register.write_register(store, register.released(store).without(extent.source.id))
        folder = store.raw / extent.source.id
        _remove_all(extent.delivered)
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
    except PermissionError as problem:
        raise InputError(
            f"{problem.filename} lässt sich nicht löschen, vermutlich weil ein anderes Programm die Datei offen hält. "
            "Bitte schließen und den Befehl wiederholen: Bis dahin ist nur ein Teil gelöscht."
        ) from problem


def _made(store: Store) -> tuple[Path, ...]:
    """All that a build makes, the manifest first: without it nothing of the rest is taken for finished."""
    manifest, register_file = store.processed / "manifest.json", unlocked(store.internal) / register.NAME
    files = [path for path in _files(store.processed) if path not in (manifest, register_file, store.run_lock)]
    return (*([manifest] if manifest.exists() else []), *files)


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink()))


def _remove_all(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _agreed(ask: Ask) -> bool:
    try:
        answer = ask(f"Wirklich löschen? Zum Bestätigen »{YES}« eingeben: ")
    except EOFError:  # no terminal: nobody who could agree
        return False
    return answer.strip().casefold() == YES


def _announced(extent: Extent, store: Store) -> list[str]:
    """File names and numbers of rows; no figure and no name of a person."""
    rows = _rows_of_deliveries(store)
    lines = [f"Quelle »{extent.source.id}« ({extent.source.title}). Gelöscht werden:"]
    beside = [path for path in extent.delivered if _is_beside(path, extent.delivered)]
    files = (path for path in extent.delivered if path not in beside)
    lines += [_line(path, store, rows.get(f"{path.parent.name}/{path.name}")) for path in files]
    if beside:
        lines.append(f"  dazu {with_noun(len(beside), 'Datei', 'Dateien')} mit Herausgeber und Tabelle (.toml)")
    lines += _lines_of_made(extent.made, store)
    if extent.made:
        lines.append("  (data/processed enthält Zahlen mehrerer Quellen; der nächste Lauf erstellt alles ohne diese)")
    lines.append(f"  {german_number(extent.forgotten)} nie gedruckte Zahlen im Verzeichnis der Veröffentlichungen")
    if extent.kept:
        lines.append(
            f"Es bleiben: {german_number(extent.kept)} gedruckte Zahlen im Verzeichnis. Sie sind öffentlich, und nur "
            "wer sie kennt, kann verhindern, dass ein späterer Bericht daneben etwas verrät."
        )
    return lines + ([IN_VERSIONS] if extent.source.owner == "amtlich" and extent.delivered else [])


def _is_beside(path: Path, delivered: Iterable[Path]) -> bool:
    """Whether a file only says where another one of its name comes from."""
    return path.suffix == ".toml" and any(other.stem == path.stem and other != path for other in delivered)


def _lines_of_made(made: Iterable[Path], store: Store) -> list[str]:
    """The tables by name; of the folders below, whose files are named for programs, how many files they hold."""
    tables, folders = list[Path](), Counter[Path]()
    for path in made:
        inside = path.relative_to(store.processed).parts
        depth = 2 if inside[0] == store.internal.name else 1
        if len(inside) == depth:
            tables.append(path)
        else:
            folders[store.processed.joinpath(*inside[:depth])] += 1
    told = (f"{_line(folder, store, None)}/: {with_noun(n, 'Datei', 'Dateien')}" for folder, n in folders.items())
    return [_line(path, store, _rows_of_table(path)) for path in tables] + list(told)


def _line(path: Path, store: Store, rows: int | None) -> str:
    count = "" if rows is None else f": {german_number(rows)} Zeilen"
    return f"  {path.relative_to(store.home).as_posix()}{count}"


def _rows_of_deliveries(store: Store) -> Mapping[str, int]:
    """Rows of each delivery, as far as it has been read."""
    if not (store.processed / "manifest.json").exists():
        return {}
    return {entry["file"]: int(entry["rows"]) for entry in store.manifest()["files"]}


def _rows_of_table(path: Path) -> int | None:
    from pyarrow.parquet import read_metadata

    return int(read_metadata(path).num_rows) if path.suffix == ".parquet" else None
