"""The command line: German words for wrong calls, and exit codes."""

import re
import sys

import pandas as pd
import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.store import PACKAGE, Store
from isp_utils.suite.arguments import asked_year
from isp_utils.suite.chosen import counties_of, refuse_far_years
from isp_utils.suite.command import _commands, main
from tests.musterkreis import NO_FIGURES
from tests.workplace import ROOT, command_in

SHIPPED = load()


@pytest.fixture
def answer(built, monkeypatch, capsys):
    """Runs a command in the fictive workplace: exit code, what it said, what it complained of."""
    monkeypatch.setenv("ISP_HOME", str(built.home))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_changes_before_the_first_run_say_what_to_do(answer):
    code, _, complaint = answer("aenderungen")
    assert code == 2
    assert "noch keinen aufbewahrten Lauf" in complaint
    assert "run_all.py" in complaint


def test_without_dask_the_scheduler_is_refused_before_anything_is_reckoned(answer, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, said, complaint = answer("--kreis", "03999", "--scheduler", "tcp://host:8786")
    assert code == 2
    assert "pip install distributed" in complaint
    assert "Zahlen:" not in said


WRONG_CALLS = {
    "unknown option": (
        ("--kries", "03999"),
        "Falscher Aufruf: unbekannte Angabe: --kries 03999. Meinten Sie »--kreis«",
    ),
    "option with two letters exchanged": (("--jarh", "2022"), "--jarh 2022. Meinten Sie »--jahr«? Hilfe: python"),
    "option with a letter too many": (("--offnen",), "unbekannte Angabe: --offnen. Meinten Sie »--offen«?"),
    "option that is cut off": (("--krei", "03999"), "unbekannte Angabe: --krei 03999. Meinten Sie »--kreis«?"),
    "option that is cut off, with its value": (("--krei=03999",), "--krei=03999. Meinten Sie »--kreis«?"),
    "option of a command, misspelt": (("pruefen", "x.csv", "--quele", "lsn"), "--quele lsn. Meinten Sie »--quelle«?"),
    "report that stands for a command": (
        ("jugendhilfe",),
        "Diesen Bericht allein erstellt: python run_all.py --nur jug",
    ),
    "delivery that stands for a command": ((__file__,), f"Diese Datei prüft: python run_all.py pruefen {__file__}"),
    "command that nothing is near": (("hilfe!",), "Alle Befehle: python run_all.py --help"),
    "changes of a county that is none": (("aenderungen", "--kreis", "Musterkrei"), "Meinten Sie 03999"),
    "changes of runs with a year that never were": (
        ("aenderungen", "--kreis", "Musterkreis", "--jahr", "1990"),
        "noch keinen aufbewahrten Lauf mit --jahr 1990. Bitte zuerst »python run_all.py --jahr 1990« ausführen.",
    ),
    "list of runs that never were": (("aenderungen", "--jahr", "1990", "--liste"), "mit --jahr 1990"),
    "questionnaire without its verb": (("befragung", "familien"), "Aufruf: python run_all.py befragung anlegen NAME"),
    "county to be written that is none": (("katalog", "kreis", "99999"), "»99999« ist kein Kreis von heute."),
    "committee of a county without any": (
        ("gremium", "kreistag", "--kreis", "03901"),
        "In gremien.toml im Ordner des Kreises (catalogue/counties/<Schlüssel>) steht noch kein Gremium.",
    ),
    "option that nothing is near": (("--xyz",), "unbekannte Angabe: --xyz. Hilfe: python run_all.py --help"),
    "option behind a dash of a word processor": (
        ("–kreis", "03999"),
        "»–kreis« beginnt mit einem Gedankenstrich, eine",
    ),
    "unknown command": (("lauff",), "Unbekannter Befehl »lauff«. Meinten Sie »lauf«?"),
    "option without value": (("--kreis",), "Falscher Aufruf: --kreis: eine Angabe fehlt"),
    "year that is none": (("--jahr", "zwanzig"), "--jahr: »zwanzig« ist kein Jahr mit vier Ziffern"),
    "year without its century": (("--jahr", "22"), "--jahr: »22« ist kein Jahr mit vier Ziffern"),
    "year that has not begun": (("--jahr", "2222"), "»2222« ist kein Jahr mit vier Ziffern, das schon begonnen hat"),
    "number that is none": (("--jobs", "zwei"), "--jobs: keine ganze Zahl: 'zwei'"),
    "report that is none": (
        ("--nur", "jugendhife"),
        "--nur: den Bericht »jugendhife« gibt es nicht. Meinten Sie »jugendhilfe«?",
    ),
    "no report at all": (("--nur", ","), "--nur nennt keinen Bericht. Möglich sind: "),
    "year before all figures": (("--kreis", "03999", "--jahr", "1950"), "--jahr 1950: Zahlen gibt es für die Jahre"),
    "unknown county": (("--kreis", "03345"), "--kreis: »03345« ist kein Kreis von heute."),
    "county of former days": (("--kreis", "03156"), "ist kein Kreis von heute"),
    "half a name of a county": (
        ("--kreis", "Musterkrei"),
        "»Musterkrei« ist kein Kreis von heute. Meinten Sie 03999",
    ),
    "part of the catalogue": (("katalog", "ausnahme"), "»ausnahme« ist unbekannt. Meinten Sie »ausnahmen«?"),
    "no part of the catalogue": (("katalog", "quatsch"), "»quatsch« ist unbekannt. Erlaubt sind: ausnahmen, kreis."),
    "half an option": (("--o",), "unbekannte Angabe: --o. Meinten Sie »--ohne-demo« oder »--offen«?"),
    "county without figures": (("--kreis", NO_FIGURES), f"({NO_FIGURES}) liegt in data/raw noch keine einzige Zahl"),
    "analyses of several counties": (
        ("--kreis", "03999", "--kreis", "03901", "--analysen"),
        "Freie Analysen entstehen nur für einen einzelnen Kreis",
    ),
    "jobs that are none": (("--kreis", "03999", "--jobs", "0"), "--jobs 0: mindestens ein Notebook"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_a_wrong_call_is_answered_in_german_with_exit_code_2(answer, arguments, said):
    code, _, complaint = answer(*arguments)
    assert code == 2
    assert said in complaint
    assert "Traceback" not in complaint
    assert not {"unrecognized", "expected", "invalid", "usage"} & set(complaint.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("vorlage", "jugendamt"),
        ("vorlage", "konferenz"),
        ("vorlage", "massnahmen"),
        ("vorlage", "gremien"),
        ("gremium", "fachausschuss"),
    ],
    ids=" ".join,
)
def test_a_target_below_a_file_is_refused(answer, tmp_path, arguments):
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    code, _, complaint = answer(*arguments, "--ziel", str(tmp_path / "brief.txt" / "neu"))
    assert code == 2
    assert "lässt sich nicht anlegen. Bitte mit --ziel einen anderen Ort angeben." in complaint


@pytest.mark.parametrize(("form", "folder"), [("konferenz", "konferenzen"), ("massnahmen", "massnahmen")])
def test_forms_of_a_county_say_into_which_folder_they_go(answer, tmp_path, form, folder):
    code, said, _ = answer("vorlage", form, "--ziel", str(tmp_path / "formulare"))
    assert code == 0
    assert f"legen: data/raw/{folder}/03999 (fehlt der Ordner, bitte anlegen)" in said


def test_a_questionnaire_is_not_written_in_the_place_of_a_file(tmp_path, capsys):
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    assert command_in(ROOT, "befragung", "anlegen", "familien", "--ziel", str(tmp_path / "brief.txt")) == 2
    assert "brief.txt lässt sich nicht anlegen." in capsys.readouterr().err


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"Integrierte Sozialplanung \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_help_is_german_and_names_every_option(built, monkeypatch, capsys):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert not {"usage:", "options:", "arguments:", "show"} & set(text.split())
    for word in (
        "Aufruf: run_all.py",
        "Optionen:",
        "--kreis",
        "--jahr",
        "--nur",
        "--neu",
        "--ohne-demo",
        "--jobs",
        "--scheduler",
        "--offen",
        "Alle Befehle",
    ):
        assert word in text


def test_the_catalogue_is_listed(answer):
    code, said, _ = answer("katalog")
    assert code == 0
    assert "betreuungsquote_u3" in said
    assert said.splitlines()[-1] == "11 Kennzahlen, 3 Quellen"


def test_the_laboratory_starts_beside_the_suite_and_takes_further_words(answer, monkeypatch):
    calls: list[tuple[list[str], dict[str, str]]] = []
    ended = "isp_utils.suite.commands.laboratory.wait_for_its_end"
    monkeypatch.setattr(ended, lambda command, env: calls.append((command, env)) or 7)
    assert answer("labor", "--no-browser")[0] == 7
    command, environment = calls[0]
    assert command[1:4] == ["-m", "jupyter", "lab"]
    assert command[-1] == "--no-browser"
    assert environment["PYTHONPATH"] == str(PACKAGE.parent)


def test_counties_are_chosen_by_key_group_or_both_each_once():
    assert counties_of(["03354", "03355", "03354"], SHIPPED) == ["03354", "03355"]
    niedersachsen = counties_of(["niedersachsen"], SHIPPED)
    assert len(niedersachsen) == 45
    assert "03156" not in niedersachsen
    assert len(counties_of(["alle", "03354"], SHIPPED)) == 400


@pytest.mark.parametrize(
    ("word", "land"), [("schleswig_holstein", "01"), ("baden_wuerttemberg", "08"), ("berlin", "11")]
)
def test_the_name_of_any_land_stands_for_its_kreise(word, land):
    found = counties_of([word], SHIPPED)
    assert found
    assert found == [key for key in counties_of(["alle"], SHIPPED) if key.startswith(land)]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Kiel", "01002"),
        ("Landkreis Nordfriesland", "01054"),
        ("rendsburg-eckernfoerde", "01058"),
        ("Brandenburg an der Havel", "12051"),
    ],
)
def test_a_county_is_chosen_by_its_name_where_no_other_has_it(word, key):
    assert counties_of([word], SHIPPED) == [key]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("niedersachen", "»niedersachen« ist kein Kreis von heute. Meinten Sie »niedersachsen«"),
        ("Nordfrisland", "Meinten Sie 01054 (Nordfriesland)"),
        ("Eckernförde", "Meinten Sie 01058 (Rendsburg-Eckernförde)?"),
        ("Leipzig", "»Leipzig« heißen mehrere. Bitte den Schlüssel angeben: 14713 (Leipzig, Stadt); 14729 (Leipzig)."),
        ("01045", "Meinten Sie 01054 (Nordfriesland) oder"),
        ("1054", "Meinten Sie 01054 (Nordfriesland) oder"),
        ("quatsch", "»quatsch« ist kein Kreis von heute. Eingerichtet: "),
        ("", "»« ist kein Kreis von heute."),
    ],
)
def test_a_county_is_suggested(word, said):
    with pytest.raises(InputError) as refused:
        counties_of([word], SHIPPED)
    assert said in str(refused.value)


