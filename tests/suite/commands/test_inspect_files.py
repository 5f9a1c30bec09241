"""`isp pruefen`: an answer for every file, the same checks as the build, and words a clerk understands."""

import json
from pathlib import Path

import openpyxl
import pytest

from isp_utils.intake.messages import error, grouped, info, reject
from isp_utils.intake.reading import Reading
from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.build.deliveries import read_deliveries
from isp_utils.suite.build.set_aside import faulty_files, notice
from isp_utils.suite.command import main
from isp_utils.suite.commands.file_report import as_text
from tests.intake.samples import TABLES, flat, inkar_table


@pytest.fixture(scope="module")
def catalogue():
    return load()


def flat_of(*figures):
    return flat(*(("03354", *figure, "Anzahl") for figure in figures))


BOTH = (("GESM", "männlich", "22695"), ("GESW", "weiblich", "23807"))
FILES = {  # source/file -> content, what stops the build
    "regionalstatistik/flat.csv": (flat_of(*BOTH, ("", "Insgesamt", "46502")), ""),
    "regionalstatistik/sum.csv": (flat_of(*BOTH, ("", "Insgesamt", "46902")), "ergeben 46502 statt 46902"),
    "regionalstatistik/minus.csv": (flat_of(("", "Insgesamt", "-46502")), "liegt außerhalb"),
    "regionalstatistik/other_form.csv": (flat_of(*BOTH).replace("12411", "12612"), "holen regionalstatistik --tabelle"),
    "regionalstatistik/table.csv": (TABLES["12612-01-01-4"], ""),
    "jugendamt/tabelle.csv": ("AGS;Jahr;Faelle\n03354;2024;12\n", "noch keine Zuordnung"),
    "inkar/bildung.parquet": (inkar_table(), ""),
}


@pytest.mark.parametrize("name", FILES)
def test_the_build_and_the_command_say_the_same(name, tmp_path, catalogue, capsys):
    content, said = FILES[name]
    path = tmp_path / "data" / "raw" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["pruefen", str(path)]) == (2 if said else 0)
    assert said in capsys.readouterr().out
    if said:
        with pytest.raises(InputError, match=said):
            read_deliveries(Store(tmp_path), catalogue, [path])
    else:
        assert len(read_deliveries(Store(tmp_path), catalogue, [path]).facts)


@pytest.mark.parametrize("number", ["12999", "12999-01-01-4"])
def test_a_table_that_nobody_needs_is_no_fault(number, tmp_path, catalogue, capsys):
    """Neither for the command nor for the run: the others are used, and the run ends with 0."""
    text = flat_of(*BOTH) if number == "12999" else TABLES["12612-01-01-4"]
    store = Store(tmp_path)
    paths = [store.raw / "regionalstatistik" / name for name in ("a.csv", "unneeded.csv")]
    paths[0].parent.mkdir(parents=True)
    paths[0].write_text(flat_of(*BOTH), encoding="utf-8")
    paths[1].write_text(text.replace("12411", number).replace("12612-01-01-4", number), encoding="utf-8")
    assert main(["pruefen", str(paths[1])]) == 0
    said = capsys.readouterr().out
    assert "wird nicht gebraucht" in said
    assert f"Kein Bericht braucht diese Tabelle (»{number}«)" in said
    for strict in (False, True):
        aside = read_deliveries(store, catalogue, paths, strict).set_aside
        assert [one.public for one in aside] == [{"file": "regionalstatistik/unneeded.csv", "instead": "unneeded"}]
        assert faulty_files(one.public for one in aside) == ()
        assert notice(aside[0]) == [
            "Nicht verwendet: regionalstatistik/unneeded.csv. Kein Bericht braucht diese Tabelle.",
            "  Es ist nichts zu tun: Die Datei kann liegen bleiben oder aus dem Ordner genommen werden.",
        ]
    with pytest.raises(InputError, match="kein Bericht braucht diese Tabelle"):
        read_deliveries(store, catalogue, paths[1:])


def test_a_template_outside_its_folder_is_known_by_itself(tmp_path, catalogue, capsys):
    path = tmp_path / "vorlage.xlsx"
    template = template_of(catalogue.sources["jugendamt"], catalogue, "03354")
    write_template(template, asked_rows(template, 2024), path)
    book = openpyxl.load_workbook(path)
    book["Daten"]["G2"] = -5
    book.save(path)
    assert main(["pruefen", str(path)]) == 2
    assert "liegt außerhalb" in capsys.readouterr().out


def test_a_template_that_names_no_source_is_refused(tmp_path, catalogue, capsys):
    path = tmp_path / "vorlage.xlsx"
    template = template_of(catalogue.sources["jugendamt"], catalogue, "03354")
    write_template(template, asked_rows(template, 2024).assign(value="5"), path)
    book = openpyxl.load_workbook(path)
    book["Erläuterung"]["B1"] = "Jugendamt"
    book.save(path)
    assert main(["pruefen", str(path)]) == 2
    assert "Eine Quelle »Jugendamt« gibt es nicht. Meinten Sie »jugendamt«?" in capsys.readouterr().out


