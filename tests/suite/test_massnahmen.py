"""Registers on their way to the pages: real entries stay, made-up ones go with the first delivery, nothing dangles."""

from datetime import date

import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.conferences import Conference, Contribution, Voices
from isp_utils.model.errors import InputError
from isp_utils.model.massnahmen import register_from_plain
from isp_utils.store import Store, read_json
from isp_utils.suite.build.massnahmen import write_massnahmen
from isp_utils.suite.build.set_aside import Taking
from tests.intake.massnahmen.entries import ACTION, GOOD
from tests.workplace import command_in, with_deliveries

KREIS = "03354"
HEARD = Voices((Conference("Neustadt", date(2025, 3, 12), 1, (), (Contribution(1, "Es fährt kein Bus."),)),))


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def delivered(store, text, name="register.toml"):
    path = store.raw / "massnahmen" / KREIS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def written(store, voices=HEARD, with_demo=True):
    register = write_massnahmen(store, load(), KREIS, voices, Taking(with_demo))
    assert register_from_plain(read_json(store.massnahmen(KREIS))) == register
    return register


def test_every_made_up_massnahme_links_to_empfehlung_obstacle_transition_and_kennzahl(store):
    register = written(store)
    demo = [item for item in register.massnahmen if item.demo]
    assert len(demo) >= 4
    known = {item.id: item for item in register.empfehlungen}
    for item in demo:
        assert all((item.answers, item.indicator, item.direction, item.empfehlungen)), item.id
        for name in item.empfehlungen:
            advice = known[name]
            assert (advice.transition, advice.obstacle) in item.answers, item.id
            assert advice.indicator == item.indicator
            assert item in register.answering(name)
        assert item in register.moving(item.indicator)


def test_the_project_of_the_county_is_the_first_real_entry(store):
    first = written(store, with_demo=False).massnahmen[0]
    assert (first.start, first.end) == (date(2017, 8, 1), date(2020, 7, 31))
    assert "keine Kosten für den Landkreis" in first.funding
    assert not first.demo


def test_one_delivery_takes_the_place_of_all_made_up_entries_and_of_no_real_one(store):
    before = written(store, with_demo=False)
    delivered(store, GOOD)
    register = written(store)
    assert not register.demo
    assert set(before.massnahmen) < set(register.massnahmen)


def test_made_up_empfehlungen_lose_what_was_never_said(store):
    assert all(item.voices == () for item in written(store).empfehlungen)


VOICE = 'hindernis = "Erreichbarkeit"\nwortmeldungen = "{}"'
FAULTS = {
    "empfehlung": ('empfehlungen = "e1"', 'empfehlungen = "e9"', "Maßnahme m1: Die Empfehlung »e9« gibt es nicht"),
    "voice": (
        'hindernis = "Erreichbarkeit"',
        VOICE.format("Neustadt 1/7"),
        "Empfehlung e1: Die Wortmeldung »Neustadt 1/7« gibt es nicht",
    ),
    "twice": ('kennung = "m1"', 'kennung = "isp"', "Die Kennung »isp« steht auch in eigene.toml"),
    "indicator": (
        'kennzahl = "minuten_zur_sekundarstufe_1"\nrichtung',
        'kennzahl = "gibt_es_nicht"\nrichtung',
        "register.toml, Zeile 10: Maßnahme m1, »Kennzahl«: ist nicht bekannt",
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_faults_stop_the_run_and_name_file_and_entry(case, store):
    old, new, expected = case
    assert old in GOOD
    delivered(store, GOOD.replace(old, new, 1))
    with pytest.raises(InputError) as refused:
        written(store)
    assert expected in str(refused.value)
    assert not store.massnahmen(KREIS).exists()


def test_a_wortmeldung_that_was_heard_is_kept(store):
    delivered(store, GOOD.replace('hindernis = "Erreichbarkeit"', VOICE.format("Neustadt 1/1"), 1))
    assert written(store).empfehlungen[0].voices == ("Neustadt 1/1",)


def test_removing_a_kennzahl_that_a_massnahme_uses_is_an_error_that_names_the_massnahme(tmp_path):
    home = with_deliveries(tmp_path, catalogue=True)
    store = Store(home)
    (gone,) = store.catalogue.rglob("willkommensbesuche.toml")
    gone.unlink()
    with pytest.raises(InputError, match="Maßnahme d2, »Kennzahl«: ist nicht bekannt"):
        write_massnahmen(store, load(store.catalogue), KREIS, Voices())


def test_what_is_late_depends_on_the_day_and_on_the_status():
    on_time, late = ACTION.seen_on(date(2026, 8, 31)), ACTION.seen_on(date(2027, 8, 1))
    assert (on_time.late, [step.late for step in on_time.milestones]) == (False, [False, False])
    assert (late.late, [step.late for step in late.milestones]) == (True, [False, True])


def test_checking_says_what_is_in_a_register(store, capsys):
    path = delivered(store, GOOD)
    assert command_in(store.home, "pruefen", str(path)) == 0
    assert "1 Empfehlung und 1 Maßnahme" in capsys.readouterr().out
    path.write_text(GOOD.replace('status = "in Umsetzung"', 'status = "bald"'), encoding="utf-8")
    assert command_in(store.home, "pruefen", str(path)) == 2
    assert "»Status«" in capsys.readouterr().out


def test_forms_are_written_into_a_folder_of_their_own_once(tmp_path, capsys):
    folder = tmp_path / "vorlagen"
    assert command_in(tmp_path, "vorlage", "massnahmen", "--ziel", str(folder)) == 0
    names = ["empfehlungen.csv", "massnahmen.csv", "massnahmen.toml", "massnahmen.xlsx"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert command_in(tmp_path, "vorlage", "massnahmen", "--ziel", str(folder)) == 2
    assert "gibt es schon" in capsys.readouterr().err
