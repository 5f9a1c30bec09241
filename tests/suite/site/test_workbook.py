"""The workbook as a reader meets it: German, the head in view, filters, days as days, the Land beside the county."""

import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from isp_utils.charts import Value
from isp_utils.charts.parts.data_file import COLUMNS, DataRow, Described
from isp_utils.suite.scan.data_files import file_rows
from isp_utils.suite.site import codebook
from isp_utils.suite.site.workbook import ALL_YEARS, CODEBOOK, NOTES, WorkbookContent, write_workbook
from isp_utils.suite.site.workbook_columns import figures_frame, period_cell

AREA, LAND = ("03999", "Musterkreis"), "Musterland"
QUOTA, COUNT = Described("quote", "Musterquote", "%", 1), Described("anzahl", "Musterkinder", "Kinder", 0)
ADVICE = {"Kennung": "e1", "Empfehlung": "Ein Bus am Abend", "Beginn": "01.08.2024", "Kosten in Euro": "1.200"}


def row(counted=QUOTA, period="2023", value=12.34, **more):
    flag = more.pop("flag", "")
    return DataRow(counted, AREA, period, Value(value, flag), (None, None), "Amt", **more)


ROWS = (
    row(demo=True, period="2024"),
    row(),
    row(period="2024-12-31", census_base="zensus_2022"),
    row(COUNT, "2023/24", 7.0),
    row(period="2022", flag="secret"),
)
OF_LAND = {
    ("quote", "2023", "none"): 10.06,
    ("quote", "2024", "none"): 1.0,
    ("quote", "2024-12-31", "zensus_2011"): 2.0,
    ("quote", "2024-12-31", "zensus_2022"): 3.0,
}


def content():
    book = [[f"{name} der Quote" for name in codebook.COLUMNS]]
    registers = {"Maßnahmen": [ADVICE | {"Demodaten": "ja"}, ADVICE | {"Kennung": "e2", "Demodaten": ""}]}
    return WorkbookContent(
        title="Zahlen des Musterkreises",
        about=("Lauf x-1",),
        contact="Sozialplanung",
        newest={"Schule": ROWS},
        every=ROWS,
        land=(LAND, OF_LAND),
        codebook=book,
        registers=registers,
        author="Landkreis Musterkreis",
        day=datetime(2031, 7, 9),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("mappe") / "kennzahlen.xlsx"
    write_workbook(content(), made)
    return made


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def lines(book, name):
    return [[cell.value for cell in line] for line in book[name].iter_rows()]


def test_no_word_of_the_library_is_left(path, book):
    with zipfile.ZipFile(path) as opened:
        said = opened.read("xl/sharedStrings.xml").decode("utf-8")
    english = ("Introductory", "Contact", "Note number", "worksheet", "Sheet name")
    assert [word for word in english if word in said] == []
    assert "Inhalt und Herkunft" in [line[0] for line in lines(book, "Deckblatt")]


def test_it_says_whose_it_is_and_of_which_day(book):
    about = book.properties
    assert (about.title, about.creator) == ("Zahlen des Musterkreises", "Landkreis Musterkreis")
    assert about.created == about.modified == datetime(2031, 7, 9)


def test_the_signs_are_explained_beside_their_meaning(book):
    told = {line[0]: line[1] for line in lines(book, NOTES)}
    assert "geheim gehalten" in told["[g]"]
    assert LAND in told


def test_name_value_unit_and_time_come_first_and_ids_last(book):
    head = lines(book, ALL_YEARS)[2]
    assert head[:5] == ["Titel", "Wert", "Einheit", "Zeitraum", LAND]
    assert head[-2:] == ["Kennzahl", "Gebietsschlüssel"]
    assert set(head) == {*COLUMNS, LAND}
    assert lines(book, CODEBOOK)[2][0] == "Titel"
    assert lines(book, "Maßnahmen")[2][-1] == "Kennung"


def test_made_up_rows_stand_behind_all_real_ones(book):
    head, *rows = lines(book, ALL_YEARS)[2:]
    assert [line[head.index("herkunft")] for line in rows] == ["Lieferung"] * 4 + ["Demodaten"]
    assert [line[-1] for line in lines(book, "Maßnahmen")[3:]] == ["e2", "e1"]


def test_years_are_numbers_days_are_days_and_amounts_are_numbers(book):
    periods = [line[3] for line in lines(book, ALL_YEARS)[3:]]
    assert periods == [2023, datetime(2024, 12, 31), "2023/24", 2022, 2024]
    assert book[ALL_YEARS]["D5"].number_format == "dd.mm.yyyy"
    head, entry = lines(book, "Maßnahmen")[2:4]
    assert entry[head.index("Beginn")] == datetime(2024, 8, 1)
    assert entry[head.index("Kosten in Euro")] == 1200
    assert period_cell("2019-2023") == "2019-2023"


def test_the_land_stands_beside_real_figures_of_the_same_time_and_base():
    frame = figures_frame(ROWS, LAND, OF_LAND)
    told = dict(zip(frame["Zeitraum"], frame[LAND], strict=True))
    assert told[2023] == 10.1
    assert told[date(2024, 12, 31)] == 3.0
    assert [told[period] for period in ("2023/24", 2024) if told[period] == told[period]] == []


def test_head_stays_filters_are_there_and_it_prints_on_a4_across(book):
    for name in ("Schule", ALL_YEARS, CODEBOOK, "Maßnahmen", NOTES):
        sheet = book[name]
        assert sheet.freeze_panes == "B4"
        assert [table.autoFilter.ref for table in sheet.tables.values()] == [sheet.tables[next(iter(sheet.tables))].ref]
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$3:$3"
        assert all(size.width <= 60 for size in sheet.column_dimensions.values())


def test_a_row_is_as_high_as_its_longest_text(book):
    sheet = book[NOTES]
    rows = {line[0].value: line[0].row for line in sheet.iter_rows(min_row=4)}
    assert sheet.row_dimensions[rows["herkunft"]].height > 30
    assert sheet.row_dimensions[rows["[k.A.]"]].height in (None, 15)


def test_a_hidden_figure_is_an_empty_cell_with_its_sign(book):
    hidden = next(line for line in lines(book, ALL_YEARS)[3:] if line[3] == 2022)
    assert hidden[1] is None
    assert "[g]" in hidden


def test_the_scanner_knows_every_figure_by_its_period(path):
    found = {row.key[2] for row in file_rows(path, path.parent)}
    assert {"2023", "2024-12-31", "2023/24", "2022", "2024"} <= found


def test_calamine_and_the_same_content_give_the_same_bytes(path, tmp_path):
    write_workbook(content(), tmp_path / "zweite.xlsx")
    assert (tmp_path / "zweite.xlsx").read_bytes() == path.read_bytes()
    assert CalamineWorkbook.from_path(str(path)).sheet_names[:3] == ["Deckblatt", "Inhalt", NOTES]
