"""GENESIS tables in "datencsv" layout (Destatis, Regionaldatenbank) to observations."""

import re
from itertools import chain

import numpy as np
import pandas as pd

from isp_utils.intake.files.columns import coded
from isp_utils.intake.genesis.checks import Named, genuine, spare_slips
from isp_utils.intake.genesis.layout import Layout, is_figure, layout, time_row, unit_row
from isp_utils.intake.messages import IntakeError, Message, first_few, info
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.existence import settle_dashes
from isp_utils.intake.values.key_messages import unknown_areas
from isp_utils.intake.values.keys import Keys, located
from isp_utils.intake.values.symbols import profile, read_cells
from isp_utils.intake.values.times import period_of

MARK = "genesis-tab"


def read_genesis_table(text: str, file: str, keys: Keys) -> Reading:
    """Observations of a table: dimensions kopf_1 ... (rows of the head) and merkmal_1 ... (text columns), labels only.

    Raises IntakeError for a table cut off, rows of different width and cells that are neither figure nor sign.
    """
    parts = layout(text)
    stub, rows, lines = _stub_table(parts)
    start = len(parts.stub)
    table = _long(stub, rows, lines, start)
    table, names = _head(table, parts, start)
    table = _regions(table, keys)
    values, unknown = read_cells(table["raw"], profile("destatis"))
    slips = spare_slips(values, table, unknown, keys)
    dimensions = [name for name in table.columns if name.startswith(("merkmal_", "kopf_", "zwischentitel"))]
    named = Named(parts.table, " ".join(parts.titles), dimensions)
    table, odd = genuine(complete(pd.concat([table, values], axis=1)), named, keys)
    table, said = settle_dashes(table, keys)
    messages = (*parts.messages, *slips, *odd, *unknown_areas(table), *names, *said)
    return Reading(file, "genesis_datencsv", complete(table), messages, _origin(parts), tuple(dimensions), len(rows))


def _stub_table(parts: Layout) -> tuple[pd.DataFrame, list[list[str]], list[int]]:
    """Time, key, name and categories of every row with figures; headings between the rows become time or a category."""
    period, heading, rows, lines, extra = parts.period, "", [], [], []
    for row, line in zip(parts.rows, parts.lines, strict=True):
        if any(cell.strip() for cell in row[1:]):
            rows.append(row)
            lines.append(line)
            extra.append((period, heading))
        elif row and (text := row[0].strip()):
            period, heading = (period_of(text) or period, heading if period_of(text) else text)
    columns: dict[str, list[str]] = {"period": [above for above, _ in extra]}
    number = 0
    for place, role in enumerate(parts.stub):
        cells = [row[place].strip() for row in rows]
        if role == "category":
            number += 1
        name = {"time": "period", "key": "region_raw", "name": "region_name"}.get(role, f"merkmal_{number}")
        columns[name] = _times(cells, lines) if role == "time" else cells
    if any(text for _, text in extra):
        columns["zwischentitel"] = [text for _, text in extra]
    return _categories(pd.DataFrame(columns)), rows, lines


def _times(cells: list[str], lines: list[int]) -> list[str]:
    """Periods of the column of times; raises IntakeError for a row without one."""
    found = {cell: period_of(cell) for cell in dict.fromkeys(cells)}
    wrong = next((n for n, cell in enumerate(cells) if not found[cell]), None)
    if wrong is not None:
        text = f"»{cells[wrong][:30]}« ist keine Zeitangabe" if cells[wrong] else "Die Zeitangabe fehlt"
        raise IntakeError(f"{text}. Bitte die Tabelle erneut abrufen.", lines[wrong])
    return [found[cell] or "" for cell in cells]


