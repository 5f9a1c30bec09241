"""Whether every key of an office's table is a key, and stands beside the name of its own area."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Message, error, first_few, warn
from isp_utils.intake.values.area_checks import CHANGED, exchanged_areas, unknown_keys
from isp_utils.intake.values.area_names import AreaNames
from isp_utils.intake.values.codes import where
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.names import is_damaged, words

_KEY = re.compile(r"DG|[0-9]{1,12}")


def area_faults(table: pd.DataFrame, keys: Keys) -> list[Message]:
    """Errors for keys that are none and for names of another area, warnings for unknown keys with a known name.

    `table` has region, level, region_raw, region_name and row. A table that goes by other keys (NUTS) or by the names
    of the Länder is left alone.
    """
    if where(table["region_raw"], lambda text: bool(_KEY.fullmatch(text.strip()))).mean() < 0.5:
        return []
    pairs = _pairs(table)
    names = AreaNames.of(keys)
    wrong = pairs[~pairs["region_raw"].str.fullmatch(_KEY.pattern)]
    said = unknown_keys(wrong[["row", "region_raw", "region_name"]].itertuples(index=False, name=None), names)
    pairs = pairs.drop(wrong.index)
    found = pairs.loc[pairs["region"] != "", ["row", "region", "region_name"]]
    said += exchanged_areas(found.itertuples(index=False, name=None), names)
    return said or [*_two_names(pairs), *_suggested(pairs, names)]


def _pairs(table: pd.DataFrame) -> pd.DataFrame:
    """Every key with every name that stands beside it, and the first row of both."""
    raw, _ = pd.factorize(table["region_raw"])
    name, labels = pd.factorize(table["region_name"])
    _, first = np.unique(raw * (len(labels) + 1) + name, return_index=True)
    columns = ["region_raw", "region_name", "region", "level", "row"]
    pairs = table.iloc[np.sort(first)][columns].astype(dict.fromkeys(columns[:4], str)).reset_index(drop=True)
    return pairs.assign(region_raw=pairs["region_raw"].str.strip(), region_name=pairs["region_name"].str.strip())


def _two_names(pairs: pd.DataFrame) -> Iterator[Message]:
    """One key with two names: in no genuine table, whatever its years."""
    named = pairs[pairs["region_name"] != ""]
    for key, rows in named[named.duplicated("region_raw", keep=False)].groupby("region_raw", sort=False):
        if not rows["region_name"].map(is_damaged).any():
            first, second = rows.iloc[0], rows.iloc[1]
            if words(first["region_name"]) != words(second["region_name"]):
                text = f"Neben dem Schlüssel {key} steht »{second['region_name']}«"
                other = f"in Zeile {first['row']} aber »{first['region_name']}«"
                yield error(f"{text}, {other}. {CHANGED}", int(second["row"]))


def _suggested(pairs: pd.DataFrame, names: AreaNames) -> Iterator[Message]:
    """Keys that nobody knows beside the name of a Kreis that is known."""
    unknown = pairs[(pairs["region"] == "") & (pairs["region_raw"].str.len() >= 4)]
    rows = unknown[["row", "region_raw", "region_name"]].itertuples(index=False, name=None)
    found = [(row, raw, name, key) for row, raw, name in rows if (key := names.known(str(name)))]
    if found:
        meant = first_few(f"{raw} »{name}« – gemeint ist vielleicht {key}" for _, raw, name, key in found)
        text = f"Unbekannte Gebietsschlüssel neben bekannten Namen: {meant}. Die Zeilen bleiben ohne Gebiet"
        yield warn(f"{text}; bitte Schlüssel und Namen mit der Tabelle des Herausgebers vergleichen.", int(found[0][0]))
