"""Small deliveries with one fault or peculiarity each, written here: what arrives in a county's office."""

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat

from tests.intake.samples import FLAT, flat

MEN = ("03354", "GESM", "männlich", "22695", "Anzahl")


def workbook(*rows, hidden_row=0, more=()):
    """Excel file with the rows; may hide a row, and hold further cells as (cell, value)."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, value in more:
        book.active[cell] = value
    if hidden_row:
        book.active.row_dimensions[hidden_row].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(name, text="AGS;Wert\n03354;1\n"):
    """ZIP with one member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def spss():
    """SPSS file with answers 1 and 2, and -99 declared as missing."""
    cases = pd.DataFrame({"id": [1.0, 2.0, 3.0], "zufrieden": [1.0, 2.0, -99.0]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "befragung.sav"
        pyreadstat.write_sav(
            cases,
            path,
            column_labels={"zufrieden": "Wie zufrieden sind Sie?"},
            variable_value_labels={"zufrieden": {1: "ja", 2: "nein", -99: "keine Angabe"}},
            missing_ranges={"zufrieden": [-99]},
        )
        return path.read_bytes()


def lines(*rows):
    return "\n".join(rows) + "\n"


CUBE = lines(
    "* Der Benutzer DE0000000Y hat diesen Export angestossen.",
    'K;DQ;FACH-SCHL;GHH-ART;GHM-WERTE-JN;GENESIS-VBD;REGIOSTAT;EU-VBD;"mit Werten"',
    "D;12411KJ001;;N;N;N;N",
    "K;DQA;NAME;RHF-BSR;RHF-ACHSE",
    "D;KREISE;1;1",
    "K;DQZ;NAME;ZI-RHF-BSR;ZI-RHF-ACHSE",
    "D;STAG;2;2",
    "K;DQI;NAME;ME-NAME;DST;TYP;NKM-STELLEN",
    "D;BEVSTD;Anzahl;FEST;GANZ;0",
    "K;QEI;FACH-SCHL;ZI-WERT;WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT",
    "D;03354;31.12.2024;46502;e;;0.0",
)
OWN: dict[str, tuple[str, bytes | str]] = {  # file -> action, content
    "latin.csv": ("READ", "AGS;Name;Wert\n03354;Lüchow-Dannenberg;1\n".encode("cp1252")),
    "mojibake.csv": ("WARN", flat(MEN).encode().decode("cp1252", "ignore")),
    "utf16_tabs.txt": ("READ", "AGS\tWert\n03354\t1,5\n".encode("utf-16")),
    "lost_umlaut.csv": ("WARN", "AGS;Name;Wert\n03354;L\ufffdchow-Dannenberg;1\n"),
    "nul.csv": ("ERROR", b"AGS;Wert\n03354;\0\0\n"),
    "header_only.csv": ("ERROR", FLAT),
    "broken_off.csv": (
        "ERROR",
        "GENESIS-Tabelle: 12612-01-01-4\nGeburten;;;;;\nLebendgeborene (Anzahl);;;;;\n"
        ";;;Insgesamt;männlich;weiblich\n2015;DG;Deutschland;737575;378478;359097\n2015;03354;Lü",
    ),
    "answer_of_the_service.csv": ("ERROR", '{"Status": {"Code": 104, "Content": "Keine Objekte", "Type": "Fehler"}}'),
    "table_named_xlsx.xlsx": ("WARN", "AGS;Wert\n03354;1\n"),
    "page_named_xls.xls": (
        "WARN",
        "<html><table><tr><th>AGS</th><th>Wert</th></tr><tr><td>03354</td><td>7</td></tr></table></html>",
    ),
    "comma_for_both.csv": ("ERROR", "AGS,Name,Quote\n03354,Musterkreis,7,25\n"),
    "semicolon_in_text.csv": ("ERROR", "AGS;Name;Wert\n03354;Hort; Krippe;3\n"),
    "sep_line.csv": ("READ", "sep=;\nAGS;Wert\n03354;1\n"),
    "rounded_key.csv": ("ERROR", "ARS;Name;Wert\n3,35454E+10;Gartow;5\n"),
    "unknown_key.csv": ("ERROR", "AGS;Name;Wert\n03398;Nirgendwo;5\n"),
    "key_twice.csv": ("ERROR", "AGS;Jahr;Wert\n03354;2023;4\n03354;2023;6\n"),
    "english_thousands.csv": ("ERROR", "Schluessel;Faelle;HZ\n03354;3,210;6,544.2\n03355;4,117;2,305.1\n"),
    "four_kinds_of_nothing.csv": ("READ", "AGS;Jahr;Wert\n03354;2020;\n03354;2021;0\n03354;2022;-\n03354;2023;12\n"),
    "shares_and_percent.csv": ("ERROR", "AGS;Jahr;Quote\n03354;2020;0,115\n03354;2021;11,5\n03354;2022;11,8 %\n"),
    "errors_of_excel.csv": ("ERROR", "AGS;Wert\n03354;#NV\n03355;#DIV/0!\n"),
    "true_minus.csv": ("READ", "AGS;Saldo\n03354;\u221217\n03355;8\n"),
    "other_day.csv": ("WARN", "AGS;Zeit;KitaKinder\n03354;15.03.2008;1500\n03354;01.03.2009;1480\n"),
    "year_to_come.csv": ("ERROR", "AGS;Jahr;Wert\n03354;2304;1\n"),
    "few_people.csv": ("PROTECT", "AGS;Hilfeart;Faelle\n03354005;Heimerziehung;2\n03354018;Heimerziehung;9\n"),
    "formula.csv": ("READ", 'AGS;Bemerkung;Wert\n03354;=SUMME(A1);1\n03355;"@x";2\n'),
    "out_of_its_folder.zip": ("REJECT", zipped("../../weg.csv")),
    "questions_for_names.csv": (
        "ERROR",
        '"Antwort ID";"Datum abgeschickt";"Wie alt sind Sie?"\n"1";"2026-03-02";"40"\n',
    ),
    "survey.csv": (
        "READ",
        '"id";"submitdate";"lastpage";"startlanguage";"Q1"\n'
        '"1";"2026-03-02 10:11:12";"3";"de";"A2"\n"2";"";"1";"de";"A1"\n',
    ),
    "spss.sav": ("READ", spss()),
    "text_for_numbers.xlsx": ("ERROR", workbook(["AGS", "Wert"], ["03354", "ca. 12"], ["03355", "7*"])),
    "hidden_row.xlsx": ("WARN", workbook(["AGS", "Wert"], ["03354", 3], ["03355", 4], hidden_row=3)),
    "two_tables.xlsx": ("ERROR", workbook(["AGS", "Wert"], ["03354", 3], [], [], ["AGS", "Quote"], ["03354", 4.5])),
    "school_year_as_day.xlsx": (
        "ERROR",
        workbook(["AGS", "Schuljahr", "Wert"], ["03354", date(2019, 2, 1), 3], ["03355", date(2019, 2, 1), 4]),
    ),
    "starts_at_b4.xlsx": (
        "READ",
        workbook(more=[("B4", "AGS"), ("C4", "Wert"), ("B5", "03354"), ("C5", 30), ("B6", "03355"), ("C6", 40)]),
    ),
    "inkar_export.csv": (
        "READ",
        'Kennziffer;Raumeinheit;Aggregat;Quote;Quote\n;;;2016;2017\n"03354";"Lüchow-Dannenberg";"Landkreis";"10,1";"9,8"\n',
    ),
    "stars_of_the_agency.csv": ("READ", "Gemeinde;SVB\nGartow, Flecken;489\nHöhbeck;*\nPrezelle; -\n"),
    "cube.csv": ("READ", CUBE),
    "old_line_ends.csv": ("READ", "AGS;Wert\r03354;1\r"),
    "remark_above.csv": ("READ", "\n# Ausgabe des Fachdienstes\nAGS;Wert\n\n03354;1\n"),
}
