"""Where the one table of a delivery begins: titles above, one or two head rows, notes below; two tables are refused."""

from dataclasses import dataclass

from isp_utils.intake.files.grid import Grid, rectangular
from isp_utils.intake.files.sheets import cell_name
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.values.symbols import profile, read_cell
from isp_utils.intake.values.times import is_year

MOST_HEAD_ROWS = 3


@dataclass(frozen=True)
class Table:
    """A delivered table as text: column names, data rows with their line numbers, titles and notes around it."""

    names: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    notes: tuple[str, ...] = ()
    first_column: int = 0  # of a worksheet (1 = A); 0 for text files
    separator: str = ";"

    def at(self, row: int, column: int) -> tuple[int, str | None]:
        """Place of a cell for a message: line, and cell name for worksheets."""
        line = self.lines[row]
        return line, cell_name(line, self.first_column + column) if self.first_column else None

    def column(self, number: int) -> list[str]:
        """Cells of a column."""
        return [row[number] for row in self.rows]


def find_table(grid: Grid, first_column: int = 0) -> Table:
    """The table of a grid; raises IntakeError for no rows, repeated or missing column names, and a second table."""
    head = next((i for i, row in enumerate(grid.rows) if _filled(row) > 1), None)
    if head is None:
        raise IntakeError(
            "Die Datei hat nur eine Spalte. Erwartet werden Gebiet oder Zeit und mindestens eine Zahlenspalte."
        )
    names, last = _names(grid, head)
    width = len(names)
    end = _end(grid, last)
    body = Grid([*grid.rows[: last + 1], *grid.rows[last + 1 : end]], grid.lines[:end], grid.separator)
    rows, lines = rectangular(body, last, width), grid.lines[last + 1 : end]
    if not rows:
        raise IntakeError(
            "Die Datei hat 0 Datenzeilen, nur einen Kopf. Bitte die Lieferung vollständig anfordern.", grid.lines[head]
        )
    _refuse_second_table(grid, names, (head, last), rows, first_column)
    around = [*grid.rows[:head], *grid.rows[end:]]
    notes = tuple(" ".join(cell.strip() for cell in row if cell.strip()) for row in around)
    names, rows = _without_empty(names, rows)
    _refuse_unclear(names, grid.lines[last], first_column)
    return Table(names, rows, lines, notes, first_column, grid.separator)


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def is_number_or_sign(cell: str) -> bool:
    """Whether a cell is a number or a known sign, and not empty."""
    text = cell.strip().removesuffix("%").strip()
    return bool(text) and read_cell(text, profile("lieferung")) is not None


def _names(grid: Grid, head: int) -> tuple[tuple[str, ...], int]:
    """Column names; a second head row has an empty first cell and no figure but years."""
    names = [cell.strip() for cell in grid.rows[head]]
    while names and not names[-1] and len(grid.rows) > head + 1 and len(grid.rows[head + 1]) < len(names):
        names.pop()
    last = head
    while last + 1 < len(grid.rows) and last - head < MOST_HEAD_ROWS - 1 and _is_head_row(grid.rows[last + 1], names):
        last += 1
        upper = ""
        for place_, cell in enumerate(grid.rows[last][: len(names)]):
            upper = names[place_] or upper
            if cell.strip() and cell.strip() != names[place_]:
                names[place_] = f"{upper} | {cell.strip()}" if upper else cell.strip()
    return tuple(names), last


def _is_head_row(row: list[str], names: list[str]) -> bool:
    """A further head row has no first cell of its own (a merged one repeats the name above) and no figure but years."""
    if len(row) != len(names) or not row or row[0].strip() not in ("", names[0]) or _filled(row) < 2:
        return False
    return all(is_year(cell) or not is_number_or_sign(cell) for cell in row if cell.strip())


