"""GENESIS data cubes ("cubefile", K and D lines) to observations. The account named in line 1 is not taken over."""

import re
from dataclasses import dataclass, field

import pandas as pd

from isp_utils.intake.files.grid import parsed
from isp_utils.intake.genesis.checks import Named, genuine, spare_slips
from isp_utils.intake.genesis.flat_dimensions import REGIONAL
from isp_utils.intake.genesis.layout import flag_of_mark
from isp_utils.intake.messages import IntakeError, Message, info
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.existence import settle_dashes
from isp_utils.intake.values.keys import Keys, located
from isp_utils.intake.values.numbers import ENGLISH
from isp_utils.intake.values.symbols import profile, read_cells
from isp_utils.intake.values.times import period_of

REGION_KEY = re.compile(r"DG|[01][0-9](|[0-9]{3}|[0-9]{6,10})")
MARKS = ("* der benutzer", "k;dq;")


@dataclass
class _Cube:
    """The blocks of a cube: axes, time axis, measures with units, and the data lines with their head."""

    name: str = ""
    axes: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    measures: list[tuple[str, str]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_cube(text: str, file: str, keys: Keys) -> Reading:
    """Observations of a cube, one a data line and measure; raises IntakeError where the blocks do not fit together."""
    lines = text.split("\n")
    said: list[Message] = []
    if lines[0].startswith("*"):
        said.append(info("Die Benutzerkennung in Zeile 1 wurde nicht übernommen.", 1))
        lines[0] = ""
    cube = _blocks(*parsed(lines, ";", strict=False))
    table = _observations(cube)
    values, unknown = read_cells(table["raw"], profile("destatis"), ENGLISH)
    marks = table["quality"].map(flag_of_mark)
    flags = values["flag"].astype(str).mask((values["flag"].astype(str) == "") & (marks != ""), marks)
    table = table.assign(value=values["value"], flag=flags, status=values["status"])
    found = located(table["region_raw"], keys, "genesis")
    table = table.assign(region=found["region"], level=found["level"], column=table["measure"])
    said += spare_slips(values, table, unknown, keys)
    names = tuple(axis for axis in cube.axes if not REGIONAL.fullmatch(axis) and axis in table.columns)
    table, odd = genuine(complete(table), Named(cube.name, "", names), keys)
    table, dashes = settle_dashes(table, keys)
    origin = Origin(table=cube.name, title=cube.name)
    return Reading(file, "genesis_cube", complete(table), (*said, *odd, *dashes), origin, names, len(cube.rows))


def _blocks(rows: list[list[str]], numbers: list[int]) -> _Cube:
    cube, block, head = _Cube(), "", [""]
    for row, line in zip(rows, numbers, strict=True):
        if row[:1] == ["K"] and len(row) > 1:
            block, head = row[1], row[2:]
            if block == "QEI":
                cube.head = head
        elif row[:1] == ["D"]:
            _take(cube, block, dict(zip(head, row[1:], strict=False)), (line, row[1:]))
    if not cube.rows or not cube.head:
        raise IntakeError("Der Quader hat 0 Datenzeilen. Bitte Zeitraum und Auswahl des Abrufs prüfen.")
    return cube


def _take(cube: _Cube, block: str, named: dict[str, str], numbered: tuple[int, list[str]]) -> None:
    if block == "DQ":
        cube.name = numbered[1][0] if numbered[1] else ""
    elif block == "DQA":
        cube.axes.append(named.get("NAME", ""))
    elif block == "DQZ":
        cube.times.append(named.get("NAME", ""))
    elif block == "DQI":
        cube.measures.append((named.get("NAME", ""), named.get("ME-NAME", "")))
    elif block == "QEI":
        if len(numbered[1]) != len(cube.head):
            raise IntakeError(
                f"Die Zeile hat {len(numbered[1])} statt {len(cube.head)} Felder. Bitte erneut abrufen.", numbered[0]
            )
        cube.rows.append(numbered)


def _observations(cube: _Cube) -> pd.DataFrame:
    axes = [place for place, name in enumerate(cube.head) if name == "FACH-SCHL"]
    times = [place for place, name in enumerate(cube.head) if name == "ZI-WERT"]
    values = [place for place, name in enumerate(cube.head) if name == "WERT"]
    if not cube.axes:  # an excerpt without the describing blocks: axes and measures keep their place as name
        cube.axes = [_axis_name(cube.rows, place, number) for number, place in enumerate(axes, 1)]
        cube.measures = cube.measures or [(f"WERT{number}", "") for number, _ in enumerate(values, 1)]
    names = [axis for axis in cube.axes if axis not in {measure for measure, _ in cube.measures}]
    if len(axes) != len(names) or not times or not values or len(values) != len(cube.measures):
        raise IntakeError("Die Achsen des Quaders passen nicht zu seinen Datenzeilen. Bitte den Quader erneut abrufen.")
    found = []
    for line, row in cube.rows:
        base = {"row": line, "period": period_of(row[times[0]]) or "", "region_raw": "DG"}
        for name, place in zip(names, axes, strict=True):
            base["region_raw" if REGIONAL.fullmatch(name) else name] = row[place]
        if not base["period"]:
            raise IntakeError(f"»{row[times[0]][:20]}« ist kein Zeitraum. Bitte den Quader erneut abrufen.", line)
        for (measure, unit), place in zip(cube.measures, values, strict=True):
            raw, quality, locked = [*row[place : place + 3], "", "", ""][:3]
            sign = "." if locked.strip() else quality.strip() if quality.strip() in ("-", ".", "/", "x", "...") else raw
            found.append(
                {**base, "measure": measure, "measure_label": measure, "unit": unit, "raw": sign, "quality": quality}
            )
    return pd.DataFrame(found)


def _axis_name(rows: list[tuple[int, list[str]]], place: int, number: int) -> str:
    """KREISE for an axis of official keys, ACHSE1 for any other."""
    return "KREISE" if all(REGION_KEY.fullmatch(row[place]) for _, row in rows) else f"ACHSE{number}"


def is_cube(text: str) -> bool:
    """Whether a text is a cube: by its account line or its first K line."""
    return text[:200].lstrip("\ufeff").lower().startswith(MARKS)
