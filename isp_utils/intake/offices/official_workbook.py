"""Excel tables of the offices (Gemeindeverzeichnis, Zensus, BA, LSN, Deutschlandatlas) to observations."""

import re

import pandas as pd

from isp_utils.intake.files.sheets import Sheet, cell_name, written
from isp_utils.intake.messages import IntakeError, Message, first_few, info, warn
from isp_utils.intake.offices.row_checks import checked_rows
from isp_utils.intake.offices.wide_sheet import WideTable, period_in, row_of_areas, wide_table
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.doubles import without_doubles
from isp_utils.intake.values.existence import settle_dashes
from isp_utils.intake.values.key_messages import unknown_areas
from isp_utils.intake.values.keys import Keys, located
from isp_utils.intake.values.numbers import GERMAN
from isp_utils.intake.values.symbols import profile, read_cells, unknown_sign

_PUBLISHERS = (  # name of the signs, what their workbooks say somewhere
    ("destatis", r"gesamtrechnungen der länder"),  # whose addresses name every office
    ("zensus", r"zensus (2011|2022)\b"),
    ("ba", r"statistik der bundesagentur für arbeit|zentraler statistik-service"),
    ("lsn", r"landesamt für statistik niedersachsen|lsn-online"),
    ("bbsr", r"deutschlandatlas|bundesinstitut für bau-, stadt- und raumforschung|© bbsr"),
    ("destatis", r"statistisches bundesamt|statistische ämter|gemeindeverzeichnis|gv-isys"),
)
_TERRITORY = re.compile(r"(?:GEM|KRS|VBGEM|VBG|GKZ|ROR|BLD)([0-9]{2})([0-9]{2})\b")
_STAND = re.compile(r"Stand: ?([0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2})")
_EDGE = 40


def publisher_of(sheets: list[Sheet]) -> str:
    """Whose signs a workbook uses, by what its cover, titles and footnotes say; "" for nobody's."""
    said = " ".join(_edges(sheets)).lower()
    gazetteer = "gemeindeverzeichnis" in said or "gv-isys" in said
    found = next((name for name, pattern in _PUBLISHERS if re.search(pattern, said)), "")
    return "destatis" if gazetteer and found == "zensus" else found


def _edges(sheets: list[Sheet]) -> list[str]:
    texts = [sheet.name for sheet in sheets]
    for sheet in sheets:
        rows = sorted(sheet.cells)
        for row in (*rows[:_EDGE], *rows[-_EDGE:]):
            texts += [value for value in sheet.cells[row].values() if isinstance(value, str)]
    return texts


def read_official_workbook(sheets: list[Sheet], file: str, publisher: str, keys: Keys) -> Reading:
    """Observations of every visible data sheet; the sheet's name is a dimension, other text columns are as well.

    Raises IntakeError where no sheet holds official keys beside figures, and for unknown signs, with sheet and cell.
    """
    visible = [sheet for sheet in sheets if sheet.state == "visible"]
    machine = [sheet for sheet in visible if sheet.name.upper().startswith("CSV")]
    tables = ((sheet, wide_table(sheet, profile(publisher), keys)) for sheet in machine or visible)
    found = [(sheet, geometry) for sheet, geometry in tables if geometry]
    if not found:
        raise _no_table(visible, keys)
    table = pd.concat([_long(sheet, geometry, sheets) for sheet, geometry in found], ignore_index=True)
    words = [name for name in table.columns if str(name).startswith("merkmal_")]
    table = table.astype(
        dict.fromkeys(("region_raw", "region_name", "measure", "period", "raw", "sheet", "title"), "category")
    )
    table = table.assign(**{name: table[name].fillna("").astype("category") for name in words})
    place_found = located(table["region_raw"].astype(str).replace({"00": "DG", "0": "DG"}), keys, "genesis")
    values, unknown = read_cells(table["raw"], profile(publisher), GERMAN)
    said = [_recognised(sheets, publisher, found[0][1].title), *_said(sheets, found)]
    errors = [sign for sign in unknown if sign.startswith("#")]
    if errors:
        cells = table.loc[table["raw"].isin(errors), "cell"].tolist()
        said.append(
            warn(
                f"{len(cells)} Excel-Fehlerwerte des Herausgebers als nicht verfügbar gelesen ({first_few(cells, 3)}).",
                cell=cells[0],
            )
        )
    if other := [sign for sign in unknown if sign not in errors]:
        cell = table.loc[table["raw"] == other[0], "cell"].iloc[0]
        raise IntakeError(unknown_sign(other[0], publisher), cell=str(cell))
    table = pd.concat([table, values, place_found[["region", "level"]]], axis=1)
    rows = int(table.groupby("sheet", observed=True)["row"].nunique().sum())
    table, doubles = without_doubles(table, ("sheet", "measure", "period", "region_raw", *words), ("raw",))
    said += [*doubles, *checked_rows(table, found, publisher, keys)]
    table, dashes = settle_dashes(table.assign(measure_label=table["measure"]), keys)
    title = found[0][1].title
    origin = Origin(table=title[:80], title=title, edition=_edition(sheets), notes=found[0][1].notes)
    kind = f"excel_{publisher}"
    return Reading(
        file, kind, complete(table), (*said, *unknown_areas(table), *dashes), origin, ("sheet", *words), rows
    )