def _categories(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype("category")


def _long(stub: pd.DataFrame, rows: list[list[str]], lines: list[int], start: int) -> pd.DataFrame:
    """One row a figure: the stub repeated, row and column number, raw text."""
    width = len(rows[0]) - start
    table = stub.loc[stub.index.repeat(width)].reset_index(drop=True)
    codes, texts = pd.factorize(np.array(list(chain.from_iterable(row[start:] for row in rows)), dtype=object))
    column = np.tile(np.arange(start + 1, start + 1 + width, dtype=np.int32), len(rows))
    row = np.repeat(np.array(lines, dtype=np.int32), width)
    return table.assign(raw=coded(codes, texts), row=row, column=column)


def _head(table: pd.DataFrame, parts: Layout, start: int) -> tuple[pd.DataFrame, list[Message]]:
    """unit, measure_label, period and kopf_n from the rows of the head."""
    head, columns = parts.head, table["column"].to_numpy() - 1
    width = max(len(row) for row in parts.rows)
    units = unit_row(head, start)
    found: dict[str, pd.Series] = {}
    labels: list[list[str]] = []
    for row in head[:-1] if units else head:
        if time_row(row, start):
            found["period"] = _spread([period_of(cell.strip()) or "" for cell in row], columns)
        else:
            texts = [cell.strip() for cell in row]
            labels.append(texts)
            found[f"kopf_{len(labels)}"] = _spread(texts, columns)
    paths = [" | ".join(dict.fromkeys(text for text in column if text)) for column in zip(*labels, strict=True)]
    subject, unit = _subject(parts.titles)
    paths = paths or [subject] * width
    found["measure_label"] = _spread([path or subject for path in paths], columns)
    found["unit"] = _spread([cell.strip() for cell in head[-1]] if units else [unit] * width, columns)
    again = [path for path in dict.fromkeys(paths[start:]) if paths[start:].count(path) > 1]
    said = (
        [info(f"Spaltentitel mehrfach vergeben, Spalten bleiben nach Nummer getrennt: {first_few(again, 2)}")]
        if again and "period" not in found
        else []
    )
    return table.assign(**found), said  # type: ignore[arg-type]


def _spread(texts: list[str], columns: np.ndarray) -> pd.Series:
    """The text of every cell's column."""
    codes, kinds = pd.factorize(np.array(texts, dtype=object))
    return coded(codes[columns], kinds)


def _subject(titles: tuple[str, ...]) -> tuple[str, str]:
    """What is counted and in which unit, from a title line such as "Lebendgeborene (Anzahl)"."""
    for title in reversed(titles):
        if match := re.fullmatch(r"(.+?) \(([^()]+)\)", title):
            return match[1], match[2]
    return (titles[0] if titles else ""), ""


def _regions(table: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    """region, level; without a key column the Länder by their names, else Germany as a whole."""
    if "region_raw" in table.columns:
        found = located(table["region_raw"], keys, "genesis")
        return table.assign(region=found["region"], level=found["level"])
    laender = {area.name: area for area in keys.register.regions.values() if area.level in ("bund", "land")}
    for name in [column for column in table.columns if column.startswith("merkmal_")]:
        if table[name].cat.categories.isin(list(laender)).mean() > 0.5:
            areas = table[name].astype(str).map(laender)
            region = areas.map(lambda area: getattr(area, "key", ""))
            level = areas.map(lambda area: getattr(area, "level", ""))
            return table.assign(region=region, level=level, region_raw=table[name], region_name=table[name])
    whole = {"region": "DG", "level": "bund", "region_raw": "DG", "region_name": "Deutschland"}
    return table.assign(**whole).astype(dict.fromkeys(whole, "category"))


def _origin(parts: Layout) -> Origin:
    edition = next((line for line in parts.foot if line.startswith("Stand:")), "").rstrip(";")
    notes = [line.strip('"').replace('""', '"') for line in parts.foot if line.rstrip(";") != edition]
    licence = next((line for line in notes if "Lizenz" in line or "lizen" in line), "")
    return Origin(parts.table, " ".join(parts.titles), edition, licence, tuple(notes))


def is_genesis_table(text: str) -> bool:
    """Whether a text is a GENESIS table: by its first line, or by its footer with an empty-celled head above."""
    first = text[:200].lstrip("\ufeff\"' ").lower()
    return first.startswith((MARK, "tabelle:")) or any(is_foot(line) for line in text[-20_000:].split("\n"))


def is_foot(line: str) -> bool:
    """The line of underscores above the footnotes."""
    return line.startswith("__________") and not is_figure(line)
