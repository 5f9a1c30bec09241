"""Wide tables of INKAR that somebody has saved again: an answer for each, never a traceback."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from isp_utils.intake.inbox import read_file
from isp_utils.intake.reading import Reading
from isp_utils.intake.values.keys import Keys
from tests.intake.samples import inkar_table


def edited(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame], keys: Keys) -> Reading:
    """The reading of the sample after a change, as a file of its own."""
    path = folder / "europa.parquet"
    change(pd.read_parquet(BytesIO(inkar_table()))).to_parquet(path, index=False)
    return read_file(path, keys)


def first_missing(table: pd.DataFrame, column: str) -> pd.DataFrame:
    table[column] = table[column].astype(object)
    table.loc[1, column] = None
    return table


ODD = {
    "key that is a number": (lambda t: t.assign(kennziffer=np.arange(len(t))), "Die Spalte kennziffer"),
    "key that is missing": (lambda t: first_missing(t, "kennziffer"), "Die Spalte kennziffer"),
    "area type that is missing": (lambda t: first_missing(t, "raumbezug"), "Die Spalte raumbezug"),
    "time that is missing": (lambda t: first_missing(t, "zeitbezug"), "Die Spalte zeitbezug"),
    "time that is a day": (lambda t: t.assign(zeitbezug=pd.Timestamp("2020-01-01")), "Die Spalte zeitbezug"),
    "time that is a word": (lambda t: t.assign(zeitbezug="später"), "»später« in der Spalte zeitbezug ist kein Jahr"),
    "figures that are words": (lambda t: t.assign(q_auspl="viele"), "Die Spalte q_auspl enthält anderes als Zahlen"),
    "figures that are lists": (lambda t: t.assign(q_auspl=[[1]] * len(t)), "Die Spalte q_auspl"),
}


@pytest.mark.parametrize("case", ODD.values(), ids=ODD)
def test_an_odd_table_is_refused_with_its_column(tmp_path, keys, case):
    change, said = case
    reading = edited(tmp_path, change, keys)
    assert reading.action == "ERROR"
    assert any(said in str(message) for message in reading.messages)


def test_areas_without_official_key_stay_without_area(tmp_path, keys):
    reading = edited(
        tmp_path, lambda t: t.assign(raumbezug="NUTS 2", kennziffer=["DE93", "DE93", "DE93", "DE94"]), keys
    )
    assert reading.action == "READ"
    assert set(reading.observations["region"].astype(str)) == {""}
    assert any("Ohne amtlichen Schlüssel" in str(message) for message in reading.messages)


def test_a_table_saved_with_a_repeating_index_is_answered(tmp_path, keys):
    path = tmp_path / "europa.parquet"
    table = pd.read_parquet(BytesIO(inkar_table()))
    pd.concat([table, table[:1]]).to_parquet(path)
    reading = read_file(path, keys)
    assert reading.action == "WARN"
    assert len(reading.observations) == 3
