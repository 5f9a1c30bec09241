"""What the run refuses or asks back, `pruefen` refuses or asks back in the same words, and the other way round."""

import shutil

import pytest

from isp_utils.intake.facts.unread import NOT_NEEDED
from isp_utils.intake.template.words import HEAD
from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.build.build import build
from isp_utils.suite.build.deliveries import read_deliveries
from isp_utils.suite.build.sealed import sealed
from isp_utils.suite.build.surveys import survey_tables
from isp_utils.suite.job import Inputs, take_in
from tests.intake.shared import DATA, needs_data
from tests.musterkreis import KREIS, NORD, SUED, Row, deliver, sidecar, write_workplace
from tests.workplace import command_in

HELP = "hilfen_zur_erziehung"


def is_said(reason, said):
    """Whether the first line of a refusal stands in what the command printed, which begins sentences with a capital."""
    return reason.splitlines()[0].split(": ", 1)[-1][1:] in said


def refusal(home, path):
    """Why the run cannot use a file that lies there alone; empty where it can."""
    try:
        read_deliveries(Store(home), load(), [path])
    except InputError as fault:
        return str(fault)
    return ""


def in_folder(home, name, text):
    """A file in a folder of data/raw."""
    path = home / "data" / "raw" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_of_no_source(tmp_path, capsys):
    path = in_folder(tmp_path, "jugendampt/a.csv", "AGS;Jahr;Faelle\n03354;2024;12\n")
    assert command_in(tmp_path, "pruefen", str(path)) == 2
    said = capsys.readouterr().out
    with pytest.raises(InputError) as refused:
        read_deliveries(Store(tmp_path), load(), [path])
    assert is_said(str(refused.value), said)


@pytest.mark.parametrize("name", ["vorlage.xlsx", "jugendamt/2024/vorlage.xlsx"])
def test_a_file_where_no_run_reads_it(name, tmp_path, capsys):
    home = write_workplace(tmp_path)
    store, path = Store(home), home / "data" / "raw" / name
    seen = load(store.catalogue)
    template = template_of(seen.sources["jugendamt"], seen, KREIS)
    write_template(template, asked_rows(template, 2024).assign(value="60"), path)
    assert command_in(home, "pruefen", str(path)) == 2
    assert "dort liest sie kein Lauf. Bitte in den Ordner data/raw/jugendamt legen." in capsys.readouterr().out
    lines: list[str] = []
    unused, _ = take_in(store, seen, [], Inputs(), lines.append)
    assert unused == [name]
    assert any(line.startswith(f"Nicht verwendet: data/raw/{name}. Die Datei liegt") for line in lines)


def test_a_wave_without_its_side_file(tmp_path, capsys):
    store = Store(tmp_path)
    survey_tables(store, load(), with_demo=True)  # writes made-up waves
    made_up = sorted((store.internal / "demo" / "befragung_familien").glob("*.csv"))[0]
    path = in_folder(tmp_path, "befragung_familien/welle.csv", made_up.read_text(encoding="utf-8"))
    assert command_in(tmp_path, "pruefen", str(path)) == 2
    said = capsys.readouterr().out
    _, faulty = survey_tables(store, load(), with_demo=False)
    assert [one.file for one in faulty] == ["befragung_familien/welle.csv"]
    assert is_said(faulty[0].reason, said)


@needs_data
@pytest.mark.parametrize("name", ["13211-01-03-4_00.csv", "12411-08-01-4_00.csv"])
def test_a_real_table_of_an_office(name, tmp_path, capsys):
    path = tmp_path / "data" / "raw" / "regionalstatistik" / name
    path.parent.mkdir(parents=True)
    shutil.copy(DATA / "regionalstatistik" / name, path)
    code = command_in(tmp_path, "pruefen", str(path))
    said = capsys.readouterr().out
    reason = refusal(tmp_path, path)  # without any other file there are no reports, also where nothing is wrong with it
    assert code == (2 if reason and NOT_NEEDED not in reason else 0)
    assert not reason or is_said(reason, said)


@pytest.fixture
def store(tmp_path):
    """A workplace in which the Jugendamt has delivered six years."""
    found = Store(write_workplace(tmp_path))
    figures = [
        Row(HELP, area, year, count + year % 3)
        for year in range(2018, 2024)
        for area, count in ((KREIS, 60), (NORD, 40), (SUED, 20))
    ]
    figures = [row for row in figures if row.region != KREIS]
    figures += [Row(HELP, KREIS, year, 60 + 2 * (year % 3)) for year in range(2018, 2024)]
    deliver(found.home, "jugendamt/frueher", figures)
    build(found, load(found.catalogue), say=lambda text: None)
    return found


def test_two_files_that_contradict_each_other(store, capsys):
    path = deliver(store.home, "jugendamt/anders", [Row(HELP, KREIS, 2023, 99)])
    assert command_in(store.home, "pruefen", str(path)) == 2
    said = capsys.readouterr().out
    told = next(line for line in said.splitlines() if "steht mit anderem Wert in jugendamt/frueher.csv" in line)
    lines: list[str] = []
    assert build(store, load(store.catalogue), say=lines.append).set_aside == ("jugendamt/anders.csv",)
    assert told.split("Fehler: ")[1][1:] in "\n".join(lines)


