"""What a dash means: a true zero only where the area existed on that day and its level has figures in that column.

In real answers of the Regionaldatenbank most dashes are none: 74 dissolved Kreise in every table, and in
13111-01-03-4 the
newest day of all Kreise, not loaded yet. Read as zero they say "no employees"; read as missing, true zeros are lost.
"""

from datetime import date

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Message, info
from isp_utils.intake.values.codes import codes_of
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.symbols import DASH
from isp_utils.intake.values.times import last_day
from isp_utils.model.schema import Flag

_EVIDENCE = ("value", "zero", "zero_rounded", "secret", "unreliable")  # a level with one of these has been loaded


def settle_dashes(table: pd.DataFrame, keys: Keys) -> tuple[pd.DataFrame, list[Message]]:
    """The table with every dash settled: value 0 or flag not_available; the status says which, the raw text stays.

    `table` has column, level, period, region, region_raw, value, flag, status.
    """
    status = table["status"].astype(str).to_numpy(dtype=object)
    dash = status == DASH
    if not dash.any():
        return table, []
    loaded = _loaded(table, np.isin(status, _EVIDENCE))
    existed = _existed(table, dash, keys)
    zero, gone, late = dash & loaded & existed, dash & ~existed, dash & existed & ~loaded
    value, flag = table["value"].to_numpy(copy=True), table["flag"].astype(str).to_numpy(dtype=object)
    value[zero], flag[zero], status[zero] = 0.0, Flag.NONE.value, "zero"
    value[gone | late], flag[gone | late], status[gone | late] = np.nan, Flag.NOT_AVAILABLE.value, "not_available"
    settled = table.assign(value=value, flag=pd.Categorical(flag), status=pd.Categorical(status))
    return settled, _said(table, zero, gone, late)


def _loaded(table: pd.DataFrame, evidence: np.ndarray) -> np.ndarray:
    """Whether the cell's column has figures for the cell's level and period."""
    level = table["level"].astype(str).replace("gemeindefrei", "gemeinde")  # both are the publisher's lowest level
    groups = codes_of(table.assign(level=level), ["column", "level", "period"])
    return np.isin(groups, np.unique(groups[evidence]))


def _existed(table: pd.DataFrame, dash: np.ndarray, keys: Keys) -> np.ndarray:
    """Whether the area existed; where nobody knows, an area with nothing but dashes in a period is taken for gone."""
    groups = codes_of(table, ["region_raw", "period"])
    with_content = np.isin(groups, np.unique(groups[~dash]))
    pairs = table.loc[dash, ["region", "period"]].astype(str).drop_duplicates()
    answers = {(region, period): _answer(region, period, keys) for region, period in pairs.itertuples(index=False)}
    existed = with_content.copy()
    places = np.flatnonzero(dash)
    columns = (table["region"].astype(str).to_numpy(dtype=object), table["period"].astype(str).to_numpy(dtype=object))
    for place in places:
        answer = answers[(columns[0][place], columns[1][place])]
        if answer is not None:
            existed[place] = answer
    return existed


def _answer(region: str, period: str, keys: Keys) -> bool | None:
    if not region:
        return None
    return keys.existed(region, last_day(period) if period else date.today())


def _said(table: pd.DataFrame, zero: np.ndarray, gone: np.ndarray, late: np.ndarray) -> list[Message]:
    said = []
    if zero.any():
        said.append(info(f"Strich »-« als genau null gelesen: {int(zero.sum())} Werte."))
    if gone.any():
        areas = table.loc[gone, "region_raw"].astype(str).unique()
        text = f"{int(gone.sum())} Striche bei {len(areas)} Gebieten, die es zum Zeitpunkt nicht gab (z. B. {areas[0]})"
        said.append(info(f"{text}: nicht verfügbar, nicht null."))
    if late.any():
        periods = sorted(table.loc[late, "period"].astype(str).unique())
        text = (
            f"{int(late.sum())} Striche in Spalten ohne jede Zahl dieser Gebietsebene (Zeitraum "
            f"{periods[-1] or 'ohne Angabe'})"
        )
        said.append(info(f"{text}: nicht verfügbar, nicht null."))
    return said
