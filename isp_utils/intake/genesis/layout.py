"""Where titles, head, stub and footer of a GENESIS table ("datencsv") lie. Works on cells, knows no table by number.

The layout varies: 3 to 6 title lines, time in a line above, in the first column, in a row of the head or between
the rows;
1 to 6 head rows, the last of them mostly units; key, name and further text columns in the stub.
"""

import re
from collections import Counter
from dataclasses import dataclass

from isp_utils.intake.files.grid import parsed
from isp_utils.intake.genesis.table_lines import (
    KEY,
    cut_off_table,
    is_single,
    refuse_lost,
    refuse_other_separator,
    refuse_ragged,
    without_edition,
)
from isp_utils.intake.messages import IntakeError, Message
from isp_utils.intake.values.symbols import FINAL, profile, read_cell
from isp_utils.intake.values.times import period_of
from isp_utils.model.schema import Flag

FOOT = "____"
UNIT = re.compile(
    r"anzahl|number|prozent|%|promille|(1[ .]?000|tsd\.?|mill\.?|mio\.?|mrd\.?)( .+)?|"
    r".*\b(eur|euro|dm|qm|qkm|ha|km2?|m2|m3|cbm|t|kg|kwh|mwh|gj|tj|jahre|jahr|tage|stunden|monate|std\.?|punkte|personen|"
    r"grad|je .+)\b.*|[0-9]{4}=100|jew\. me|l|std\.?",
    re.I,
)
SAMPLE = 300
ENOUGH_ROWS = 20


@dataclass(frozen=True)
class Layout:
    """Parts of a table. `stub` names the role of every column before the figures: time, key, name, category."""

    table: str
    titles: tuple[str, ...]
    period: str  # of the line above the head, or ""
    head: list[list[str]]
    stub: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    foot: tuple[str, ...]
    messages: tuple[Message, ...] = ()