def test_questions_are_the_same_and_refuse_nothing(store, capsys):
    new = [Row(HELP, KREIS, 2024, 310), Row(HELP, NORD, 2024, 250), Row(HELP, SUED, 2024, 150)]
    path = deliver(store.home, "jugendamt/neu", new)
    path.with_suffix(".toml").write_text(sidecar("neu").replace("2024-06-30", "2025-06-30"), encoding="utf-8")
    assert command_in(store.home, "pruefen", str(path)) == 0
    said = capsys.readouterr().out
    questions = [line.split("Rückfrage: ", 1)[1] for line in said.splitlines() if "Rückfrage: " in line]
    assert any("ergeben zusammen 400" in text for text in questions)
    assert any("Ein solcher Sprung" in text for text in questions)
    lines: list[str] = []
    built = build(store, load(store.catalogue), say=lines.append)
    assert built.set_aside == ()
    assert {line for line in lines if line.startswith("Rückfrage")} == {
        f"Rückfrage zu jugendamt/neu.csv, {text}" for text in questions
    }
    public = (store.processed / "manifest.json").read_text(encoding="utf-8")
    assert "Teilgebiete" not in public
    assert "Sprung" not in public


def test_another_file_of_the_folder_counts_also_before_a_run_has_read_it(tmp_path, capsys):
    home = write_workplace(tmp_path)
    deliver(home, "jugendamt/frueher", [Row(HELP, KREIS, 2023, 62)])
    path = deliver(home, "jugendamt/neu", [Row(HELP, KREIS, 2024, 6200)])
    assert command_in(home, "pruefen", str(path)) == 0
    said = capsys.readouterr().out
    assert "6.200 nach 62 (2023), also 100-mal so viel" in said
    assert "keine andere Lieferung" not in said
    assert not (Store(home).internal / "gelesen").exists()


def test_while_a_run_goes_on_nothing_else_is_claimed(store, capsys, monkeypatch):
    monkeypatch.setattr("isp_utils.suite.build.sealed.recover", lambda store: False)  # as if another process ran
    path = store.home / "neu.csv"
    shutil.copy(store.raw / "jugendamt" / "frueher.csv", path)
    path.with_suffix(".toml").write_text(sidecar("neu"), encoding="utf-8")
    with sealed(store, [store.raw / "jugendamt"]):
        assert command_in(store.home, "pruefen", "--quelle", "jugendamt", str(path)) == 0
        assert command_in(store.home, "pruefen", str(store.raw / "jugendamt" / "frueher.csv")) == 2
    said = capsys.readouterr().out
    assert "Nicht prüfbar: Sprünge, verwechselte Jahre und ob es so viele Menschen dort gibt; gerade arbeitet" in said
    assert "noch keinen Lauf" not in said
    assert "noch keine andere" not in said
    assert "Gerade arbeitet ein Lauf; so lange sind die Lieferungen verschlossen." in said


@pytest.mark.parametrize("folder", [".", "data/raw/jugendamt"])
def test_a_template_saved_as_csv_is_refused_wherever_it_lies(folder, tmp_path, capsys):
    home = write_workplace(tmp_path)
    path = home / folder / "vorlage.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(";".join(HEAD) + f"\n{HELP} [{HELP}];{KREIS} Kreis;2024;insgesamt;;;60;;\n", encoding="utf-8")
    assert command_in(home, "pruefen", str(path)) == 2
    said = capsys.readouterr().out
    assert "Das ist nur das Blatt »Daten« einer Vorlage" in said
    assert "--quelle" not in said
    assert folder == "." or is_said(refusal(home, path), said)


def test_a_question_about_a_template_is_the_same_in_the_run(store, capsys):
    seen = load(store.catalogue)
    path = store.raw / "jugendamt" / "vorlage_jugendamt_2023.xlsx"
    template = template_of(seen.sources["jugendamt"], seen, KREIS)
    rows = asked_rows(template, 2024)
    write_template(template, rows.assign(value=rows["region"].map({KREIS: "64", NORD: "42", SUED: "22"})), path)
    assert command_in(store.home, "pruefen", str(path)) == 0
    (asked,) = [line for line in capsys.readouterr().out.splitlines() if "Rückfrage: " in line]
    assert "Zelle C2: Die Datei heißt »vorlage_jugendamt_2023.xlsx«" in asked
    for _ in range(2):  # also where nothing is new
        lines: list[str] = []
        assert build(store, seen, say=lines.append).set_aside == ()
        assert f"Rückfrage zu jugendamt/{path.name}, {asked.split('Rückfrage: ')[1]}" in lines


def test_what_could_not_be_checked_is_said_and_not_called_in_order(tmp_path, capsys):
    path = tmp_path / "tabelle.csv"
    path.write_text("AGS;Jahr;Faelle\n03354;2024;12\n", encoding="utf-8")
    assert command_in(tmp_path, "pruefen", str(path)) == 0
    said = capsys.readouterr().out
    assert "nicht in allem prüfbar" in said
    assert "Nicht prüfbar: ob die Suite die Zahlen zuordnen kann" in said
    assert "in Ordnung" not in said


def test_without_a_run_before_the_comparison_is_said_to_be_lacking(tmp_path, capsys):
    home = write_workplace(tmp_path)
    path = deliver(home, "jugendamt/neu", [Row(HELP, KREIS, 2024, 62)])
    assert command_in(home, "pruefen", str(path)) == 0
    said = capsys.readouterr().out
    assert said.count("Nicht prüfbar: ") == 2
