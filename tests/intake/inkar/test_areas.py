"""INKAR: areas exchanged, a spoiled key, a figure twice, a file that broke off: said in every form of the data."""

from io import BytesIO

import pandas as pd
import pytest

from isp_utils.intake.files.content import Content
from isp_utils.intake.inkar.database import convert, selected

AREAS = (
    ("03354000", "Lüchow-Dannenberg", "Kreise", "101,04"),
    ("03355000", "Lüneburg", "Kreise", "96,6"),
    ("03404000", "Osnabrück, Stadt", "Kreise", "88,1"),
    ("03459000", "Osnabrück", "Kreise", "77,2"),
    ("03354018", "Lüchow (Wendland), Stadt", "Gemeinden", "12,5"),
    ("06434000", "Hochtaunuskreis", "Kreise", "70,5"),
)


def export(rows):
    head = "Kennziffer;Raumeinheit;Aggregat;Plätze\n;;;2016\n"
    return (head + "".join(f"{key};{name};{kind};{value}\n" for key, name, kind, value in rows)).encode()


def database(rows):
    head = "Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert\n"
    lines = (f"Bildung;1;q_auspl;Plätze;{kind};{key};{name};2016;{value}\n" for key, name, kind, value in rows)
    return (head + "".join(lines)).encode()


def parquet(rows):
    cells = [(kind, key, name, "2016", float(value.replace(",", "."))) for key, name, kind, value in rows]
    stream = BytesIO()
    names = ["raumbezug", "kennziffer", "name", "zeitbezug", "q_auspl"]
    pd.DataFrame(cells, columns=names).to_parquet(stream)
    return stream.getvalue()


FORMS = {"inkar.csv": (export, 2), "datenbank.csv": (database, 1), "inkar.parquet": (parquet, 0)}  # lines of the head


def with_cells(place, **changes):
    """The areas with another key or name in one row."""
    row = dict(zip(("key", "name", "kind", "value"), AREAS[place], strict=True)) | changes
    return [*AREAS[:place], tuple(row.values()), *AREAS[place + 1 :]]


def keys_exchanged(first, second):
    rows = [list(row) for row in AREAS]
    rows[first][0], rows[second][0] = rows[second][0], rows[first][0]
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("form", FORMS)
class TestEveryForm:
    def said(self, form, rows, reads):
        write, head = FORMS[form]
        reading = reads(write(rows), form)
        return reading, head, " ".join(str(message) for message in reading.messages if message.level != "info")

    def test_the_areas_as_published_are_read(self, form, reads):
        reading, _, said = self.said(form, AREAS, reads)
        assert reading.action == "READ", said
        assert len(reading.observations) == len(AREAS)

    @pytest.mark.parametrize(("first", "second"), [(0, 1), (2, 3), (1, 5)])
    def test_two_areas_exchanged_are_named_with_their_row(self, form, first, second, reads):
        reading, head, said = self.said(form, keys_exchanged(first, second), reads)
        assert reading.action == "ERROR"
        assert f"Zeile {head + 1 + first}: Schlüssel {AREAS[second][0][:5]} gehört zu" in said, said
        assert AREAS[first][1] in said

    @pytest.mark.parametrize("key", ["0335X000", "03398000", "3354", ""])
    def test_a_spoiled_key_beside_a_name_is_an_error(self, form, key, reads):
        reading, head, said = self.said(form, with_cells(1, key=key), reads)
        assert reading.action == "ERROR"
        assert f"Zeile {head + 2}" in said

    def test_a_figure_twice_with_another_value_names_both_rows(self, form, reads):
        again = (*AREAS[0][:3], "99,9")
        reading, head, said = self.said(form, [*AREAS, again], reads)
        assert reading.action == "ERROR"
        assert f"Zeile {head + 1} und Zeile {head + 7} mit verschiedenen Werten" in said

    def test_an_exact_double_is_read_once_and_said(self, form, reads):
        reading, head, said = self.said(form, [*AREAS, AREAS[0]], reads)
        assert reading.action == "WARN"
        assert len(reading.observations) == len(AREAS)
        assert f"Zeile {head + 1} und Zeile {head + 7}" in said


@pytest.mark.parametrize("form", ["inkar.csv", "datenbank.csv"])
def test_a_file_without_its_last_end_of_line_is_said(form, reads):
    body = FORMS[form][0](AREAS)
    assert reads(body, form).action == "READ"
    reading = reads(body[:-3], form)
    assert any("abgeschnitten" in message.text for message in reading.messages if message.level == "warn")


def test_a_figure_twice_in_a_large_download_is_found_where_it_is_used(tmp_path, keys):
    body = database([*AREAS, (*AREAS[0][:3], "99,9")])
    convert(Content("datenbank.csv", body=body), tmp_path / "a.parquet", keys)
    reading = selected(tmp_path / "a.parquet", "datenbank.csv", ["q_auspl"], keys.register.regions)
    assert reading.action == "ERROR"
    assert "Zeile 2 und Zeile 8" in str(reading.messages[0])
