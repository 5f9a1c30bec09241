"""A department's own table (CSV, Excel, HTML, text) to observations, by the meaning of its columns."""

from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from isp_utils.intake.department.area_columns import areas_of, short
from isp_utils.intake.department.figure_columns import long_table, read_figures, signs_of
from isp_utils.intake.department.plausibility import check_table
from isp_utils.intake.department.roles import Roles, period_in_name, roles_of
from isp_utils.intake.department.table_head import Table, find_table
from isp_utils.intake.department.time_columns import periods_of
from isp_utils.intake.files.grid import Grid
from isp_utils.intake.messages import IntakeError, Message, action, first_few, info
from isp_utils.intake.personal.columns import refuse_person_rows, refuse_single_cases
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.existence import settle_dashes
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.names import folded_name
from isp_utils.intake.values.numbers import parse, tidy
from isp_utils.model.regions import Register

FORMULA = ("=", "@", "+", "-")


def read_department(grid: Grid, file: str, keys: Keys, hint: str = "", first_column: int = 0) -> Reading:
    """Observations of a table with a head row; characteristics keep the names of their columns.

    Single cases are refused first, before any other message could quote a cell. Faults of structure raise IntakeError;
    faulty cells are error messages, so that all of them are said at once.
    """
    _refuse_early(grid, keys.register)
    table = find_table(grid, first_column)
    refuse_single_cases(table.names, table.rows, area_test(keys.register))
    roles = roles_of(table, keys)
    signs = signs_of(table, roles, hint)
    areas = areas_of(table, roles, keys, "lsn" if signs.name == "lsn" else "any")
    periods, said = periods_of(table, roles)
    said = [*grid.messages, *areas.messages, *said, *_formula_texts(table, roles)]
    title = " ".join(table.notes[:1])
    if not roles.figures:
        raise IntakeError(
            "Die Tabelle hat keine Zahlenspalte. Bitte Zahlen in eigenen Spalten mit Überschrift liefern.",
            table.lines[0],
        )
    long, faults = read_figures(long_table(table, roles), table, signs)
    position = long["position"].to_numpy()
    name = roles.column("name")
    given = table.column(name) if name is not None else areas.name
    columns = {
        "region_name_raw": given,
        "region": areas.region,
        "region_raw": areas.raw,
        "region_name": areas.name,
        "level": areas.level,
        "period": periods,
    }
    long = long.assign(**{name: pd.Series(cells, dtype=str).to_numpy()[position] for name, cells in columns.items()})
    long, dimensions = _characteristics(long, table, roles)
    long = long.assign(measure_label=long["measure"], unit=_units(long, table, roles))
    said += faults
    if action(said) != "ERROR":
        long, dashes = settle_dashes(long, keys)
        said += [*dashes, *check_table(long, dimensions)]
    kept = long.drop(columns=["position", "percent"])
    kind = "tabelle_lsn" if signs.name == "lsn" else "tabelle"
    return Reading(
        file,
        kind,
        complete(kept),
        tuple(said),
        Origin(title=title, notes=table.notes),
        tuple(dimensions),
        len(table.rows),
    )


def _refuse_early(grid: Grid, register: Register) -> None:
    """Single cases in the first full row as head, before the structure is judged: its faults quote cells."""
    head = next((i for i, row in enumerate(grid.rows) if sum(bool(cell.strip()) for cell in row) > 1), None)
    if head is not None:
        names = [cell.strip() for cell in grid.rows[head]]
        refuse_single_cases(names, grid.rows[head + 1 :], area_test(register))
        refuse_person_rows(names, grid.rows[head + 1 :])


def area_test(register: Register) -> Callable[[str], bool]:
    """Whether a text is the name of an area, or holds one of its words; the names are folded once, when first asked."""

    @lru_cache(maxsize=1)
    def names() -> tuple[frozenset[str], str]:
        areas = [region.name for region in register.regions.values()]
        return frozenset(map(short, areas)), "\n".join(map(folded_name, areas))

    def is_area(text: str) -> bool:
        name = short(text)
        return bool(name) and (name in names()[0] or name in names()[1])

    return is_area


def _characteristics(long: pd.DataFrame, table: Table, roles: Roles) -> tuple[pd.DataFrame, list[str]]:
    """Characteristics of the rows as dimensions; a period in a column's name goes where no time column is."""
    position = long["position"].to_numpy()
    dimensions = []
    found: dict[str, object] = {}
    for role in ("sex", "age"):
        if (column := roles.column(role)) is not None:
            dimensions.append(table.names[column])
            found[table.names[column]] = pd.Series(table.column(column), dtype=str).str.strip().to_numpy()[position]
    for column in roles.categories:
        if any(cell.strip() for cell in table.column(column)):
            dimensions.append(table.names[column])
            found[table.names[column]] = pd.Series(table.column(column), dtype=str).str.strip().to_numpy()[position]
    for role in ("base", "remark"):
        if (column := roles.column(role)) is not None:
            found[role] = pd.Series(table.column(column), dtype=str).str.strip().to_numpy()[position]
    if roles.column("time") is None and roles.column("school_year") is None:
        found["period"] = long["measure"].map(period_in_name)
    return long.assign(**found), dimensions  # type: ignore[arg-type]


def _units(long: pd.DataFrame, table: Table, roles: Roles) -> pd.Series:
    position = long["position"].to_numpy()
    column = roles.column("unit")
    if column is None:
        return pd.Series("", index=long.index).mask(long["percent"], "%")
    return pd.Series(pd.Series(table.column(column), dtype=str).str.strip().to_numpy()[position], index=long.index)


def _formula_texts(table: Table, roles: Roles) -> list[Message]:
    """Texts that a spreadsheet would run as a formula: kept as text, made harmless in every export."""
    columns = [*roles.categories, *(n for r in ("remark", "name") if (n := roles.column(r)) is not None)]
    found = [
        (n, c)
        for c in columns
        for n, cell in enumerate(table.column(c))
        if cell[:1] in FORMULA and len(cell.strip()) > 1 and not cell[1:2].isdigit()
    ]
    if not found:
        return []
    lines = first_few((table.lines[number] for number, _ in found), 5)
    return [
        info(
            f"Texte, die wie eine Formel beginnen (Zeilen {lines}), als Text gelesen; beim Export entschärft.",
            table.lines[found[0][0]],
        )
    ]


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP: CSV injection).

    >>> harmless("=1+1"), harmless("Neuhof"), harmless("-5")
    ("'=1+1", 'Neuhof', '-5')
    """
    risky = text[:1] in (*FORMULA, "\t", "\r") and parse(tidy(text)) is None
    return f"'{text}" if risky else text


def refuse_untabular(grid: Grid) -> None:
    """Raise IntakeError for a text without any table."""
    if not grid.rows:
        raise IntakeError("Die Datei enthält keine Tabelle. Bitte als CSV oder Excel liefern.")
