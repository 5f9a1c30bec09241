"""Counties and Länder own their facts: words, notes, breaks, own Sozialräume, offers and sources of one folder."""

import shutil
from pathlib import Path

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.errors import InputError

CATALOGUE = load()
OWN = CATALOGUE.seen_from("03354")
NEIGHBOUR, OTHER_LAND = CATALOGUE.seen_from("03360"), CATALOGUE.seen_from("09162")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the catalogue that a test may change."""
    return Path(shutil.copytree(HERE, tmp_path / "catalogue"))


def add(path: Path, text: str) -> None:
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")


def test_the_source_of_a_department_bears_the_name_of_the_county():
    assert OWN.sources["jugendamt"].publisher == "Landkreis Lüchow-Dannenberg, Jugendamt"
    assert NEIGHBOUR.sources["jugendamt"].publisher == "Kreis Uelzen, Jugendamt"


def test_law_is_that_of_the_land_or_said_to_be_the_lands():
    assert OWN.indicators["schulanfaenger"].law == "§ 64 NSchG"
    assert NEIGHBOUR.indicators["zurueckgestellte_kinder"].law == "§ 64 Abs. 1 und 2 NSchG"
    assert OTHER_LAND.indicators["zurueckgestellte_kinder"].law == "Landesrecht"


def test_a_note_stands_in_its_county_alone():
    notes = [catalogue.indicators["maenner_in_kitas"].caveat for catalogue in (OWN, NEIGHBOUR)]
    assert "4 von 243" in notes[0]
    assert notes[1] == "Wenige Personen; einzelne Wechsel verändern den Wert stark."


def test_an_exceptional_year_is_of_its_county_or_its_land():
    years = [[item.year for item in c.indicators["wanderungssaldo"].exceptional] for c in (OWN, NEIGHBOUR)]
    assert years == [[2015], []]
    leavers = [{item.year for item in c.indicators["abgaenge_ohne_abschluss"].exceptional} for c in (OWN, OTHER_LAND)]
    assert leavers == [{2011, 2020}, set()]
    assert all(not item.reason.endswith(".") for i in OWN.indicators.values() for item in i.exceptional)


def test_a_note_is_a_break_or_an_exceptional_year(folder):
    both = '[[note]]\nindicators = ["wanderungssaldo"]\nperiod = "2015"\nexceptional = ["2015"]\ntext = "Grund"\n'
    add(folder / "counties/03354/notes.toml", both)
    with pytest.raises(InputError, match=r"notes\.toml, note: »period« .* in zwei \[\[note\]\] trennen"):
        load(folder)


def test_comparable_kreise_rest_on_kennzahlen_that_exist(folder):
    assert CATALOGUE.alike is not None
    path = folder / "peers.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("anteil_65plus", "anteil_65"), encoding="utf-8")
    with pytest.raises(InputError, match=r"peers\.toml: »anteil_65« gibt es nicht"):
        load(folder)


def test_a_break_of_the_land_cuts_the_series_of_its_counties_alone():
    breaks = [[item.period for item in c.indicators["abgaenge_hochschulreife"].breaks] for c in (OWN, OTHER_LAND)]
    assert breaks == [["2011", "2012", "2020", "2021"], []]


def test_no_text_of_a_county_keeps_a_word_unsaid():
    for key in ("03354", "03360", "09162"):
        seen, biography = CATALOGUE.seen_from(key), load_biography(CATALOGUE, kreis=key)
        texts = repr((*seen.indicators.values(), *seen.sources.values()))
        texts += repr((biography.stations, biography.offers, biography.transitions, biography.gaps, biography.limits))
        assert "{recht_" not in texts
        assert not [word for word in CATALOGUE.declared if f"{{{word}}}" in texts]


def test_own_sozialraeume_are_areas_of_the_register(folder):
    text = (
        '[[raum]]\nkey = "03354-mitte"\nname = "Mitte"\nlevel = "sozialraum"\nparent = "03354"\nparts = ["03354018"]\n'
    )
    add(folder / "counties/03354/raeume.toml", text)
    assert load(folder).register["03354-mitte"].parts == ("03354018",)
    add(folder / "counties/03354/raeume.toml", text.replace("03354018", "03354918").replace("mitte", "rand"))
    with pytest.raises(InputError, match="»03354918« gibt es nicht"):
        load(folder)


def test_an_own_source_is_seen_in_its_county_alone(folder):
    own = folder / "counties/03354/sources/stiftung.toml"
    own.parent.mkdir()
    own.write_text(
        'title = "Stiftung"\npublisher = "Stiftung"\nlicence = "intern"\nowner = "eigene"\n', encoding="utf-8"
    )
    loaded = load(folder)
    assert loaded.sources["stiftung"].county == "03354"
    assert "stiftung" in loaded.seen_from("03354").sources
    assert "stiftung" not in loaded.seen_from("03360").sources
    shutil.copy(own, own.with_name("inkar.toml"))
    with pytest.raises(InputError, match="»inkar« gibt es zweimal"):
        load(folder)


def test_an_own_offer_takes_the_place_of_the_shared_one(folder):
    line = 'offer = [{ id = "horte", station = "grundschule", title = "Hort am Markt", provider = "Verein" }]\n'
    (folder / "counties/03354/offers.toml").write_text(line, encoding="utf-8")
    assert load_biography(load(folder), folder, "03354").offers["horte"].title == "Hort am Markt"
    assert load_biography(load(folder), folder, "03360").offers["horte"].title == "Hort und Tagespflege für Schulkinder"


def test_a_county_that_is_a_file_is_told_to_be_a_folder(folder):
    (folder / "counties/03360.toml").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="Ein Kreis ist ein Ordner"):
        load(folder)
