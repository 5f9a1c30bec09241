"""Everything that can be read in a produced file, wherever it is: text, attributes, data URIs, zipped XML."""

import base64
import binascii
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes

import lxml.etree
import lxml.html

from isp_utils.model.errors import InputError
from isp_utils.suite.scan.as_seen import as_seen

_DATA_URI = re.compile(r"data:[\w.+/-]*(?:;[\w=.-]+)*,[^\s\"'<>)]+")
BLOCKS = {
    *("p", "li", "td", "th", "dd", "title", "desc", "text", "figcaption", "caption", "summary"),
    *("h1", "h2", "h3", "h4"),
}
_PARSER = lxml.etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False, remove_pis=False)
ZIPS = {".xlsx", ".pptx", ".docx", ".zip", ".npz"}


@dataclass(frozen=True)
class Piece:
    """A text and where it stands: the file, and the part of it."""

    file: str
    part: str
    text: str


def pieces_of(path: Path, root: Path) -> Iterator[Piece]:
    """All pieces of one file; a file that is neither text nor zip is read as bytes for its printable parts.

    Raises InputError for a zipped file that cannot be opened.
    """
    yield from _of_bytes(path.read_bytes(), str(path.relative_to(root)), path.suffix.lower())


def _of_bytes(content: bytes, file: str, suffix: str) -> Iterator[Piece]:
    if suffix in ZIPS or content[:4] == b"PK\x03\x04":
        if not zipfile.is_zipfile(BytesIO(content)):
            raise InputError(f"{file} lässt sich nicht öffnen, also ist sie ungeprüft. Bitte neu erzeugen.")
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


def _of_markup(text: str, file: str) -> Iterator[Piece]:
    """Texts by block element, attributes of one name together, every comment; what is no block belongs to its block."""
    root = lxml.html.document_fromstring(as_bytes(text), parser=_PARSER)
    blocks: list[tuple[str, list[str]]] = [("html", [])]
    attributes: dict[tuple[str, str], list[str]] = {}
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield from _with_uris(Piece(file, "Kommentar", element.text or ""))
        elif event == "start":
            tag = element.tag
            for name, value in element.items():
                attributes.setdefault((tag, name), []).append(value)
            if tag in BLOCKS:
                blocks.append((tag, []))
            blocks[-1][1].append(element.text or "")
        elif element.tag in BLOCKS:
            yield from _with_uris(_piece(file, *blocks.pop()))
        if event != "start":
            blocks[-1][1].append(element.tail or "")
    yield from _with_uris(_piece(file, *blocks.pop()))
    for (tag, name), values in attributes.items():
        if name != "class":
            yield from _with_uris(Piece(file, f"{tag} {name}", "\n".join(values)))


def as_bytes(text: str) -> bytes:
    """A page as bytes for the parser; without the declaration of another encoding, and never empty."""
    return (text.replace("\0", "\ufffd") or " ").encode("utf-8", "replace")


def _piece(file: str, tag: str, texts: list[str]) -> Piece:
    return Piece(file, tag, " ".join(" ".join(texts).split()))


def _with_uris(piece: Piece) -> Iterator[Piece]:
    """The piece as it is seen, and what its data URIs hold."""
    yield Piece(piece.file, piece.part, as_seen(piece.text))
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
