"""What every observation of the statistical offices must keep before it is taken for genuine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.intake.genesis.area_check import area_faults
from isp_utils.intake.genesis.area_sums import wrong_area_sums
from isp_utils.intake.genesis.gaps import missing_kreise, missing_rows
from isp_utils.intake.genesis.sums import wrong_totals
from isp_utils.intake.messages import IntakeError, Level, Message, first_few, warn, with_noun
from isp_utils.intake.values.codes import where
from isp_utils.intake.values.doubles import without_doubles
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.symbols import unknown_sign
from isp_utils.model.regions import Register

_COUNTS = re.compile(r"Anzahl|Number|Personen")
_SIGNED = re.compile(
    r"saldo|balance|überschuss|überschuß|zunahme|abnahme|zuwachs|veränder|differenz|entwicklung|gewinn|verlust|surplus|"
    r"change|wachstum|abweichung",
    re.I,
)
MOST_SLIPS = 20  # cells that a slip of the service may spoil; more are another format


@dataclass(frozen=True)
class Named:
    """Number and title of a table, its characteristics, and what the names of their label columns end in."""

    number: str
    title: str
    dimensions: Sequence[str]
    label: str = ""


def genuine(table: pd.DataFrame, named: Named, keys: Keys) -> tuple[pd.DataFrame, list[Message]]:
    """The table with every figure once, and what speaks against it."""
    faults = area_faults(table, keys)
    if any(fault.level == Level.ERROR for fault in faults):
        return table, faults
    place = ["column"] if "column" in table.columns else []
    apart = ["period", "measure", "unit", *named.dimensions, *place]
    table, repeated = _once(table, ["region_raw", *apart])
    if any(fault.level == Level.ERROR for fault in repeated):
        return table, [*faults, *repeated]
    return table, [
        *faults,
        *repeated,
        *_negative(table, named.title),
        *missing_rows(table, ["period", "region_raw", "measure", *_in_rows(named.dimensions)], keys),
        *missing_kreise(table, keys),
        *wrong_totals(table, named.dimensions, named.label, named.number),
        *wrong_area_sums(table, apart),
    ]


def _once(table: pd.DataFrame, names: list[str]) -> tuple[pd.DataFrame, list[Message]]:
    """Every figure once; a wide row may leave a measure to its sister row, so empty cells are no figures."""
    empty = ~where(table["raw"], lambda text: bool(text.strip()))
    if not empty.any():
        return without_doubles(table, names, ("raw",))
    apart = table.assign(empty=np.where(empty, np.arange(1, len(table) + 1), 0))
    apart, said = without_doubles(apart, [*names, "empty"], ("raw",))
    return (apart.drop(columns="empty"), said) if said else (table, [])


def _in_rows(dimensions: Sequence[str]) -> list[str]:
    """Characteristics that stand in the rows of a file, not in its head."""
    return [name for name in dimensions if not name.startswith("kopf_")]


def _negative(table: pd.DataFrame, title: str) -> list[Message]:
    """A warning for counts below zero that are no balance; the offices' own tables have a few (21111-02-06-4)."""
    below = table["value"].to_numpy(dtype=float) < 0
    if not below.any() or _SIGNED.search(title):
        return []
    found = table[below]
    counted = found["unit"].astype(str).str.strip().str.fullmatch(_COUNTS.pattern)
    found = found[counted & ~found["measure_label"].astype(str).str.contains(_SIGNED)]
    if found.empty:
        return []
    number = with_noun(len(found), "Anzahl ist", "Anzahlen sind")
    text = f"{number} kleiner als null ({first_few(found['raw'].astype(str), 3)})"
    return [warn(f"{text}. Bitte mit der Tabelle des Herausgebers vergleichen.", int(found["row"].iloc[0]))]


def spare_slips(values: pd.DataFrame, table: pd.DataFrame, unknown: Sequence[str], keys: Keys) -> list[Message]:
    """A warning for cells of other areas that are neither figure nor sign: they alone are missing, not the whole table.

    Raises IntakeError where one stands in a row of a county of the register, its Land or Germany, and for many.
    """
    if not unknown:
        return []
    wrong = where(values["status"], "unknown".__eq__)
    rows = table.loc[wrong, ["region", "raw", "row"]].astype({"region": str, "raw": str})
    ours = rows["region"].map(lambda region: _ours(region, keys.register)).to_numpy(dtype=bool)
    if ours.any() or len(rows) > MOST_SLIPS or len(rows) * 10 > len(table):
        first = rows[ours].iloc[0] if ours.any() else rows.iloc[0]
        raise IntakeError(unknown_sign(str(first["raw"]), "destatis"), int(first["row"]))
    places = first_few((f"Zeile {row}: »{raw[:20]}«" for _, raw, row in rows.itertuples(index=False)), 3)
    text = f"{with_noun(len(rows), 'Angabe eines anderen Gebiets ist', 'Angaben anderer Gebiete sind')} nicht lesbar"
    remedy = "Sie fehlen, alles übrige ist gelesen; bitte die Tabelle bei Gelegenheit neu abrufen."
    return [warn(f"{text} ({places}). {remedy}", int(rows["row"].iloc[0]))]


def _ours(region: str, register: Register) -> bool:
    """Whether an area is a county with its parts in the register, a part of one, or above one."""
    if region in ("", "DG") or len(region) > 5:
        return region in ("", "DG") or region in register.regions
    own = {key[:5] for key in register.regions if len(key) > 5 and key[:5].isdigit()}
    return any(key.startswith(region) for key in own)
