"""A printed page read back: which words stand where on which sheet."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

A4_HEIGHT = 842  # points
FOOT = 60  # points at the lower edge that hold the number of the page, not the text


@dataclass(frozen=True)
class PrintedLine:
    """Words on one line of a sheet: distance of their baseline from the lower edge size of the letters; points."""

    sheet: int
    bottom: float
    size: float
    words: str


def printed_lines(pdf: bytes) -> list[PrintedLine]:
    """Every line of a PDF in the order of reading, sheets from 1, without the foot of the sheets."""
    import pypdf

    found = []
    for number, sheet in enumerate(pypdf.PdfReader(BytesIO(pdf)).pages, start=1):
        rows: dict[int, list[tuple[float, float, str]]] = {}

        def keep(words: str, placed: Any, text: Any, _font: Any, size: float, rows: dict = rows) -> None:
            if words.strip():
                x = text[4] * placed[0] + text[5] * placed[2] + placed[4]
                y = text[4] * placed[1] + text[5] * placed[3] + placed[5]
                scale = abs(text[3] * placed[3]) or 1.0
                rows.setdefault(round(y), []).append((x, size * scale, words))

        sheet.extract_text(visitor_text=keep)
        for bottom, parts in sorted(rows.items(), reverse=True):
            if bottom > FOOT:
                words = " ".join(" ".join(part for _, _, part in sorted(parts)).split())
                found.append(PrintedLine(number, bottom, max(size for _, size, _ in parts), words))
    return found


def last_lines(lines: list[PrintedLine]) -> dict[int, PrintedLine]:
    """The lowest line of every sheet but the last one."""
    lowest = {line.sheet: line for line in lines}
    lowest.pop(max(lowest, default=0), None)
    return lowest