def _no_table(sheets: list[Sheet], keys: Keys) -> IntakeError:
    for sheet in sheets:
        if row := row_of_areas(sheet, keys):
            return IntakeError(
                f"Blatt {sheet.name}: die Gebiete stehen nebeneinander statt untereinander. Bitte nur die Zeilen "
                "behalten, die gebraucht werden (z. B. »Insgesamt«), die Tabelle in Excel drehen (Kopieren, Inhalte "
                "einfügen, Transponieren) und erneut prüfen.",
                row,
            )
    return IntakeError(
        "In keinem Blatt stehen Gebietsschlüssel neben Zahlen. Bitte die Tabelle mit amtlichem Schlüssel liefern."
    )


def _long(sheet: Sheet, table: WideTable, sheets: list[Sheet]) -> pd.DataFrame:
    general = _general_period(sheet, table, sheets)
    report = next(
        (c for c in table.figures if re.search(r"berichtszeitpunkt|stichtag|berichtsjahr", table.head[c], re.I)), None
    )
    words = [(f"merkmal_{number}", column) for number, column in enumerate(table.texts, 1)]
    rows = []
    for row, key in sorted(table.keys.items()):
        cells = sheet.cells[row]
        own = _written_day(written(cells.get(report, ""))) if report else ""
        base = {
            "sheet": sheet.name,
            "title": table.title,
            "region_raw": key,
            "region_name": table.names[row],
            "row": row,
        }
        base |= {name: written(cells.get(column, "")) for name, column in words}
        for column in table.figures:
            if column == report:
                continue
            head = table.head[column] or cell_name(1, column)[:-1]
            period = _day_in(head) or own or period_in(head) or general
            raw = written(cells.get(column, ""))
            rows.append(
                {
                    **base,
                    "measure": head,
                    "period": period,
                    "raw": raw,
                    "column": column,
                    "cell": cell_name(row, column),
                }
            )
    return pd.DataFrame(rows)


def _written_day(text: str) -> str:
    return _day_in(text) or period_in(text)


def _day_in(text: str) -> str:
    """The day of a text such as EWZ_BFS_20220630."""
    match = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])", text)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else ""


def _general_period(sheet: Sheet, table: WideTable, sheets: list[Sheet]) -> str:
    """Time of a whole sheet: from its name (KRS1222: territory of 12/2022), its title, or the cover."""
    if match := _TERRITORY.search(sheet.name):
        return f"20{match[2]}"
    covers = " ".join(_edges([other for other in sheets if len(other.cells) < 60]))
    return period_in(sheet.name, table.title, covers)


def _recognised(sheets: list[Sheet], publisher: str, title: str) -> Message:
    """What the workbook is: whose, its title, and the day of its edition where a sheet says so."""
    known = ", ".join(text for text in (profile(publisher).title, _edition(sheets)) if text)
    return info(f"Erkannt: {known}. Erste Tabelle: {title[:80] or 'ohne Titel'}.")


def _edition(sheets: list[Sheet]) -> str:
    stand = next((match[1] for text in _edges(sheets) if (match := _STAND.search(text))), "")
    return f"Stand: {stand}" if stand else ""


def _said(sheets: list[Sheet], found: list[tuple[Sheet, WideTable]]) -> list[Message]:
    said = [info(f"Gelesene Blätter: {first_few([sheet.name for sheet, _ in found], 12)}.")]
    hidden = [sheet.name for sheet in sheets if sheet.state != "visible"]
    if hidden:
        said.append(warn(f"Ausgeblendete Blätter nicht gelesen: {first_few(hidden)}."))
    for sheet, _ in found:
        if sheet.hidden_rows or sheet.hidden_columns:
            said.append(
                warn(
                    f"Blatt {sheet.name}: {len(sheet.hidden_rows)} Zeilen und "
                    f"{len(sheet.hidden_columns)} Spalten ausgeblendet, sie wurden mitgelesen."
                )
            )
    return said
