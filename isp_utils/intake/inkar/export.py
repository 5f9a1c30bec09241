"""INKAR web exports (CSV or Excel: two head rows, indicator and year) and wide tables (parquet) to observations."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from isp_utils.intake.files.content import Content
from isp_utils.intake.inkar.areas import level_of, region_of
from isp_utils.intake.messages import IntakeError, Message, first_few, info, warn
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.area_checks import exchanged_areas, unknown_key, unknown_keys, unlisted_areas
from isp_utils.intake.values.area_names import AreaNames
from isp_utils.intake.values.doubles import without_doubles
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.numbers import GERMAN, style_of
from isp_utils.intake.values.symbols import profile, read_cells
from isp_utils.intake.values.times import period_of

HEAD = ("kennziffer", "raumeinheit", "aggregat")
INKAR = "INKAR"
NO_YEAR = "Einzelne Zeitbezüge sind keine Jahre; diese Zeilen bleiben ohne Zeitraum."
WIDE = ("raumbezug", "kennziffer", "name", "zeitbezug")


def is_export(rows: list[list[str]]) -> bool:
    """Whether two head rows are those of a web export: fixed first three names, years below the indicators."""
    if len(rows) < 2 or len(rows[0]) < 4 or tuple(cell.strip().lower() for cell in rows[0][:3]) != HEAD:
        return False
    return not any(cell.strip() for cell in rows[1][:3]) and all(_year(cell) for cell in rows[1][3:] if cell.strip())


def _year(cell: str) -> str:
    return period_of(cell.removesuffix(".0")) or ""


def read_export(rows: list[list[str]], lines: list[int], file: str, keys: Keys) -> Reading:
    """Observations of a web export; the same indicator in several years stays one measure.

    Raises IntakeError for rows of another width and cells that are no number.
    """
    names, years = [cell.strip() for cell in rows[0]], rows[1]
    periods = [_year(cell) for cell in years]
    pairs = list(zip(names[3:], periods[3:], strict=False))
    if len(set(pairs)) < len(pairs) or len(years) != len(names):
        raise IntakeError(
            "Spaltennamen nicht eindeutig: Indikator und Jahr stehen doppelt. Bitte erneut exportieren.", 1
        )
    body = [(line, row) for line, row in zip(lines[2:], rows[2:], strict=True) if any(cell.strip() for cell in row)]
    wrong = next(((line, row) for line, row in body if len(row) != len(names)), None)
    if wrong:
        raise IntakeError(
            f"Die Zeile hat {len(wrong[1])} statt {len(names)} Felder. Bitte erneut exportieren.", wrong[0]
        )
    if not body:
        raise IntakeError("Die Tabelle hat 0 Datenzeilen. Bitte den Export wiederholen.", lines[-1])
    cells = [
        (row[0].strip(), row[1].strip(), row[2].strip(), name, period, row[place], line, place + 1)
        for line, row in body
        for place, (name, period) in enumerate(pairs, 3)
    ]
    columns = ["region_raw", "region_name", "aggregat", "measure", "period", "raw", "row", "column"]
    table = _areas(pd.DataFrame(cells, columns=columns), keys)
    table, said = checked_areas(table, ("measure", "aggregat", "region_raw", "period"), ("raw",), keys)
    reading = _reading(table, file, "inkar_export", Origin(INKAR, INKAR))
    return reading.saying(said)


def _areas(table: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    levels = {text: level_of(text) for text in table["aggregat"].unique()}
    level = table["aggregat"].map(levels).astype(object)  # categories know neither "" nor the keys as written
    written = table["region_raw"].astype(object)
    regions = {text: region_of(text, keys) for text in written.unique()}
    region = written.map(regions).where(level != "", "")
    region = region.where(level != "gemeinde", written)  # a kreisfreie Stadt counts as Gemeinde as well
    return table.assign(region=region, level=level, measure_label=table["measure"], unit="")


def checked_areas(
    table: pd.DataFrame, key: tuple[str, ...], values: tuple[str, ...], keys: Keys
) -> tuple[pd.DataFrame, list[Message]]:
    """The table (row, region, region_raw, region_name, level) without exact doubles, and what is wrong with its areas.

    Checked are names beside keys, unknown keys, and figures that stand twice.
    """
    table, said = without_doubles(table, key, values)
    columns = ["region", "region_raw", "region_name", "level"]
    areas = table.drop_duplicates(columns)[["row", *columns]].astype(dict.fromkeys(columns, str))
    areas = areas[areas["level"] != ""]
    unknown = [
        (int(row), raw, name)
        for row, region, raw, name, level in areas.itertuples(index=False)
        if unknown_key(region, level, keys)
    ]
    pairs = list(areas[["row", "region", "region_name"]].itertuples(index=False, name=None))
    names = AreaNames.of(keys)
    return table, [
        *said,
        *unknown_keys(unknown, names),
        *exchanged_areas(pairs, names),
        *unlisted_areas(pairs, keys.register),
    ]


def _reading(table: pd.DataFrame, file: str, kind: str, origin: Origin) -> Reading:
    style = style_of(table["raw"].unique(), GERMAN)
    if style.conflict:
        raise IntakeError(f"Deutsche und englische Zahlen gemischt (»{style.conflict[0]}«, »{style.conflict[1]}«).")
    values, unknown = read_cells(table["raw"], profile("bbsr"), style.language)
    if unknown:
        first = table[table["raw"] == unknown[0]].iloc[0]
        raise IntakeError(f"»{unknown[0][:40]}« ist keine Zahl. Bitte den Export wiederholen.", int(first["row"]))
    said = _said(table)
    if style.ambiguous and style.language == GERMAN:
        said.append(info(f"Tausenderpunkte gelesen (z. B. {style.ambiguous[0]}): INKAR-Webexport."))
    table = table.assign(value=values["value"], flag=values["flag"], status=values["status"])
    return Reading(file, kind, complete(table), tuple(said), origin, ("aggregat",), int(table["row"].nunique()))


def _said(table: pd.DataFrame) -> list[Message]:
    other = table.loc[table["level"] == "", "aggregat"].unique()
    return [info(f"Ohne amtlichen Schlüssel, bleiben ohne Gebiet: {first_few(other)}.")] if len(other) else []


def read_wide_parquet(content: Content, keys: Keys) -> Reading:
    """Observations of a wide parquet table (raumbezug, kennziffer, name, zeitbezug, one column an indicator).

    Empty cells mean "not published for this area and year" and make no observation.
    """
    try:
        wide = pq.read_table(content.path or pa.BufferReader(content.body)).to_pandas()
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise IntakeError("Die Parquet-Datei ist beschädigt. Bitte erneut herunterladen.") from problem
    names = {str(name).lower(): name for name in wide.columns}
    if not all(name in names for name in WIDE):
        raise IntakeError(
            f"Die Parquet-Datei hat keine INKAR-Spalten ({', '.join(WIDE)}). Bitte die Tabelle aus INKAR liefern."
        )
    own = {
        names[name]: new for name, new in zip(WIDE, ("aggregat", "region_raw", "region_name", "period"), strict=True)
    }
    wide = wide.rename(columns=own).assign(row=range(1, len(wide) + 1))
    fixed = [*own.values(), "row"]
    _refuse_odd_cells(wide, fixed)
    rows, place = len(wide), ["aggregat", "region_raw", "period"]
    wide, doubles = without_doubles(wide, place, [name for name in wide.columns if name not in (*place, "row")])
    long = wide.melt(fixed, var_name="measure", value_name="value").dropna(subset="value")
    if long.empty:
        raise IntakeError("Die Parquet-Datei hat 0 Werte. Bitte erneut herunterladen.")
    long = long.astype({"measure": "category", "aggregat": "category", "region_raw": "category", "period": "category"})
    periods = {text: period_of(text) or "" for text in long["period"].cat.categories}
    if not any(periods.values()):
        odd = next(iter(periods))[:40]
        raise IntakeError(f"»{odd}« in der Spalte zeitbezug ist kein Jahr. Bitte erneut herunterladen.")
    table = _areas(long.assign(period=long["period"].map(periods).astype("category")), keys)
    _, said = checked_areas(table.drop_duplicates("row"), ("row",), ("row",), keys)
    table = table.assign(raw=table["value"].map(str), flag="", status="value", column=table["measure"])
    return Reading(
        content.name,
        "inkar_parquet",
        complete(table),
        (*doubles, *said, *_said(table), *([warn(NO_YEAR)] if "" in periods.values() else [])),
        Origin(INKAR, INKAR),
        ("aggregat",),
        rows,
    )


def _refuse_odd_cells(wide: pd.DataFrame, fixed: list[str]) -> None:
    """Raise IntakeError for the first area, key or time that is no text, and for a column that holds no figures."""
    words = {"aggregat": "raumbezug", "region_raw": "kennziffer", "period": "zeitbezug"}
    for column, name in words.items():
        odd = [not isinstance(cell, str) or not cell.strip() for cell in wide[column]]
        if any(odd):
            row = odd.index(True) + 1
            raise IntakeError(f"Die Spalte {name} ist hier leer oder kein Text. Bitte erneut herunterladen.", row)
    figures = [name for name in wide.columns if name not in fixed]
    others = [str(name) for name in figures if not pd.api.types.is_numeric_dtype(wide[name])]
    if others:
        raise IntakeError(f"Die Spalte {others[0][:40]} enthält anderes als Zahlen. Bitte erneut herunterladen.")