def _end(grid: Grid, last: int) -> int:
    """Index after the last data row: single text cells at the very end are notes."""
    end = len(grid.rows)
    while (
        end > last + 2
        and _filled(grid.rows[end - 1]) == 1
        and grid.rows[end - 1][0].strip()
        and len(grid.rows[last]) > 1
    ):
        if is_number_or_sign(next(cell for cell in grid.rows[end - 1] if cell.strip())) or _looks_cut(grid, end - 1):
            break
        end -= 1
    return end


def _looks_cut(grid: Grid, index: int) -> bool:
    """A last line with too few separators is a broken row, unless it is a sentence of its own."""
    cell = grid.rows[index][0].strip()
    return (
        len(grid.rows[index]) < len(grid.rows[index - 1])
        and len(cell.split()) < 2
        and not cell.startswith(("*", "©", "("))
    )


def _refuse_second_table(
    grid: Grid, names: tuple[str, ...], head: tuple[int, int], rows: list[list[str]], first_column: int
) -> None:
    """A title or head between the rows, or an empty column between filled ones, means a second table."""
    start, lines = head[1] + 1, grid.lines
    again = None
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        repeats = tuple(cells) == names and any(cells)
        title = _filled(row) == 1 and bool(cells[0]) and not is_number_or_sign(cells[0]) and number + 1 < len(rows)
        headed = title and _filled(rows[number + 1]) > 1 and _no_figures(rows[number + 1])
        apart = (
            lines[start + number] - lines[start + number - 1] > 1
            and _filled(row) > 1
            and _no_figures(row)
            and number + 1 < len(rows)
        )
        if number and (repeats or headed or apart):
            again = number + (1 if headed and not repeats else 0)
            break
    if again is None:
        _refuse_gap(names, rows, lines[start])
        return
    before = again - 1 if _filled(rows[again - 1]) == 1 else again
    width = max(len(names), 1)
    if first_column:
        ranges = [(lines[head[0]], lines[start + before - 1]), (lines[start + again], lines[start + len(rows) - 1])]
        areas = " und ".join(
            f"{cell_name(a, first_column)}:{cell_name(b, first_column + width - 1)}" for a, b in ranges
        )
        raise IntakeError(
            f"Auf dem Blatt stehen zwei Tabellen ({areas}). Bitte je Blatt eine Tabelle liefern.",
            cell=cell_name(lines[start + again], first_column),
        )
    raise IntakeError(
        "In der Datei stehen zwei Tabellen untereinander. Bitte je Datei eine Tabelle liefern.", lines[start + again]
    )


def _no_figures(row: list[str]) -> bool:
    return all(is_year(cell) or not is_number_or_sign(cell) for cell in row if cell.strip())


def _refuse_gap(names: tuple[str, ...], rows: list[list[str]], line: int) -> None:
    empty = [c for c, name in enumerate(names) if not name and not any(row[c].strip() for row in rows)]
    for column in empty:
        left, right = any(names[:column]), any(names[column + 1 :])
        if left and right:
            raise IntakeError(
                "Zwischen den Spalten ist eine leere Spalte: zwei Tabellen nebeneinander? Bitte je Blatt eine liefern.",
                line - 1,
            )


def _without_empty(names: tuple[str, ...], rows: list[list[str]]) -> tuple[tuple[str, ...], list[list[str]]]:
    keep = [c for c, name in enumerate(names) if name or any(row[c].strip() for row in rows)]
    return tuple(names[c] for c in keep), [[row[c] for c in keep] for row in rows]


def _refuse_unclear(names: tuple[str, ...], line: int, first_column: int) -> None:
    lower = [" ".join(name.lower().split()) for name in names]
    for number, name in enumerate(lower):
        cell = cell_name(line, first_column + number) if first_column else None
        if not name:
            raise IntakeError(f"Spalte {number + 1} hat keine Überschrift. Bitte benennen.", line, cell)
        if name in lower[:number]:
            raise IntakeError(
                f"Spaltennamen nicht eindeutig: »{names[number][:60]}« steht mehrfach. Bitte den vollständigen "
                "Kopf liefern.",
                line,
                cell,
            )
