"""Everything that can be read in a produced file, wherever it is: text, attributes, data URIs, zipped XML."""

import base64
import binascii
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes

_DATA_URI = re.compile(r"data:[\w.+/-]*(?:;[\w=.-]+)*,[^\s\"'<>)]+")
BLOCKS = {
    *("p", "li", "td", "th", "dd", "title", "desc", "text", "figcaption", "caption", "summary"),
    *("h1", "h2", "h3", "h4"),
}
ZIPS = {".xlsx", ".pptx", ".docx", ".zip", ".npz"}


@dataclass(frozen=True)
class Piece:
    """A text and where it stands: the file, and the part of it."""

    file: str
    part: str
    text: str


def pieces_of(path: Path, root: Path) -> Iterator[Piece]:
    """All pieces of one file; a file that is neither text nor zip is read as bytes for its printable parts."""
    yield from _of_bytes(path.read_bytes(), str(path.relative_to(root)), path.suffix.lower())


def _of_bytes(content: bytes, file: str, suffix: str) -> Iterator[Piece]:
    if suffix in ZIPS or content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _of_bytes(archive.read(name), f"{file}: {name}", Path(name).suffix.lower())
        return
    text = content.decode("utf-8-sig", errors="replace")
    if suffix in (".html", ".htm", ".svg", ".xml", ".rels"):
        yield from _of_markup(text, file)
    elif suffix in (".json", ".ipynb"):
        yield from _of_json(json.loads(text), file, "")
    else:
        yield from _with_uris(Piece(file, "Text", text))


def _of_json(content: object, file: str, part: str) -> Iterator[Piece]:
    """Strings of a JSON document, each by its path; numbers as text; markup is opened."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _of_json(value, file, f"{part}/{key}")
    elif isinstance(content, list):
        texts = [item for item in content if isinstance(item, str)]
        if texts and len(texts) == len(content):  # nbformat may store a text as a list of its lines
            yield from _of_json("".join(texts), file, part)
        else:
            for place, value in enumerate(content):
                yield from _of_json(value, file, f"{part}/{place}")
    elif isinstance(content, str) and "<" in content and ">" in content:
        yield from _of_markup(content, f"{file}: {part}")
    elif content is not None and not isinstance(content, bool):
        yield from _with_uris(Piece(file, part, str(content)))


class _Markup(HTMLParser):
    """Texts by block element, and every attribute."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file, self.found = file, list[Piece]()
        self._open: list[tuple[str, list[str]]] = [("html", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [Piece(self.file, f"{tag} {name}", value) for name, value in attrs if value and name != "class"]
        if tag in BLOCKS:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and tag in [name for name, _ in self._open[1:]]:
            self._close()

    def handle_data(self, data: str) -> None:
        self._open[-1][1].append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(Piece(self.file, "Kommentar", data))

    def _close(self) -> None:
        tag, texts = self._open.pop()
        self.found.append(Piece(self.file, tag, " ".join(" ".join(texts).split())))

    def finish(self) -> list[Piece]:
        """All pieces, what was never closed included."""
        while self._open:
            self._close()
        return self.found


def _of_markup(text: str, file: str) -> Iterator[Piece]:
    reader = _Markup(file)
    reader.feed(text)
    for piece in reader.finish():
        yield from _with_uris(piece)


def _with_uris(piece: Piece) -> Iterator[Piece]:
    """The piece, and what its data URIs hold."""
    yield piece
    if "data:" in piece.text:
        for found in _DATA_URI.findall(piece.text):
            head, _, body = found.partition(",")
            yield from _of_bytes(_decoded(head, body), f"{piece.file}: {piece.part}", _suffix(head))


def _decoded(head: str, body: str) -> bytes:
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4))
    except binascii.Error:
        return body.encode()


def _suffix(head: str) -> str:
    kind = head.removeprefix("data:").partition(";")[0]
    return {"text/html": ".html", "image/svg+xml": ".svg", "application/json": ".json"}.get(kind, ".txt")
