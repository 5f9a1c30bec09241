"""Whether the lines of a GENESIS table ("datencsv") are whole: one separator, one width, a footer to the end."""

import re
from collections import Counter

from isp_utils.intake.files.grid import other_separator
from isp_utils.intake.messages import IntakeError, Message, warn
from isp_utils.intake.values.times import period_of

KEY = re.compile(r"DG|D|[0-9]{2,12}")
AGAIN = "Bitte die Tabelle erneut abrufen."


def refuse_other_separator(lines: list[str]) -> None:
    """Raise IntakeError for a table that was saved again with commas or tabs, as a whole."""
    filled = [line for line in lines[1:] if line.strip()]
    if sum(";" in line for line in filled) * 2 < len(filled):
        words = Counter(word for line in filled if (word := other_separator(line, ";")))
        word, times = words.most_common(1)[0] if words else ("", 0)
        if times * 2 > len(filled):
            raise IntakeError(
                f"Die Spalten sind mit {word} statt mit Semikolon getrennt: die Datei ist nach dem Abruf neu "
                "gespeichert worden. Bitte die Originaldatei liefern oder die Tabelle neu abrufen.",
                2,
            )


def refuse_ragged(rows: list[list[str]], numbers: list[int], width: int) -> None:
    """Raise IntakeError for the first row that is wider or narrower than most, or has another separator."""
    for row, line in zip(rows, numbers, strict=True):
        if len(row) == width:
            continue
        text = ";".join(row)
        if len(row) < width and len(row) * 2 <= width and (word := other_separator(text, ";")) and _is_data(text):
            raise IntakeError(f"Die Zeile ist mit {word} statt mit Semikolon getrennt. {AGAIN}", line)
        if not is_single(row):
            raise IntakeError(f"Die Zeile hat {len(row)} statt {width} Felder. {AGAIN}", line)


def _is_data(text: str) -> bool:
    """A line that starts like a row of figures: with a key or a time."""
    first = re.split(r"[;,|\t]", text, maxsplit=1)[0].strip().strip('"')
    return bool(KEY.fullmatch(first) or period_of(first))


def refuse_lost(rows: list[list[str]], numbers: list[int], stub: tuple[str, ...]) -> None:
    """Raise IntakeError for a line with a key alone, or a time alone where every row has its own: a row cut off."""
    for row, line in zip(rows, numbers, strict=True):
        text = row[0].strip() if row else ""
        lost = KEY.fullmatch(text) if "time" not in stub else KEY.fullmatch(text) or period_of(text)
        if is_single(row) and lost and not (period_of(text) and "time" not in stub):
            raise IntakeError(f"In der Zeile steht nur »{text[:20]}«, die Zahlen fehlen. {AGAIN}", line)


def without_edition(line: int) -> Message:
    """The warning for a footer that ends before its last line."""
    return warn(
        "Die Fußzeile ist unvollständig, die Zeile »Stand: …« fehlt: das Ende der Datei ist abgeschnitten. Die Zahlen "
        "stehen darüber; bitte die Tabelle trotzdem neu abrufen.",
        line,
    )


def cut_off_table(rows: list[list[str]], numbers: list[int]) -> IntakeError:
    """The error for a table without a footer."""
    wide = Counter(len(row) for row in rows[1:]).most_common(1)
    width = wide[0][0] if wide else 0
    short = f"letzte Zeile hat {len(rows[-1])} statt {width} Felder; " if rows and len(rows[-1]) != width else ""
    return IntakeError(
        f"{short}Fußzeile (__________) fehlt: die Datei ist vermutlich unvollständig. Bitte die "
        "Tabelle erneut abrufen.",
        numbers[len(rows) - 1] if rows else None,
    )


def is_single(row: list[str]) -> bool:
    """Only the first cell is filled: a title, a line with the time, or a heading between the rows."""
    return bool(row) and bool(row[0].strip()) and not any(cell.strip() for cell in row[1:])
