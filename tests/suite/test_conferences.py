"""Minutes on their way to the pages: real ones take the place of made-up ones, small groups never arrive."""

import json

import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.conferences import from_plain
from isp_utils.model.errors import InputError
from isp_utils.store import Store, read_json
from isp_utils.suite.build.conferences import write_voices
from isp_utils.suite.build.set_aside import Taking
from tests.intake.conference.minutes import GOOD
from tests.workplace import command_in

KREIS = "03354"
CODES = "ort;runde;nummer;thema;kodiert_von\n"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def delivered(store, name, text):
    path = store.raw / "konferenzen" / KREIS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def written(store):
    return from_plain(read_json(store.voices(KREIS)))


def test_without_minutes_the_made_up_ones_stand_in_and_say_so(store):
    write_voices(store, load(), KREIS)
    assert written(store).conferences
    assert all(item.demo for item in written(store).conferences)


def test_ohne_demo_nothing_stands_in(store):
    write_voices(store, load(), KREIS, Taking(with_demo=False))
    assert written(store).conferences == ()
    assert written(store).codings == ()


def test_one_real_minute_takes_the_place_of_all_made_up_ones(store):
    delivered(store, "protokoll.md", GOOD)
    write_voices(store, load(), KREIS)
    (found,) = written(store).conferences
    assert (found.place, found.demo, found.size) == ("Neustadt", False, 20)


def test_small_groups_do_not_leave_the_house(store):
    delivered(store, "protokoll.md", GOOD.replace("Fachkräfte: 8", "Fachkräfte: 4\n- Politik: 3"))
    write_voices(store, load(), KREIS)
    text = store.voices(KREIS).read_text(encoding="utf-8")
    assert "Fachkräfte" not in json.dumps(json.loads(text), ensure_ascii=False)
    assert written(store).conferences[0].participants == (("Familien", 12), ("andere", 7))


FAULTS = {
    "minute": ({"a.md": GOOD.replace("T5", "T99")}, "konferenzen/a.md, Zeile 19: »Übergang« ist nicht bekannt"),
    "twice": ({"a.md": GOOD, "b.md": GOOD}, "konferenzen/b.md: »Neustadt, Runde 1« steht auch in a.md"),
    "coding of nothing": (
        {"a.md": GOOD, "k.csv": f"{CODES}Neustadt;1;9;mobilitaet;K1\n"},
        "Neustadt, Runde 1, Wortmeldung 9« gibt es in keinem Protokoll",
    ),
    "unknown code": ({"k.csv": f"{CODES}Neustadt;1;1;mobilitet;K1\n"}, "Zeile 2: »thema« ist nicht bekannt. Meinten"),
    "coder by name": ({"k.csv": f"{CODES}Neustadt;1;1;mobilitaet;Erika\n"}, "ein Zeichen wie K1 oder K2, kein Name"),
    "coded twice": (
        {"k.csv": CODES + "Neustadt;1;1;mobilitaet;K1\nNeustadt;1;1;wohnen;K1\n"},
        "Zeile 3: Diese Wortmeldung hat diese Person schon kodiert",
    ),
    "columns": ({"k.csv": f"{CODES}Neustadt;1;1\n"}, "Erwartet werden fünf Spalten"),
    "numbers": ({"k.csv": f"{CODES}Neustadt;eins;1;wohnen;K1\n"}, "sind keine Zahlen"),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_faults_stop_the_build_and_name_file_and_line(case, store):
    files, expected = case
    for name, text in files.items():
        delivered(store, name, text)
    with pytest.raises(InputError) as refused:
        write_voices(store, load(), KREIS)
    assert expected in str(refused.value)
    assert "Erika" not in str(refused.value)
    assert not store.voices(KREIS).exists()


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_faulty_files_are_set_aside_and_the_others_stay(case, store):
    files, expected = case
    delivered(store, "gut.md", GOOD.replace("Neustadt", "Altstadt"))
    for name, text in files.items():
        delivered(store, name, text)
    taking = Taking(aside=[])
    voices = write_voices(store, load(), KREIS, taking)
    assert voices.conferences, "the good minutes are there"
    assert any(expected in one.reason for one in taking.aside)
    assert all(one.file.startswith(f"konferenzen/{KREIS}/") for one in taking.aside)


def test_checking_and_building_say_the_same(store, capsys):
    path = delivered(store, "protokoll.md", GOOD)
    assert command_in(store.home, "pruefen", str(path)) == 0
    assert "Neustadt, Runde 1: 2 Wortmeldungen, 20 Teilnehmende" in capsys.readouterr().out
    path.write_text(GOOD.replace("Runde: 1", "Runde: eins"), encoding="utf-8")
    assert command_in(store.home, "pruefen", str(path)) == 2
    assert "Zeile 5" in capsys.readouterr().out


def test_forms_are_written_into_a_folder_of_their_own_once(tmp_path, capsys):
    folder = tmp_path / "formulare"
    assert command_in(tmp_path, "vorlage", "konferenz", "--ziel", str(folder)) == 0
    assert sorted(path.suffix for path in folder.iterdir()) == [".docx", ".md", ".xlsx"]
    assert command_in(tmp_path, "vorlage", "konferenz", "--ziel", str(folder)) == 2
    assert "gibt es schon" in capsys.readouterr().err


def test_minutes_that_were_delivered_twice_are_said_by_the_check_as_by_the_run(store, capsys):
    delivered(store, "a.md", GOOD)
    second = delivered(store, "b.md", GOOD)
    assert command_in(store.home, "pruefen", str(second)) == 2
    said = capsys.readouterr().out
    taking = Taking(aside=[])
    write_voices(store, load(), KREIS, taking)
    assert [one.file for one in taking.aside] == [f"konferenzen/{KREIS}/b.md"]
    assert taking.aside[0].reason.split(": ", 1)[1] in said
