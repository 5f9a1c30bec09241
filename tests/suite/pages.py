"""Finished pages as a reader, a screen reader and a spreadsheet see them."""

import csv
import html
import io
import re
from pathlib import Path

_UNSEEN = re.compile(r"<(style|svg|head)\b.*?</\1>", re.DOTALL)


def words(page: Path) -> str:
    """The visible text of a page with ordinary blanks; without drawings."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", _UNSEEN.sub(" ", page.read_text(encoding="utf-8"))))
    return re.sub(r"\s+", " ", text).replace(" ,", ",")


def drawings(page: Path) -> list[str]:
    """Every SVG of a page that is more than decoration."""
    found = re.findall(r"<svg\b.*?</svg>", page.read_text(encoding="utf-8"), re.DOTALL)
    return [drawing for drawing in found if 'aria-hidden="true"' not in drawing[:200]]


def rows(path: Path) -> list[dict[str, str]]:
    """A data file of the site as Excel reads it: UTF-8 with mark, semicolons, CRLF."""
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    found = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert found, f"{path.name} has no row"
    return found
