"""Whether words have room in a box: reckoned with letters a little wider than most, to be safe."""

from collections.abc import Sequence

EMU_PER_POINT = 12700
LETTER, LEADING = 0.56, 1.22  # mean width of a letter and height of a line, by the size of the type


def lines_needed(text: str, width: float, size: float) -> int:
    """Lines of a text in a width in points; words stay whole.

    >>> lines_needed("Kinder und Jugendliche", 130, 20), lines_needed("", 130, 20)
    (2, 1)
    """
    room = max(width / (LETTER * size), 1.0)
    lines, used = 1, 0.0
    for word in text.split():
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0.0
        lines += int(length // room) if length > room else 0
        used += length + (1 if used else 0)
    return lines


def height_needed(text: str, width: float, size: float) -> float:
    """Height of a text in points; a line break of its own starts a new line."""
    return sum(lines_needed(line, width, size) for line in text.split("\v")) * LEADING * size


def largest_size(text: str, width: int, height: int, sizes: Sequence[int]) -> int:
    """The first of the sizes (points, large to small) in which a text fits a box in EMU, else the last."""
    wide, high = width / EMU_PER_POINT, height / EMU_PER_POINT
    return next((size for size in sizes if height_needed(text, wide, size) <= high), sizes[-1])