def test_a_table_that_one_source_knows_is_checked_by_it(tmp_path, capsys):
    path = tmp_path / "flat.csv"
    path.write_text(FILES["regionalstatistik/sum.csv"][0], encoding="utf-8")
    assert main(["pruefen", str(path)]) == 2
    out = capsys.readouterr().out
    assert "Zeile 4: Männer und Frauen ergeben" in out


def test_the_source_is_asked_for_where_it_would_help(tmp_path, capsys):
    path = tmp_path / "tabelle.csv"
    path.write_text("AGS;Jahr;Faelle\n03354;2022;1\n03354;2023;2\n03354;2024;?\n", encoding="utf-8")
    assert main(["pruefen", str(path)]) == 2
    assert "--quelle" in capsys.readouterr().out
    path.write_text("AGS;Jahr;Faelle\n03354;2024;12\n", encoding="utf-8")
    assert main(["pruefen", str(path)]) == 0
    assert "--quelle" in capsys.readouterr().out
    assert main(["pruefen", "--quelle", "lsn", str(path)]) == 0


def test_the_source_is_not_asked_for_where_the_file_says_its_office(tmp_path, capsys):
    path = tmp_path / "flat.csv"
    path.write_text(flat_of(("GESM", "männlich", "22x95"), BOTH[1]), encoding="utf-8")
    assert main(["pruefen", str(path)]) == 2
    out = capsys.readouterr().out
    assert "Zeile 2: »22x95« ist keine Zahl" in out
    assert "--quelle" not in out