def layout(text: str) -> Layout:
    """The parts of a table; raises IntakeError where the download is cut off or rows differ in width."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines) if line.lstrip('"').startswith(FOOT)), None)
    refuse_other_separator(lines[:end])
    rows, numbers = parsed(lines[:end], ";", strict=False)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    numbers = numbers[: len(rows)]
    if end is None:
        raise cut_off_table(rows, numbers)
    width = _usual_width(rows)
    top = _title_rows(rows)
    body = next((i for i in range(top, len(rows)) if not _is_head(rows[i], i == top)), len(rows))
    refuse_ragged(rows[top:], numbers[top:], width)
    if body == len(rows):
        raise IntakeError("Die Tabelle hat 0 Datenzeilen. Bitte Zeitraum und Regionen des Abrufs prüfen.")
    head = [row for row in rows[top:body] if not is_single(row)]
    titles = [row[0].strip() for row in rows[1:top] if row and row[0].strip()]
    periods = [period for title in titles if (period := period_of(title))]
    foot = tuple(line.strip().rstrip(";") for line in lines[end + 1 :] if line.strip(" ;\t"))
    stub = _stub(head, rows[body:], width)
    refuse_lost(rows[body:], numbers[body:], stub)
    return Layout(
        table=_table_id(rows[0][0] if rows and rows[0] else ""),
        titles=tuple(title for title in titles if not period_of(title)),
        period=periods[-1] if periods else "",
        head=head,
        stub=stub,
        rows=rows[body:],
        lines=numbers[body:],
        foot=foot,
        messages=() if any(line.lstrip('"').startswith("Stand:") for line in foot) else (without_edition(end + 1),),
    )


def _usual_width(rows: list[list[str]]) -> int:
    """Fields of most rows: a single longer one is the odd one out."""
    widths = Counter(len(row) for row in rows[1:] if sum(bool(cell.strip()) for cell in row) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def _table_id(line: str) -> str:
    name = line.split(":", 1)[-1].strip().strip(";").strip()
    return "" if name.lower().startswith("tempor") else name


def _title_rows(rows: list[list[str]]) -> int:
    top = 1
    while top < len(rows) and (is_single(rows[top]) or not any(cell.strip() for cell in rows[top])):
        top += 1
    return top


def _is_head(row: list[str], first: bool) -> bool:
    """A row of the head: no first cell, or, directly under the titles, no figure at all in it."""
    if not row or not row[0].strip():
        return True
    return first and not any(is_figure(cell) for cell in row[1:] if cell.strip()) and not KEY.fullmatch(row[0].strip())


def is_figure(cell: str) -> bool:
    """Whether a cell is a number or a sign of the statistical offices, and not empty."""
    return bool(cell.strip()) and read_cell(cell, profile("destatis")) is not None


def _stub(head: list[list[str]], rows: list[list[str]], width: int) -> tuple[str, ...]:
    """Roles of the columns before the figures."""
    sample = [row for row in rows if not is_single(row)][:SAMPLE]
    if not sample:
        raise IntakeError("Die Tabelle hat 0 Datenzeilen. Bitte Zeitraum und Regionen des Abrufs prüfen.")
    empty = 0
    while empty < width and not any(row[empty].strip() for row in head if len(row) > empty):
        empty += 1
    if empty == 0:  # the stub has headings of its own: it ends where the figures begin
        empty = next(
            (c for c in range(width) if all(is_figure(r[c]) for r in sample) and not _is_stub_column(sample, c)), width
        )
    roles: list[str] = []
    for column in range(empty):
        role = _role([row[column].strip() for row in sample], roles)
        if role == "figures":
            break
        roles.append(role)
    if not roles or len(roles) >= width:
        raise IntakeError(
            "Der Tabellenaufbau ist nicht erkennbar: keine Zahlenspalten. Bitte die Tabelle als ffcsv abrufen."
        )
    return tuple(roles)


def _is_stub_column(sample: list[list[str]], column: int) -> bool:
    cells = [row[column].strip() for row in sample]
    return all(period_of(cell) for cell in cells) or _are_keys(cells)


def _are_keys(cells: list[str]) -> bool:
    """Official keys: DG or digits with a leading Land, and not one and the same number form throughout by chance.

    One spoiled key among many does not make the column another one: its row is refused later, by name.
    """
    keys = [cell for cell in cells if KEY.fullmatch(cell)]
    if not any(cell == "DG" or cell[:1] in "01" for cell in keys):
        return False
    return len(keys) == len(cells) or len(cells) - len(keys) <= max(1, len(cells) // 50) < len(keys)


def _role(cells: list[str], before: list[str]) -> str:
    if "time" not in before and _mostly_times(cells):
        return "time"
    if "key" not in before and "category" not in before and _are_keys(cells):
        return "key"
    if before and before[-1] == "key":
        return "name"
    if before and all(read_cell(cell, profile("destatis")) is not None for cell in cells if cell) and any(cells):
        return "figures"
    return "category"


def _mostly_times(cells: list[str]) -> bool:
    """Periods in every row, or in all but a single spoiled one of many."""
    wrong = sum(not period_of(cell) for cell in cells)
    return wrong == 0 or (wrong == 1 and len(cells) > ENOUGH_ROWS)


def unit_row(head: list[list[str]], start: int) -> bool:
    """Whether the last row of the head holds units in every column of figures."""
    cells = [cell.strip() for cell in head[-1][start:]] if head else []
    return bool(cells) and all(UNIT.fullmatch(cell) for cell in cells if cell) and any(cells) and not _are_times(cells)


def _are_times(cells: list[str]) -> bool:
    return all(period_of(cell) for cell in cells if cell)


def time_row(row: list[str], start: int) -> bool:
    """Whether a row of the head holds periods in every column of figures."""
    cells = [cell.strip() for cell in row[start:]]
    return any(cells) and _are_times(cells)


def flag_of_mark(mark: str) -> str:
    """Flag of a quality mark (p, r, s, e, ()) beside a value in flat files."""
    marks = {"()": Flag.LIMITED.value, **profile("destatis").marks}
    flag = marks.get(mark.strip(), Flag.NONE.value)
    return Flag.NONE.value if flag == FINAL else flag
