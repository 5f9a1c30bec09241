"""What happens to official files on their way: cut, saved again, rows exchanged or doubled, a digit changed. On bytes.

Every edit takes the bytes of a table of text with one row a line and a source of chance, and returns the edited bytes
and what was done; None where the file offers no place for it.
"""

import random
import re
from collections.abc import Callable

Edit = tuple[bytes, str] | None
NUMBER = re.compile(rb"[0-9]{2,}")
KEY = re.compile(rb"DG|[0-9]{2}|[0-9]{5}|[0-9]{8}|[0-9]{11,12}")


def data_lines(lines: list[bytes]) -> list[int]:
    """Places of the lines with an official key among their cells."""
    end = next((n for n, line in enumerate(lines) if line.startswith(b"____")), len(lines))
    return [n for n, line in enumerate(lines[:end]) if key_place(line.split(b";")) is not None]


def key_place(cells: list[bytes]) -> int | None:
    """Place of the official key in a row: in front, behind the time, or in a variable of a flat file."""
    places = (0, 1) if len(cells) < 9 or not cells[2].isupper() else (7, 11, 15)
    return next((n for n in places if n < len(cells) - 1 and KEY.fullmatch(cells[n].strip())), None)


def cut(data: bytes, chance: random.Random) -> Edit:
    """The file ends at some byte."""
    end = chance.randrange(len(data) // 10, len(data) - 1)
    return data[:end], f"abgeschnitten bei Byte {end}"


def cut_in_the_last_row(data: bytes, chance: random.Random) -> Edit:
    """The file ends inside its last line."""
    start = data.rstrip(b"\n").rfind(b"\n") + 1
    end = chance.randrange(start + 1, len(data))
    return data[:end], f"abgeschnitten in der letzten Zeile bei Byte {end}"


def other_separator(data: bytes, chance: random.Random) -> Edit:
    """All separators become another sign."""
    sign = chance.choice([b",", b"\t", b"|"])
    return data.replace(b";", sign), f"Trennzeichen {sign!r}"


def other_separator_in_a_row(data: bytes, chance: random.Random) -> Edit:
    """One row has another separator."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row, sign = chance.choice(rows), chance.choice([b",", b"\t", b"|"])
    lines[row] = lines[row].replace(b";", sign)
    return b"\n".join(lines), f"Trennzeichen {sign!r} in Zeile {row + 1}"


def further_separator(data: bytes, chance: random.Random) -> Edit:
    """One row has a cell more or less."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row = chance.choice(rows)
    cells = lines[row].split(b";")
    place = chance.randrange(len(cells))
    cells[place : place + 1] = chance.choice([[cells[place], b""], []])
    lines[row] = b";".join(cells)
    return b"\n".join(lines), f"Zelle mehr oder weniger in Zeile {row + 1}"


def doubled_row(data: bytes, chance: random.Random) -> Edit:
    """One row stands there twice."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row = chance.choice(rows)
    lines.insert(row, lines[row])
    return b"\n".join(lines), f"Zeile {row + 1} doppelt"


def exchanged_keys(data: bytes, chance: random.Random) -> Edit:
    """Two rows with different areas have each other's key."""
    lines, rows = _rows(data)
    if len(rows) < 2:
        return None
    one, two = chance.sample(rows, 2)
    left, right = lines[one].split(b";"), lines[two].split(b";")
    a, b = key_place(left), key_place(right)
    if a is None or b is None or left[a].strip() == right[b].strip():
        return None
    left[a], right[b] = right[b], left[a]
    lines[one], lines[two] = b";".join(left), b";".join(right)
    return b"\n".join(lines), f"Schlüssel von Zeile {one + 1} und {two + 1} vertauscht"


def spoiled_key(data: bytes, chance: random.Random) -> Edit:
    """One sign of the key of a Kreis or Land is another letter or digit."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row = chance.choice(rows)
    cells = lines[row].split(b";")
    place = key_place(cells)
    if place is None or len(cells[place].strip()) > 5:
        return None
    key = bytearray(cells[place])
    key[chance.randrange(len(key))] = ord(chance.choice("XO9 "))
    if bytes(key).strip() == cells[place].strip():
        return None
    cells[place] = bytes(key)
    lines[row] = b";".join(cells)
    return b"\n".join(lines), f"Schlüssel in Zeile {row + 1} wird {bytes(key)!r}"


def changed_digit(data: bytes, chance: random.Random) -> Edit:
    """One digit of one figure is another."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row = chance.choice(rows)
    cells = lines[row].split(b";")
    key = key_place(cells) or 0
    places = [n for n, cell in enumerate(cells) if n > key + 1 and NUMBER.fullmatch(cell)]
    if not places:
        return None
    place = chance.choice(places)
    cell = bytearray(cells[place])
    digit = chance.randrange(len(cell))
    cell[digit] = ord(chance.choice([d for d in "123456789" if ord(d) != cell[digit]]))
    cells[place] = bytes(cell)
    lines[row] = b";".join(cells)
    return b"\n".join(lines), f"Ziffer in Zeile {row + 1}, Spalte {place + 1}: {bytes(cell)!r}"


def swapped_cells(data: bytes, chance: random.Random) -> Edit:
    """Two neighbouring cells of one row have changed places."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row = chance.choice(rows)
    cells = lines[row].split(b";")
    place = chance.randrange(len(cells) - 1)
    if cells[place].strip() == cells[place + 1].strip():
        return None
    cells[place], cells[place + 1] = cells[place + 1], cells[place]
    lines[row] = b";".join(cells)
    return b"\n".join(lines), f"Zellen {place + 1} und {place + 2} in Zeile {row + 1} vertauscht"


def lost_row(data: bytes, chance: random.Random) -> Edit:
    """One row is gone."""
    lines, rows = _rows(data)
    if not rows:
        return None
    row = chance.choice(rows)
    del lines[row]
    return b"\n".join(lines), f"Zeile {row + 1} gelöscht"


def _rows(data: bytes) -> tuple[list[bytes], list[int]]:
    lines = data.split(b"\n")
    return lines, data_lines(lines)


EDITS: tuple[Callable[[bytes, random.Random], Edit], ...] = (
    cut,
    cut_in_the_last_row,
    other_separator,
    other_separator_in_a_row,
    further_separator,
    doubled_row,
    exchanged_keys,
    spoiled_key,
    changed_digit,
    swapped_cells,
    lost_row,
)