def test_one_bad_file_does_not_end_the_others(tmp_path, capsys, monkeypatch):
    def broken(*given):
        raise KeyError("unforeseen")

    monkeypatch.setattr("isp_utils.intake.inbox.read_export", broken)
    texts = {"a.csv": "AGS;Wert\n03354;1\n", "b.csv": "Kennziffer;Raumeinheit;Aggregat;A\n;;;2016\n03354;x;Kreise;1\n"}
    for name, text in (texts | {"c.csv": texts["a.csv"]}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["pruefen", "--json", *(str(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv"))]) == 2
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["action"] for answer in answers] == ["READ", "ERROR", "READ"]
    assert "Bitte der Person melden" in answers[1]["messages"][0]["text"]


def test_a_folder_stands_for_the_deliveries_in_it(tmp_path, capsys):
    for name in ("b.csv", "a.csv", "~$a.xlsx", "LIESMICH.md"):
        (tmp_path / name).write_text("AGS;Wert\n03354;1\n", encoding="utf-8")
    (tmp_path / "leer").mkdir()
    assert main(["pruefen", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert [line.split(":")[0] for line in said.splitlines() if line.startswith(str(tmp_path))] == [
        str(tmp_path / name) for name in ("a.csv", "b.csv")
    ]
    assert main(["pruefen", str(tmp_path / "leer")]) == 2
    assert "Das ist ein Ordner, und in ihm liegt keine Lieferung" in capsys.readouterr().out


def test_of_a_folder_of_folders_one_is_named(tmp_path, capsys):
    for name in ("jugendamt", "vhs"):
        (tmp_path / name).mkdir()
    (tmp_path / "vhs" / "a.csv").write_text("AGS;Wert\n03354;1\n", encoding="utf-8")
    assert main(["pruefen", str(tmp_path)]) == 2
    assert f"Bitte eine Datei oder ihren Ordner nennen, z. B. {tmp_path / 'vhs'}." in capsys.readouterr().out


def test_a_path_with_blanks_may_be_typed_without_quotation_marks(tmp_path, capsys):
    folder = tmp_path / "Ältere Zahlen 2023"
    folder.mkdir()
    for name in ("a.csv", "b c.csv"):
        (folder / name).write_text("AGS;Wert\n03354;1\n", encoding="utf-8")
    torn = [*str(folder / "b c.csv").split(" "), "fehlt.csv", *str(folder / "a.csv").split(" ")]
    assert main(["pruefen", "--json", *torn]) == 2
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["file"] for answer in answers] == [str(folder / "b c.csv"), "fehlt.csv", str(folder / "a.csv")]
    assert [answer["action"] for answer in answers] == ["READ", "ERROR", "READ"]


NO_WORKBOOKS = {
    "a letter": ("zahlen.xlsx", "Liebe Kollegin,\nanbei die Zahlen.\n", ("sondern einfacher Text.", "nur eine Spalte")),
    "a web page": ("zahlen.xls", "<html><body><table><tr><td>a</td></tr></table></body></html>", ("Internetseite",)),
}


@pytest.mark.parametrize(("name", "text", "said"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_what_bears_the_name_of_a_workbook_and_is_none_is_told_as_what_it_is(name, text, said, tmp_path, capsys):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["pruefen", str(tmp_path / name)]) == 2
    told = capsys.readouterr().out
    assert f"Fehler: Die Datei heißt {Path(name).suffix}, ist aber keine Excel-Mappe, sondern" in told
    assert "»Speichern unter« als Excel-Arbeitsmappe (.xlsx) speichern" in told
    assert all(words in told for words in said)


def test_a_workbook_that_broke_off_while_it_was_copied_is_called_a_workbook(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["Gebiet", "2025"])
    book.save(tmp_path / "ganz.xlsx")
    content = (tmp_path / "ganz.xlsx").read_bytes()
    (tmp_path / "halb.xlsx").write_bytes(content[: len(content) // 2])
    (tmp_path / "nichts.xlsx").write_bytes(bytes(5000))
    assert main(["pruefen", str(tmp_path / "halb.xlsx"), str(tmp_path / "nichts.xlsx")]) == 2
    said = capsys.readouterr().out
    assert "Die Excel-Mappe ist beschädigt oder nur zum Teil kopiert. Bitte noch einmal kopieren" in said
    assert "ZIP" not in said
    assert "einfacher Text" not in said


def test_tables_on_hidden_sheets_alone_are_said_to_be_hidden(tmp_path, capsys):
    book = openpyxl.Workbook()
    for row in (["Gebiet", "2024", "2025"], ["03354", 1, 2], ["03355", 3, 4]):
        book.active.append(row)
    book.active.title, book.active.sheet_state = "Zahlen 2025", "hidden"
    book.create_sheet("Deckblatt")["A1"] = "Deckblatt"
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    assert main(["pruefen", str(tmp_path / "a.xlsx")]) == 2
    assert "Zahlen stehen nur auf ausgeblendeten Blättern: Zahlen 2025. Bitte einblenden und speichern." in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("word", ["befragung", "befragung_familien", "akteure", "befragung_akteure"])
def test_the_sheet_for_answers_is_found_by_the_name_of_its_folder_and_refused_while_it_is_empty(word, tmp_path, capsys):
    assert main(["vorlage", word, "--kreis", "03354", "--ziel", str(tmp_path / "meine Vorlagen")]) == 0
    (path,) = (tmp_path / "meine Vorlagen").iterdir()
    assert f'python run_all.py pruefen "{path}"' in capsys.readouterr().out
    assert main(["pruefen", str(path)]) == 2
    assert "Die Vorlage ist nicht ausgefüllt: Unter dem Kopf steht noch kein Fragebogen." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["~$vorlage.xlsx", ".~lock.vorlage.ods#"])
def test_a_lock_file_is_called_one(name, tmp_path, capsys):
    (tmp_path / name).write_bytes(b"\x05Petra")
    assert main(["pruefen", str(tmp_path / name)]) == 2
    assert "Das ist nur die Sperrdatei" in capsys.readouterr().out


def test_nothing_is_said_twice_and_counts_agree_with_their_noun():
    refused = Reading("a.csv", "", messages=(reject("Abgelehnt: die Datei enthält Einzelfälle.").message,))
    assert "Abgelehnt: Die Datei" in as_text("a.csv", refused)
    assert as_text("a.csv", Reading("a.csv", "tabelle", rows=1)) == "a.csv: gelesen, 1 Zeile"
    assert as_text("a.csv", Reading("a.csv", "tabelle", rows=2)) == "a.csv: gelesen, 2 Zeilen"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("der Wert fehlt.", "Der Wert fehlt."),
        ("vorlage_jugendamt_2025.xlsx enthält Namen.", "vorlage_jugendamt_2025.xlsx enthält Namen."),
        ("daten.csv fehlt.", "daten.csv fehlt."),
        ("hilfen_zur_erziehung fehlt.", "hilfen_zur_erziehung fehlt."),
        ("inobhutnahmen, 03354: fehlt.", "inobhutnahmen, 03354: fehlt."),
    ],
)
def test_a_sentence_begins_with_a_capital_and_a_name_stays_as_it_is(text, said):
    assert as_text("a.csv", Reading("a.csv", "", messages=(error(text, 2),))).endswith(f"Fehler: Zeile 2: {said}")


def test_equal_faults_of_a_column_are_said_once():
    faults = [error(f"»x{row}« ist keine Zahl.", row, f"B{row}") for row in range(2, 12)]
    others = [error("»y« ist keine Zahl.", 3, "C3"), info("Nur eine Notiz.")]
    lines = as_text("a.xlsx", Reading("a.xlsx", "", messages=grouped((*faults, *others)))).splitlines()
    assert len(lines) == 5
    assert lines[1] == "  Fehler: Zelle B2: »x2« ist keine Zahl."
    assert "Ebenso an 8 weiteren Stellen: Zelle B5, Zelle B6" in lines[3]
