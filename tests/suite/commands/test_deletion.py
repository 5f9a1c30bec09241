"""`isp loeschen QUELLE`: what goes, what stays, and that nothing goes without a yes."""

import shutil

import pandas as pd
import pytest

from isp_utils.model.catalogue import load
from isp_utils.store import Store, write_text
from isp_utils.suite.build.build import build
from isp_utils.suite.build.register import record_release, released
from isp_utils.suite.command import main
from isp_utils.suite.commands import deletion
from tests.musterkreis import SUED

SOURCE = "gesundheitsamt"


@pytest.fixture
def store(built, tmp_path, monkeypatch) -> Store:
    """A workplace of one's own whose figures have been published once."""
    store = Store(shutil.copytree(built.home, tmp_path / "kopie"))
    record_release(store)
    monkeypatch.setenv("ISP_HOME", str(store.home))
    return store


def contents(store: Store) -> dict[str, bytes]:
    """Every file of a workplace."""
    return {str(path): path.read_bytes() for path in store.home.rglob("*") if path.is_file()}


def of_source(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the source that the tests delete."""
    return table[table["source"] == SOURCE]


def test_deliveries_and_all_that_was_made_from_them_go(store):
    assert main(["loeschen", SOURCE, "--ja"]) == 0
    assert not (store.raw / SOURCE).exists()
    left = {path.name: path.stat().st_size for path in store.processed.rglob("*") if path.is_file()}
    assert (left.pop("lauf.sperre"), list(left)) == (0, ["freigaben.parquet"])
    assert (store.raw / "statistik" / "geburten.csv").exists()


def test_the_next_build_knows_nothing_of_the_source(store):
    main(["loeschen", SOURCE, "--ja"])
    build(store, load(store.catalogue), say=lambda text: None)
    assert len(of_source(pd.read_parquet(store.internal / "facts.parquet"))) == 0
    assert "sprachauffaellig" not in set(store.indicators()["indicator"])
    assert "geburtenrate" in set(store.indicators()["indicator"])


def test_of_the_register_only_what_was_never_printed_is_forgotten(store):
    before = released(store).table
    assert SUED in set(of_source(before).query("not printed")["region"])  # 4 of 20
    main(["loeschen", SOURCE, "--ja"])
    after = released(store).table
    assert set(of_source(after)["printed"]) == {True}
    assert len(of_source(after)) == int(of_source(before)["printed"].sum())
    assert len(after) - len(of_source(after)) == len(before) - len(of_source(before))


def test_names_and_numbers_of_rows_are_said_and_no_figure(store, capsys):
    main(["loeschen", SOURCE, "--ja"])
    said = capsys.readouterr().out
    assert "data/raw/gesundheitsamt/schuleingang.csv: 6 Zeilen" in said
    assert f"data/processed/intern/facts.parquet: {612} Zeilen" in said
    assert "nie gedruckte Zahlen im Verzeichnis" in said
    assert "bis »python run_all.py« wieder gelaufen ist" in said
    assert SUED not in said


def test_what_lies_beside_a_delivery_is_counted_and_goes_with_it(store, capsys):
    write_text("", store.raw / SOURCE / "schuleingang.toml")
    deletion.delete([SOURCE], lambda question: "nein")
    said = capsys.readouterr().out
    assert "schuleingang.toml" not in said
    assert "dazu 1 Datei mit Herausgeber und Tabelle (.toml)" in said
    assert main(["loeschen", SOURCE, "--ja"]) == 0
    assert not (store.raw / SOURCE).exists()


def test_files_that_nobody_knows_by_name_are_counted_by_folder(store, capsys):
    for number in range(300):
        write_text("<svg/>", store.processed / "zeichnungen" / f"{number:064x}.svg")
        write_text("{}", store.internal / "gelesen" / f"{number:064x}.json")
    before = len(list((store.internal / "gelesen").iterdir()))
    deletion.delete([SOURCE], lambda question: "nein")
    said = capsys.readouterr().out
    assert "data/processed/zeichnungen/: 300 Dateien" in said
    assert f"data/processed/intern/gelesen/: {before} Dateien" in said
    assert len(said.splitlines()) < 40


@pytest.mark.parametrize("answer", ["nein", "", "j", "ja bitte"])
def test_without_a_yes_nothing_changes(store, capsys, answer):
    before = contents(store)
    assert deletion.delete([SOURCE], lambda question: answer) == 2
    assert contents(store) == before
    assert capsys.readouterr().out.endswith("Nichts gelöscht.\n")


def test_where_nobody_can_be_asked_nothing_changes(store):
    before = contents(store)

    def nobody(question: str) -> str:
        raise EOFError

    assert deletion.delete([SOURCE], nobody) == 2
    assert contents(store) == before


def test_a_yes_is_asked_for_and_taken(store):
    questions: list[str] = []
    assert deletion.delete([SOURCE], lambda question: questions.append(question) or " Ja ") == 0
    assert questions == ["Wirklich löschen? Zum Bestätigen »ja« eingeben: "]
    assert not (store.raw / SOURCE).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gesundheitsmat", "--ja"), "Die Quelle »gesundheitsmat« ist unbekannt. Meinten Sie »gesundheitsamt«?"),
        (("../raw", "--ja"), "Die Quelle »../raw« ist unbekannt."),
        ((), "Falscher Aufruf: es fehlt: QUELLE."),
    ],
)
def test_an_unknown_source_is_refused_and_nothing_changes(store, capsys, arguments, said):
    before = contents(store)
    assert main(["loeschen", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert contents(store) == before


def test_a_source_that_never_delivered_has_nothing_to_delete(store, capsys):
    before = contents(store)
    assert main(["loeschen", "jugendamt", "--ja"]) == 0
    assert "liegt nichts vor" in capsys.readouterr().out
    assert contents(store) == before


def test_tables_go_where_only_the_delivery_was_removed_by_hand(store):
    shutil.rmtree(store.raw / SOURCE)
    assert main(["loeschen", SOURCE, "--ja"]) == 0
    assert not (store.internal / "facts.parquet").exists()


def test_of_an_official_source_the_repository_keeps_its_files(store, capsys):
    assert main(["loeschen", "statistik", "--ja"]) == 0
    assert "bleiben dort" in capsys.readouterr().out


def test_a_file_in_use_is_named_and_the_deletion_can_be_repeated(store, capsys, monkeypatch):
    def held(paths):
        raise PermissionError(13, "in use", str(paths[0]))

    with monkeypatch.context() as patched:
        patched.setattr(deletion, "_remove_all", held)
        assert main(["loeschen", SOURCE, "--ja"]) == 2
    assert "manifest.json lässt sich nicht löschen" in capsys.readouterr().err
    assert main(["loeschen", SOURCE, "--ja"]) == 0
    assert not (store.raw / SOURCE).exists()
