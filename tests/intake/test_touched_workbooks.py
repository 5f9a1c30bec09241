"""Real tables with one thing touched: an answer in time for each, and no changed figure without a word about it.

What a file cannot show itself (one changed count that is in no sum) is not asked for here.
"""

import csv
import io
import random
import time

import openpyxl
import pandas as pd
import pytest

from isp_utils.intake.files.content import Content
from isp_utils.intake.inbox import read_content
from tests.intake.shared import DATA, needs_data

LONGEST = 20.0  # seconds until an answer
SEEDS = range(3)
ACTIONS = ("READ", "WARN", "PROTECT", "ERROR", "REJECT")


def from_workbook(path):
    """Rows of the longest sheet, with the words of merged heads in all of their columns."""
    sheet = max(openpyxl.load_workbook(path, data_only=True), key=lambda sheet: sheet.max_row)
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        word = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1 : merged.max_col] = [word] * (merged.max_col - merged.min_col + 1)
    return rows


def to_workbook(rows):
    book = openpyxl.Workbook(write_only=True)
    cover, sheet = book.create_sheet("Deckblatt"), book.create_sheet("Tabelle")
    cover.append(["Statistisches Bundesamt, Gebietsstand: 31.12.2019"])
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def from_csv(path):
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def to_csv(rows):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def from_parquet(path):
    table = pd.read_parquet(path)
    table = table[(table["raumbezug"] == "Kreise") & (table["zeitbezug"] == "2019")].dropna(axis="columns", how="all")
    return [list(table.columns), *table.to_numpy().tolist()]


def to_parquet(rows):
    stream = io.BytesIO()
    table = pd.DataFrame(rows[1:], columns=rows[0])
    words = [name for name in table if table[name].map(type).eq(str).any()]
    table.astype(dict.fromkeys(words, str)).to_parquet(stream)
    return stream.getvalue()


TABLES = {  # file -> reads, writes, rows kept, columns of key, name and a figure, lines that the reader counts more
    "other/04_KreiseVorjahr.xlsx": (from_workbook, to_workbook, slice(0, 74), (0, 2, 4), 1),
    "inkar/inkar_web_export_wide_2020.csv": (from_csv, to_csv, slice(0, 82), (0, 1, 4), 1),
    "inkar/sozialleistungen.parquet": (from_parquet, to_parquet, slice(0, 82), (1, 2, 6), 0),
}


class Table:
    """Rows of a real table; `body` are the places of those with key and name."""

    def __init__(self, name):
        read, self.write, kept, self.columns, self.offset = TABLES[name]
        self.name = name.rsplit("/", 1)[-1]
        self.rows = read(DATA / name)[kept]
        key, called, figure = self.columns
        self.body = [
            place
            for place, row in enumerate(self.rows)
            if str(row[key] or "").startswith(("01", "03")) and len(str(row[key])) >= 5 and row[called] and row[figure]
        ]

    def reading(self, rows, keys):
        return read_content(Content(self.name, body=self.write(rows)), keys)


@pytest.fixture(scope="module", params=TABLES)
def table(request):
    return Table(request.param)


@pytest.fixture(scope="module")
def before(table, keys):
    reading = table.reading(table.rows, keys)
    assert reading.action == "READ", [str(message) for message in reading.messages]
    return figures(reading)


def figures(reading):
    """Value of every figure by measure, level, area and period."""
    columns = ["measure", "level", "region", "region_raw", "period"]
    found = reading.observations.astype(dict.fromkeys(columns, str))
    return dict(zip(found[columns].itertuples(index=False, name=None), found["value"], strict=True))


def exchanged(table, chance, column):
    """The cells of a column exchanged between two rows."""
    first, second = sorted(chance.sample(table.body, 2))
    rows = [list(row) for row in table.rows]
    rows[first][column], rows[second][column] = rows[second][column], rows[first][column]
    return rows, {first, second}


def keys_exchanged(table, chance):
    return exchanged(table, chance, table.columns[0])


def names_exchanged(table, chance):
    return exchanged(table, chance, table.columns[1])


def cell_changed(table, chance, column, change):
    place = chance.choice(table.body)
    rows = [list(row) for row in table.rows]
    rows[place][column] = change(rows[place][column])
    return rows, {place}


def key_spoiled(table, chance):
    return cell_changed(table, chance, table.columns[0], lambda key: f"{str(key)[:4]}X{str(key)[5:]}")


def key_of_nobody(table, chance):
    return cell_changed(table, chance, table.columns[0], lambda key: f"{str(key)[:2]}998{str(key)[5:]}")


