"""No file with personal data is taken: whatever its kind, wherever the datum stands, and nothing of it is quoted."""

import io
import time

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from openpyxl.comments import Comment

from isp_utils.intake.inbox import read_file
from isp_utils.intake.personal import kinds as personal
from isp_utils.intake.personal.kinds import kinds_in
from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.intake.to_facts import facts_in_file
from isp_utils.model.errors import InputError
from tests.intake.broken import workbook
from tests.intake.samples import flat, genesis
from tests.intake.shared import DATA, needs_data

REMARK = "Mia Beispiel, geb. 01.02.2015, Musterweg 12"
SECRETS = ("Mia", "Beispiel", "01.02.2015", "Musterweg")
HEADER = "fact;region;period;sex;age;group;value;flag"
FOOTER = "__________"


def bytes_of(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book(*rows, sheet="Tabelle1", comment="", printed=""):
    """An Excel workbook with rows, a name of its sheet, a comment on B2 and a printed footer."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    if comment:
        made.active["B2"].comment = Comment(f"Erika Sachbearbeiterin:\n{comment}", "Erika Sachbearbeiterin")
    made.active.oddFooter.left.text = printed
    return bytes_of(made)


GOOD = (["AGS", "Wert"], ["03354", 3], ["03355", 4])
BIRTHS = genesis("12612-01-01-4", ["Lebendgeborene (Anzahl);;", ";;;Insgesamt"], ["2015;03354;Lüchow-Dannenberg;326"])
FILES = {
    "department.csv": f"AGS;Bemerkung;Wert\n03354;;1\n03355;{REMARK};2\n",
    "department.xlsx": workbook(["AGS", "Bemerkung", "Wert"], ["03354", REMARK, 3], ["03355", "", 4]),
    "heading.csv": f"{REMARK};;\nAGS;Wert\n03354;1\n",
    "footnote.csv": f"AGS;Wert\n03354;1\n03355;2\n{REMARK}\n",
    "hidden_row.xlsx": workbook(["AGS", "B", "Wert"], ["03354", "", 3], ["03355", REMARK, 4], hidden_row=3),
    "official_row.csv": BIRTHS.replace("Lüchow-Dannenberg", REMARK),
    "official_footnote.csv": BIRTHS.replace(FOOTER, f"{FOOTER}\n{REMARK}"),
    "official_title.csv": BIRTHS.replace("Probe", REMARK),
    "flat.csv": flat(("03354", "GESM", "männlich", "22695", "Anzahl")).replace(";Name;", f";{REMARK};"),
    "inkar.csv": f"Kennziffer;Raumeinheit;Aggregat;Quote\n;;;2016\n03354;{REMARK};Landkreis;10,1\n",
    "inkar.xlsx": workbook(
        ["Kennziffer", "Raumeinheit", "Aggregat", "Quote"], [None, None, None, "2016"], ["03354", REMARK, "Kreis", 1.5]
    ),
    "office.xlsx": workbook(
        ["Statistisches Bundesamt"], ["AGS", "Name", "Bemerkung", "Bevölkerung"], ["03354", "Kreis", REMARK, 46000]
    ),
    "comment.xlsx": book(*GOOD, comment=REMARK),
    "sheet_name.xlsx": book(*GOOD, sheet="Mia Beispiel"),
    "printed_footer.xlsx": book(*GOOD, printed=REMARK),
    "page.html": f"<html><table><tr><th>AGS</th><th>B</th><th>W</th></tr><tr><td>03354</td><td>{REMARK}</td><td>7</td>"
    "</tr></table></html>",
    "survey.csv": f'"id";"submitdate";"lastpage";"Q1"\n"1";"2026-03-02 10:11:12";"3";"{REMARK}"\n',
    "answers.csv": f"id;gewicht;Q1\n1;1,2;{REMARK}\n2;1;A2\n",
    "delivery.csv": f"{HEADER}\ngeburten;03354;2023;total;total;{REMARK};5;\n",
    "faulty_delivery.csv": f"{HEADER}\ngeburten;03354;2023;total;total;total;{REMARK};\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_person_in_any_kind_of_file_is_refused_and_never_quoted(reads, name):
    reading = reads(FILES[name], name)
    said = " ".join(map(str, reading.messages))
    assert reading.action == "REJECT"
    assert "Geburtsdatum" in said or name == "sheet_name.xlsx"
    assert "Name einer Person" in said
    assert [word for word in SECRETS if word in said] == []
    assert (len(reading.observations), reading.rows, reading.origin.title, reading.origin.notes) == (0, 0, "", ())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("department.csv", "Zeile 3, Spalte 2: Geburtsdatum"),
        ("department.xlsx", "Blatt 1, Zeile 2, Spalte 2 (B2): Geburtsdatum"),
        ("comment.xlsx", "Blatt 1, Kommentar zu B2: Geburtsdatum"),
        ("sheet_name.xlsx", "Name von Blatt 1: Name einer Person"),
    ],
)
def test_file_sheet_row_column_and_kind_are_named(reads, name, place):
    (message,) = reads(FILES[name], name).messages
    assert f"{name} enthält personenbezogene Angaben" in message.text
    assert place in message.text


def test_a_remark_in_a_filled_template_is_refused(catalogue, keys, tmp_path):
    path = tmp_path / "vorlage.xlsx"
    template = template_of(catalogue.sources["jugendamt"], catalogue, "03354")
    write_template(template, asked_rows(template, 2024), path)
    clean = read_file(path, keys).action
    made = openpyxl.load_workbook(path)
    made["Daten"]["J3"] = REMARK
    made.save(path)
    assert clean != "REJECT"
    assert read_file(path, keys).action == "REJECT"


@pytest.mark.parametrize("place", ["J3", "A60", "J60"])
@pytest.mark.parametrize("text", ["Az. 51.2/2025-0317", "Sachbearbeiterin Petra Muster, Tel. 05555 123-45"])
def test_a_template_is_no_place_for_anybody_not_even_for_a_contact(catalogue, keys, tmp_path, text, place):
    path = tmp_path / "vorlage.xlsx"
    template = template_of(catalogue.sources["jugendamt"], catalogue, "03354")
    write_template(template, asked_rows(template, 2024), path)
    made = openpyxl.load_workbook(path)
    made["Daten"][place] = text
    made.save(path)
    assert read_file(path, keys).action == "REJECT"


def test_a_sidecar_with_a_person_refuses_its_delivery(catalogue, keys, tmp_path):
    path = tmp_path / "statistik" / "tabelle.csv"
    path.parent.mkdir()
    path.write_text(f"{HEADER}\ngeburten;03354;2023;total;total;total;5;\n", "utf-8")
    path.with_suffix(".toml").write_text(f'title = "Geburten"\nnotes = "{REMARK}"\n', "utf-8")
    assert "Begleitdatei tabelle.toml, Zeile 2: Geburtsdatum" in str(read_file(path, keys).messages[0])
    with pytest.raises(InputError, match="personenbezogene Angaben") as refused:
        facts_in_file(path, catalogue.sources["regionalstatistik"], keys, tmp_path)
    assert "Mia" not in str(refused.value)


def test_answers_and_labels_of_spss_are_searched(keys, tmp_path):
    for number, (cell, label) in enumerate([(REMARK, "Frage"), ("ja", REMARK)]):
        path = tmp_path / f"{number}.sav"
        pyreadstat.write_sav(pd.DataFrame({"q1": ["nein", cell]}), path, column_labels={"q1": label})
        assert read_file(path, keys).action == "REJECT"


KINDS = {
    "geboren am 1. Februar 2015": personal.BIRTH,
    "Kind (*01.02.2015)": personal.BIRTH,
    "Geburtsdatum: 2015-02-01": personal.BIRTH,
    "Frau Musterfrau war da": personal.NAME,
    "Beispiel, Anna-Lena": personal.NAME,
    "rief an: Yusuf von Beispiel": personal.NAME,
    "wohnt Lange Straße 5 a": personal.ADDRESS,
    "zieht in den Musterweg 7": personal.ADDRESS,
    "wohnhaft in 99999 Musterdorf": personal.ADDRESS,
    "0151 12345678": personal.PHONE,
    "erreichbar 05555/123456": personal.PHONE,
    "Tel.: 05555 123-45": personal.PHONE,
    "+49 5555 12345": personal.PHONE,
    "mia@beispiel.example": personal.MAIL,
    "DE02 1203 0000 0000 2020 51": personal.ACCOUNT,
    "65170839J003": personal.INSURANCE,
    "Az. 51.2/2025-0317": personal.FILE_NUMBER,
    "siehe Aktenzeichen 51-2024/0815": personal.FILE_NUMBER,
    "Fallnr. 4711": personal.FILE_NUMBER,
    "Fall Musterfrau (Musterdorf), noch offen": personal.NAME,
    "wie besprochen; Fall Beispiel": personal.NAME,
}


@pytest.mark.parametrize("text", KINDS)
def test_each_kind_is_found_beside_figures(reads, text):
    assert KINDS[text] in kinds_in([text])[text]
    assert reads(f'AGS;Bemerkung;Wert\n03354;"{text}";1\n').action == "REJECT"


HARMLESS = [
    "Johann-Heinrich-Schule",
    "Otto Hahn Gymnasium",
    "Kita St. Anna Musterdorf",
    "Karl Marx Straße",
    "geb. bis 30.09.2018",
    "Kinder, geboren 01.10.2016 bis 30.09.2017",
    "Stichtag 01.03.2023",
    "Lüchow (Wendland), Stadt",
    "03354403",
    "2023/24",
    "* 01.08.2013: Rechtsanspruch ab dem ersten Geburtstag",
    "Frauen und Männer",
    "Betreuungsplatz 12",
    "Landstraße 3,5 km",
    "Familie Kinder Jugend",
    "Kreis Mittenwalde, Mark",
    "AT02 1203 0000 0000 2020",
    "01.01.2020-31.12.2020",
    "010510044044",
    "in diesem Fall Kinder unter 3",
    "Im Fall Niedersachsens",
    "Fall Nr",
    "Fallzahl 2024",
    "Fälle 2024-2025",
    "Fallnummern: 2",
    "Az 12",
    "AZ Stunden 2024",
    "BGBl. I Nr. 51/2025",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_personal_is_read(text):
    assert kinds_in([text]) == {}


def test_no_area_of_germany_is_taken_for_a_person(keys):
    assert kinds_in(region.name for region in keys.register.regions.values()) == {}


CONTACTS = {
    "office.csv": BIRTHS.replace(FOOTER, f"{FOOTER}\nTel. 05555 12345, info@statistik.example, Musterstraße 12"),
    "title.csv": "Jugendamt, Auskunft: Frau Musterfrau, Tel. 05555 12345;;\nAGS;Wert\n03354;1\n03355;2\n",
    "mailbox.csv": "AGS;Wert\n03354;1\n03355;2\nRückfragen an jugendamt@kreis.example\n",
    "kitas.csv": "AGS;Einrichtung;Anschrift;Plätze\n03354;Kita Sonne;Musterweg 3;50\n03355;Kita Mond;Musterweg 4;25\n",
}


@pytest.mark.parametrize("name", CONTACTS)
def test_an_office_may_say_whom_to_ask_and_an_institution_where_it_is(reads, name):
    assert reads(CONTACTS[name], name).action != "REJECT"


PERSON_ROWS = {
    "days.csv": "Gemeinde;Hilfeart;Beginn;Ende\nGartow;Heim;03.02.2023;17.08.2023\nHöhbeck;Heim;09.05.2022;\n",
    "ages.csv": "Nr;Alter;Geschlecht;Ort\n1;7;m;Gartow\n2;9;w;Gartow\n3;7;w;Höhbeck\n",
    "sender.csv": "_id;_submitted_by;Gemeinde;Wert\n11;kita_nord;Gartow;1\n12;kita_sued;Höhbeck;2\n",
}


@pytest.mark.parametrize("name", PERSON_ROWS)
def test_one_row_a_person_is_refused(reads, name):
    assert reads(PERSON_ROWS[name], name).action == "REJECT"


@pytest.mark.parametrize(
    "text",
    [
        "Nr;Alter;Anzahl\n1;0;12\n2;1;14\n3;2;11\n",
        "AGS;von;bis;Anzahl\n03354;01.01.2022;31.12.2022;12\n03354;01.01.2023;31.12.2023;14\n",
        "AGS;Einrichtung;Beginn;Ende;Plätze\n03354;Kita Sonne;03.02.2021;17.08.2023;20\n",
    ],
)
def test_counts_by_age_or_span_are_no_persons(reads, text):
    assert reads(text).action != "REJECT"


def test_many_areas_beside_names_are_told_apart_quickly(reads, keys):
    """A column of 4,000 names of communes: 443 s for 10,788 rows before the names of areas were folded once."""
    areas = [region for region in keys.register.regions.values() if region.level == "gemeinde"][:4000]
    start = time.process_time()
    reading = reads("AGS;name;Einwohner\n" + "".join(f"{area.key};{area.name};12\n" for area in areas))
    assert reading.action != "REJECT"
    assert time.process_time() - start < 20


@needs_data
def test_the_largest_official_files_are_searched_quickly():
    """3 MB with 812,130 cells: about a second on the machine of 2026."""
    text = (DATA / "regionalstatistik" / "12411-02-03-5_00.csv").read_text("utf-8")
    start = time.process_time()
    found = kinds_in({cell for line in text.split("\n") for cell in line.split(";")})
    assert (found, time.process_time() - start < 10) == ({}, True)
