"""Official Excel tables: exchanged areas, spoiled keys, doubles and broken sums are said with their rows."""

import io

import openpyxl
import pytest

HEAD = [
    ["Gemeindeverzeichnis, Gebietsstand 31.12.2023"],
    ["Schlüssel", "Kreis / Landkreis", "Bevölkerung | insgesamt", "Bevölkerung | männlich", "Bevölkerung | weiblich"],
]
ROWS = (
    ("03351", "Celle", 182, 90, 92),
    ("03353", "Harburg", 260, 128, 132),
    ("03354", "Lüchow-Dannenberg", 492, 240, 252),
    ("03355", "Lüneburg", 187, 91, 96),
    ("03404", "Osnabrück, Stadt", 167, 81, 86),
    ("03459", "Osnabrück", 366, 182, 184),
)


def changed(row, **cells):
    """The rows with other cells in one of them."""
    names = ("key", "name", "total", "m", "w")
    new = tuple((dict(zip(names, ROWS[row], strict=True)) | cells).values())
    return [*ROWS[:row], new, *ROWS[row + 1 :]]


@pytest.fixture
def said(reads):
    """Writes rows as an official workbook; gives the reading and its warnings and errors in one text."""

    def read(rows, more=()):
        book = openpyxl.Workbook()
        for row in [*HEAD, *rows]:
            book.active.append(row)
        for cell, value in more:
            book.active[cell] = value
        stream = io.BytesIO()
        book.save(stream)
        reading = reads(stream.getvalue(), "auszug.xlsx")
        return reading, " ".join(str(message) for message in reading.messages if message.level != "info")

    return read


def test_the_table_as_published_is_read(said):
    reading, text = said(ROWS)
    assert reading.action == "READ", text
    assert reading.kind == "excel_destatis"
    assert len(reading.observations) == 3 * len(ROWS)


@pytest.mark.parametrize(("first", "second"), [(1, 2), (4, 5)])
def test_exchanged_keys_are_named_with_row_and_both_areas(first, second, said):
    keys = [row[0] for row in ROWS]
    keys[first], keys[second] = keys[second], keys[first]
    reading, text = said([(key, *row[1:]) for key, row in zip(keys, ROWS, strict=True)])
    assert reading.action == "ERROR"
    assert f"Zeile {first + 3}: Schlüssel {keys[first]} gehört zu »{ROWS[second][1]}" in text
    assert f"»{ROWS[first][1]}«" in text


@pytest.mark.parametrize("key", ["03398", "0335X", "O3354", "033 54"])
def test_a_spoiled_key_beside_a_name_is_an_error(key, said):
    reading, text = said(changed(2, key=key))
    assert reading.action == "ERROR", text
    assert "Zeile 5" in text


def test_a_sum_row_without_key_is_left_out_silently(said):
    reading, text = said([*ROWS[:3], (None, "Insgesamt", 934, 458, 476), *ROWS[3:]])
    assert reading.action == "READ", text
    assert len(reading.observations) == 3 * len(ROWS)


def test_rows_of_areas_that_nobody_knows_are_said(said):
    reading, text = said([*ROWS[:3], ("11200", "Ostteil", 9, 4, 5), *ROWS[3:]])
    assert reading.action == "WARN"
    assert "Zeile 6" in text


def test_a_row_twice_is_read_once_or_refused(said):
    reading, text = said([*ROWS, ROWS[0]])
    assert reading.action == "WARN"
    assert "Zeile 3 und Zeile 9" in text
    assert len(reading.observations) == 3 * len(ROWS)
    reading, text = said([*ROWS, ("03351", "Celle", 183, 91, 92)])
    assert reading.action == "ERROR"
    assert "Zeile 3 und Zeile 9 mit verschiedenen Werten" in text


@pytest.mark.parametrize("column", ["total", "m", "w"])
def test_men_and_women_that_do_not_make_up_the_total_are_an_error(column, said):
    reading, text = said(changed(2, **{column: 100}))
    assert reading.action == "ERROR"
    assert "Zeile 5" in text
    assert "Männer und Frauen ergeben" in text


def test_an_unknown_sign_says_whom_to_ask_in_a_clerks_words(said):
    reading, text = said(changed(2, m="§"))
    assert reading.action == "ERROR"
    assert "Zelle D5" in text
    assert "»§«" in text
    assert "toml" not in text


def test_a_formula_without_value_is_an_error(said):
    reading, text = said(ROWS, more=[("C5", "=D5+E5")])
    assert reading.action == "ERROR"
    assert "C5" in text
