"""From the template to the reports: written, filled in, checked, put into its folder, used instead of demo figures."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pandas as pd

from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.build.build import build
from tests.musterkreis import KREIS, NORD, SUED, write_workplace
from tests.workplace import command_in

DAY = 1_000_000.0  # seconds since 1970; twice as many is another day
COUNTS = {KREIS: 60, NORD: 42, SUED: 18}


def made(store: Store) -> pd.DataFrame:
    """The gated table of a build."""
    build(store, load(store.catalogue), say=lambda text: None)
    return store.indicators()


def filled(path: Path, counts: Mapping[str, int]) -> None:
    """Fill in a template, the same in every row of an area."""
    book = openpyxl.load_workbook(path)
    sheet = book["Daten"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, 7).value = counts[str(sheet.cell(row, 2).value).split(" ")[0]]
    book.save(path)


def test_the_file_that_was_saved_last_holds_also_where_only_that_day_has_changed(tmp_path):
    store = Store(write_workplace(tmp_path / "platz"))
    folder = store.raw / "jugendamt"
    assert command_in(store.home, "vorlage", "jugendamt", "--jahr", "2023", "--ziel", str(folder)) == 0
    first = next(folder.glob("*.xlsx"))
    filled(first, COUNTS)
    second = shutil.copy(first, folder / "neu_2023.xlsx")
    filled(second, COUNTS | {KREIS: 66, NORD: 48})
    for newest, older, count in ((second, first, 66), (first, second, 60)):
        os.utime(newest, (2 * DAY, 2 * DAY))
        os.utime(older, (DAY, DAY))
        table = made(store)
        own = table["source"].str.contains("jugendamt") & (table["region"] == KREIS)
        assert table.loc[own, "numerator"].tolist() == [count]


def test_the_way_of_a_template(tmp_path, capsys):
    store = Store(write_workplace(tmp_path / "platz"))
    before = made(store)
    folder = tmp_path / "vorlagen"
    assert command_in(store.home, "vorlage", "jugendamt", "--jahr", "2023", "--ziel", str(folder)) == 0
    said = capsys.readouterr().out
    assert "python run_all.py pruefen" in said
    assert "data/raw/jugendamt" in said
    path = next(folder.glob("*.xlsx"))
    filled(path, COUNTS)
    assert command_in(store.home, "pruefen", str(path)) == 0
    assert "Rückfrage" not in capsys.readouterr().out
    (store.raw / "jugendamt").mkdir()
    shutil.copy(path, store.raw / "jugendamt")
    after = made(store)
    own = after["source"].str.contains("jugendamt")
    assert not (after.loc[own, "flag"] == "demo").any()
    assert set(after.loc[own, "period"]) == {"2023"}
    assert after.loc[own & (after["region"] == KREIS), "numerator"].tolist() == [60]
    others = before[~before["source"].str.contains("jugendamt")].reset_index(drop=True)
    pd.testing.assert_frame_equal(after[~own].reset_index(drop=True), others)
