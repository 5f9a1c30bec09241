"""ZIP answers and deliveries: looked at before anything is unpacked, and unpacked in memory only.

Limits against path traversal and decompression bombs follow OWASP's advice on file uploads.
"""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from isp_utils.intake.files.content import LARGEST, Content
from isp_utils.intake.messages import IntakeError, reject, with_noun

MOST_ENTRIES = 5_000
MOST_RATIO = 200  # real tables compress 5 to 60 times
HARMLESS = 10 * 2**20  # bytes below which the ratio does not matter
LARGEST_ARCHIVE = 16 * 2**30  # INKAR as a whole is 6.8 GB


WORKBOOKS = ("xlsx", "xlsm", "ods")  # archives of which nobody knows that they are some
HALF_AN_ARCHIVE = "Das ZIP-Archiv ist beschädigt oder abgebrochen. Bitte die Datei erneut herunterladen."
HALF_A_WORKBOOK = (
    "Die Excel-Mappe ist beschädigt oder nur zum Teil kopiert. Bitte noch einmal kopieren; hilft das nicht, in Excel "
    "öffnen und neu speichern."
)


def checked_archive(content: Content) -> zipfile.ZipFile:
    """The archive, after every entry has been checked by its directory record.

    Raises IntakeError: rejected for traversal, links and bombs; an error for broken and encrypted archives.
    """
    try:
        archive = zipfile.ZipFile(content.path or BytesIO(content.body))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as problem:
        raise IntakeError(HALF_A_WORKBOOK if content.ending in WORKBOOKS else HALF_AN_ARCHIVE) from problem
    if len(entries) > MOST_ENTRIES:
        raise reject(f"Abgelehnt: das ZIP-Archiv hat {len(entries)} Einträge. Bitte nur die Tabelle liefern.")
    for entry in entries:
        _refuse_dangerous(entry)
    if sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE:
        raise reject("Abgelehnt: das ZIP-Archiv ist entpackt größer als 16 GB. Bitte eine Auswahl liefern.")
    return archive


def _refuse_dangerous(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    if name.startswith("/") or ":" in name[:3] or ".." in PurePosixPath(name).parts or "\x00" in name:
        raise reject(
            "Abgelehnt: ein Eintrag des ZIP-Archivs zeigt aus dem Archiv heraus (Pfad mit »..« oder absolut). "
            "Bitte die Tabelle ohne Archiv oder in einem neu angelegten ZIP liefern."
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise reject("Abgelehnt: das ZIP-Archiv enthält eine Verknüpfung. Bitte die Datei selbst liefern.")
    if entry.flag_bits & 1:
        raise IntakeError("Das ZIP-Archiv ist verschlüsselt. Bitte ohne Kennwort liefern.")
    if entry.file_size > HARMLESS and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise reject(
            "Abgelehnt: ein Eintrag des ZIP-Archivs wächst beim Entpacken auf mehr als das "
            f"{MOST_RATIO}-fache (ZIP-Bombe). Bitte die Tabelle unkomprimiert liefern."
        )


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Bytes of one entry, never more than its directory record promised.

    Raises IntakeError where the entry is damaged, or rejected where it is longer than announced.
    """
    entry = archive.getinfo(name)
    if entry.file_size > LARGEST:
        raise IntakeError("Ein Eintrag des ZIP-Archivs ist zu groß. Bitte eine kleinere Auswahl abrufen.")
    try:
        with archive.open(entry) as stream:
            data = stream.read(entry.file_size + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        raise IntakeError(
            "Ein Eintrag des ZIP-Archivs ist beschädigt oder abgebrochen. Bitte die Datei erneut herunterladen."
        ) from problem
    if len(data) > entry.file_size:
        raise reject("Abgelehnt: ein Eintrag des ZIP-Archivs ist länger als angegeben (ZIP-Bombe).")
    return data


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is an Excel workbook (xlsx, xlsm)."""
    return any(name.lower().startswith("xl/workbook") for name in archive.namelist())


def only_table(archive: zipfile.ZipFile) -> str:
    """Name of the one table in the archive (folders and hidden system files left out); raises IntakeError otherwise."""
    names = [name for name in archive.namelist() if not name.endswith("/") and not _system_file(name)]
    if not names:
        raise IntakeError("Das ZIP-Archiv enthält keine Datei. Bitte die Lieferung erneut anfordern.")
    if len(names) > 1:
        raise IntakeError(
            f"Das ZIP-Archiv enthält {with_noun(len(names), 'Datei', 'Dateien')}, erwartet wird genau eine Tabelle. "
            "Bitte entpacken und die Dateien einzeln prüfen."
        )
    return names[0]


def _system_file(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1].lower() in ("thumbs.db", "desktop.ini")
