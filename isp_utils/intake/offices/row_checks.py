"""What the rows of an official Excel table must keep: key beside its name, no row without key, men and women add up."""

from collections.abc import Iterable, Iterator

import pandas as pd

from isp_utils.intake.files.sheets import Sheet
from isp_utils.intake.messages import Message, error, first_few, warn, with_noun
from isp_utils.intake.offices.wide_sheet import WideTable
from isp_utils.intake.values.area_checks import exchanged_areas, unknown_keys, unlisted_areas
from isp_utils.intake.values.area_names import AreaNames
from isp_utils.intake.values.characteristics import sex_of
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.names import words
from isp_utils.model.wording import german_number

_ADDITIVE = ("destatis",)  # the Zensus changes every cell a little, the BA and the BBSR publish rates as well


def checked_rows(
    table: pd.DataFrame, found: Iterable[tuple[Sheet, WideTable]], publisher: str, keys: Keys
) -> list[Message]:
    """Messages on the rows of all sheets; `table` has sheet, row, region, region_name, measure, period and value."""
    said: list[Message] = []
    names = AreaNames.of(keys)
    for sheet, geometry in found:
        rows = table[table["sheet"] == sheet.name].drop_duplicates("row")
        pairs = list(zip(rows["row"], rows["region"].astype(str), rows["region_name"].astype(str), strict=True))
        said += [
            *_keyless(sheet, geometry, keys, names),
            *exchanged_areas(pairs, names),
            *unlisted_areas(pairs, keys.register),
        ]
    return said + (list(_sexes(table)) if publisher in _ADDITIVE else [])


def _keyless(sheet: Sheet, table: WideTable, keys: Keys, names: AreaNames) -> list[Message]:
    """Rows with figures between the others whose key no area has: an error where an area's name stands beside it."""
    rows = [(row, key) for row, key in sorted(table.keyless.items())]
    lost = _areas_without_row(table, keys)
    spoiled = [(row, key, name) for row, key in rows if (name := _named(sheet, row, lost))]
    others = [row for row, key in rows if key and row not in {row for row, _, _ in spoiled}]
    if not others:
        return unknown_keys(spoiled, names)
    number = with_noun(len(others), "Zeile hat", "Zeilen haben")
    text = f"Blatt {sheet.name}: {number} Zahlen, aber keinen bekannten Gebietsschlüssel (Zeile {first_few(others)})"
    return [*unknown_keys(spoiled, names), warn(f"{text}: nicht gelesen. Bitte die Schlüssel prüfen.", others[0])]


def _areas_without_row(table: WideTable, keys: Keys) -> set[frozenset[str]]:
    """The words of the names of all areas that have no row, of the levels that the table has."""
    there = keys.areas(table.keys.values(), "genesis").values()
    have, levels = {area.region for area in there}, {area.level for area in there}
    regions = keys.register.regions.values()
    return {frozenset(words(r.name)) for r in regions if r.level in levels and r.key not in have} - {frozenset()}


def _named(sheet: Sheet, row: int, areas: set[frozenset[str]]) -> str:
    """The text of a row that is the name of one of the areas, "" where none is."""
    texts = [value for value in sheet.cells[row].values() if isinstance(value, str)]
    return next((text for text in texts if frozenset(words(text)) in areas), "")


def _sexes(table: pd.DataFrame) -> Iterator[Message]:
    """An error for rows whose men and women do not make up the total beside them."""
    split = {measure: _sex_in(str(measure)) for measure in table["measure"].unique()}
    known = table.assign(
        base=table["measure"].astype(str).map({str(k): v[0] for k, v in split.items()}),
        sex=table["measure"].astype(str).map({str(k): v[1] for k, v in split.items()}),
    )
    known = known[(known["sex"] != "") & known["value"].notna()]
    wide = known.pivot_table(index=["sheet", "row", "period", "base"], columns="sex", values="value", observed=True)
    if not {"total", "m", "w"} <= set(wide.columns):
        return
    wide = wide.dropna(subset=["total", "m", "w"]).reset_index()
    wrong = wide[(wide["m"] + wide["w"] - wide["total"]).abs() > 1]
    for _, row in wrong.iterrows():
        parts, whole = german_number(row["m"] + row["w"]), german_number(row["total"])
        sums = f"Männer und Frauen ergeben {parts} statt {whole} ({row['base']})"
        yield error(f"Blatt {row['sheet']}: {sums}. Bitte die Tabelle erneut abrufen.", int(row["row"]))


def _sex_in(measure: str) -> tuple[str, str]:
    """The head without the part that names a sex, and the sex; "" where no part does."""
    parts = measure.split(" | ")
    place = next((place for place, part in enumerate(parts) if sex_of(part)), None)
    return ("", "") if place is None else (" | ".join(parts[:place] + parts[place + 1 :]), str(sex_of(parts[place])))