def test_a_year_far_from_all_figures_is_refused_before_anything_is_reckoned(answer, built, tmp_path):
    first = min(year_of(period) for period in own_figures(built)["period"].unique())
    code, said, complaint = answer("--kreis", "03999", "--jahr", str(first - 1))
    assert (code, said) == (2, "")
    assert f"--jahr {first - 1}: Zahlen gibt es für die Jahre {first} bis" in complaint
    assert "Ist eine ältere Lieferung dazugekommen, bitte zuerst ohne --jahr" in complaint
    refuse_far_years(first - 1, Store(tmp_path), ["03999"])  # where nothing was built yet nobody knows


def own_figures(store: Store) -> pd.DataFrame:
    """Figures of the fictive county, as the last build left them."""
    table = store.indicators()
    return table[(table["region"] == "03999") & table["value"].notna()]


def test_a_year_behind_all_figures_may_have_come_since_the_last_build(built):
    last = max(year_of(period) for period in own_figures(built)["period"].unique())
    refuse_far_years(last + 1, built, ["03999"])


@pytest.mark.parametrize("newest", ["0", "2020"])
def test_no_year_is_the_newest_one(newest):
    assert asked_year(newest) == int(newest)


@pytest.mark.parametrize("command", _commands())
def test_the_help_of_every_command_is_german(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    text = capsys.readouterr().out
    assert text.startswith("Aufruf: run_all.py")
    assert not {"usage:", "options:", "arguments:", "show"} & set(text.split())