def key_removed(table, chance):
    return cell_changed(table, chance, table.columns[0], lambda key: "")


def word_for_a_figure(table, chance):
    return cell_changed(table, chance, table.columns[2], lambda value: "ca. 7")


def row_twice_with_another_figure(table, chance):
    rows, places = cell_changed(table, chance, table.columns[2], lambda value: value if isinstance(value, str) else 7)
    place = places.pop()
    again = list(table.rows[place])
    again[table.columns[2]] = "77,7" if isinstance(again[table.columns[2]], str) else 77.7
    return [*rows[: place + 1], again, *table.rows[place + 1 :]], {place, place + 1}


REFUSED = (
    keys_exchanged,
    names_exchanged,
    key_spoiled,
    key_of_nobody,
    key_removed,
    word_for_a_figure,
    row_twice_with_another_figure,
)


@needs_data
@pytest.mark.parametrize("edit", REFUSED, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_file_shows_is_refused_with_its_row(table, before, edit, seed, keys):
    rows, places = edit(table, random.Random(seed))
    start = time.monotonic()
    reading = table.reading(rows, keys)
    assert time.monotonic() - start < LONGEST
    said = [str(message) for message in reading.messages if message.level in ("error", "reject")]
    assert reading.action == "ERROR", (places, said)
    lines = {place + table.offset for place in places}
    named = table.name.endswith("parquet") and edit is word_for_a_figure  # a column of one type: no single row
    assert named or any(str(line) in text for line in lines for text in said), (lines, said)


def row_twice(table, chance):
    place = chance.choice(table.body)
    return [*table.rows[: place + 1], table.rows[place], *table.rows[place + 1 :]]


def rows_in_another_order(table, chance):
    order = chance.sample(table.body, len(table.body))
    moved = dict(zip(table.body, order, strict=True))
    return [table.rows[moved.get(place, place)] for place in range(len(table.rows))]


def columns_moved(table, chance):
    first, second = table.columns[2], max(len(row) for row in table.rows) - 1
    rows = [list(row) for row in table.rows]
    for row in rows:
        row[first], row[second] = row[second], row[first]
    return rows


@needs_data
@pytest.mark.parametrize("edit", [row_twice, rows_in_another_order, columns_moved], ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_changes_no_figure_reads_the_same(table, before, edit, seed, keys):
    reading = table.reading(edit(table, random.Random(seed)), keys)
    assert reading.action in ("READ", "WARN"), [str(message) for message in reading.messages]
    assert (reading.action == "WARN") == (edit is row_twice)
    assert differing(before, figures(reading))[:3] == []


def differing(before, after):
    """Keys whose figure is another than before, or was not there."""
    return [key for key, value in after.items() if key not in before or str(before[key]) != str(value)]


@needs_data
@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_never_change_a_figure(table, before, seed, keys):
    chance, body = random.Random(seed), bytearray(table.write(table.rows))
    if seed % 2:
        body = body[: chance.randrange(1, len(body))]
    elif not table.name.endswith("parquet"):  # its pages carry no checksum
        for _ in range(4):
            body[chance.randrange(len(body))] = chance.randrange(256)
    start = time.monotonic()
    reading = read_content(Content(table.name, body=bytes(body)), keys)
    assert time.monotonic() - start < LONGEST
    assert reading.action in ACTIONS
    if reading.action == "READ" and table.name.endswith("xlsx"):
        assert differing(before, figures(reading)) == []


@needs_data
@pytest.mark.parametrize("sign", [",", "\t", "|"])
def test_another_separator_changes_no_figure(sign, keys):
    table = Table("inkar/inkar_web_export_wide_2020.csv")
    before = figures(table.reading(table.rows, keys))
    lines = table.write(table.rows).decode().splitlines()
    whole = read_content(Content(table.name, body="\n".join(line.replace(";", sign) for line in lines).encode()), keys)
    assert whole.action == "ERROR" or differing(before, figures(whole)) == []
    lines[40] = lines[40].replace(";", sign)
    one = read_content(Content(table.name, body="\n".join(lines).encode()), keys)
    assert one.action == "ERROR"
    assert any(message.row == 41 for message in one.messages)


@needs_data
@pytest.mark.parametrize("column", [6, 7, 8])
def test_a_changed_count_of_men_women_or_all_is_refused(column, keys):
    table = Table("other/04_KreiseVorjahr.xlsx")
    rows, places = cell_changed(table, random.Random(column), column - 1, lambda value: value * 10)
    reading = table.reading(rows, keys)
    assert reading.action == "ERROR"
    assert any(message.row == place + 1 for place in places for message in reading.messages)
