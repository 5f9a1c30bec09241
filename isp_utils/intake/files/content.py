"""What a file is, by its first bytes and never by its name: container, size, and the bytes themselves."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from isp_utils.intake.messages import IntakeError

HEAD = 65_536  # bytes looked at to recognise a format
LARGEST = 600 * 2**20  # bytes read at once; larger files only where a format is streamed
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"PAR1", "parquet"),
)
_FOREIGN = (
    (b"%PDF", "PDF-Dokument"),
    (b"{\\rtf", "RTF-Dokument"),
    (b"\x89PNG", "Bild"),
    (b"\xff\xd8\xff", "Bild"),
    (b"GIF8", "Bild"),
    (b"MZ", "Programm"),
    (b"\x7fELF", "Programm"),
    (b"\x1f\x8b", "gzip-Archiv"),
    (b"7z\xbc\xaf", "7-Zip-Archiv"),
    (b"Rar!", "RAR-Archiv"),
    (b"SQLite format 3", "Datenbank"),
)
_BLANK = b" \t\r\n\x0b\x0c"


@dataclass(frozen=True)
class Content:
    """A file on disk, or a member of an archive held in memory."""

    name: str
    path: Path | None = None
    body: bytes = b""
    member: str = ""  # name inside the archive at `path`, for entries too large to be held in memory

    @property
    def size(self) -> int:
        """Length in bytes."""
        if self.path and self.member:
            with zipfile.ZipFile(self.path) as archive:
                return archive.getinfo(self.member).file_size
        return self.path.stat().st_size if self.path else len(self.body)

    def stream(self) -> IO[bytes]:
        """The bytes one after the other."""
        if self.path and self.member:
            return zipfile.ZipFile(self.path).open(self.member)
        return self.path.open("rb") if self.path else BytesIO(self.body)

    def head(self) -> bytes:
        """The first 64 KiB."""
        with self.stream() as stream:
            return stream.read(HEAD)

    def data(self) -> bytes:
        """All bytes; raises IntakeError for a file too large to be held in memory."""
        if self.size > LARGEST:
            raise IntakeError(
                f"Die Datei ist mit {self.size / 2**20:.0f} MB zu groß für dieses Format (höchstens "
                f"{LARGEST // 2**20} MB). Bitte eine kleinere Auswahl (Regionen, Jahre) abrufen."
            )
        with self.stream() as stream:
            return stream.read()

    @property
    def ending(self) -> str:
        """The ending of the name in small letters, without dot."""
        return Path(self.name).suffix.lower().lstrip(".")


def container(content: Content) -> str:
    """zip | ole | spss | parquet | html | xml | json | text, by content.

    Raises IntakeError for an empty file and for formats that hold no table.
    """
    head = content.head()
    if not head.strip(_BLANK):
        raise IntakeError("Die Datei ist leer. Bitte die Lieferung erneut anfordern.")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for magic, word in _FOREIGN:
        if head.startswith(magic):
            raise IntakeError(f"Die Datei ist keine Tabelle ({word}). Bitte als CSV oder Excel (xlsx) liefern.")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK)
    if start[:1] == b"<":
        lower = start[:2000].lower()
        return (
            "html"
            if any(tag in lower for tag in (b"<html", b"<!doctype html", b"<table", b"<head", b"<body"))
            else "xml"
        )
    return "json" if start[:1] in (b"{", b"[") and b'"' in start[:200] else "text"
