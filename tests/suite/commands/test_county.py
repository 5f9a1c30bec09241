"""`katalog kreis`: the folder of any Kreis, written from the Gemeindeverzeichnis and ready to be read."""

import shutil

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.directory import read_directory
from isp_utils.model.errors import InputError
from isp_utils.suite.command import REFUSED, main


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A workplace with the shipped catalogue, whose home is empty otherwise."""
    monkeypatch.setenv("ISP_HOME", str(tmp_path))
    return shutil.copytree(HERE, tmp_path / "isp_utils" / "catalogue")


# key: name, in a sentence, Verbaende, municipalities (GV-ISys 31.12.2023)
KREISE = {
    "03360": ("Landkreis Uelzen", "im Landkreis Uelzen", 4, 27),
    "15081": ("Altmarkkreis Salzwedel", "im Altmarkkreis Salzwedel", 1, 13),
    "01051": ("Kreis Dithmarschen", "im Kreis Dithmarschen", 6, 116),
    "05962": ("Märkischer Kreis", "im Märkischen Kreis", 0, 15),
    "03241": ("Region Hannover", "in der Region Hannover", 0, 21),
    "02000": ("Freie und Hansestadt Hamburg", "in der Freien und Hansestadt Hamburg", 0, 1),
    "09162": ("Landeshauptstadt München", "in der Landeshauptstadt München", 0, 1),
}


def test_a_county_is_written_by_its_name_too(catalogue, capsys):
    assert main(["katalog", "kreis", "Uelzen"]) == 0
    assert "python run_all.py --kreis 03360" in capsys.readouterr().out
    assert (catalogue / "counties" / "03360" / "county.toml").exists()


@pytest.mark.parametrize("key", KREISE)
def test_a_county_is_written_and_can_be_read(catalogue, key):
    assert main(["katalog", "kreis", key]) == 0
    name, in_sentence, verbaende, gemeinden = KREISE[key]
    loaded = load(catalogue)
    county = loaded.counties[key]
    assert (county.name, county.in_sentence, county.peers) == (name, in_sentence, key[:2])
    assert len(loaded.register.below(key, "samtgemeinde")) == verbaende
    assert len(loaded.register.below(key, "gemeinde")) == gemeinden
    assert not county.home
    assert load_biography(loaded, catalogue, key).evidence == ()


def test_every_kreis_of_today_stands_in_the_directory():
    kreise = (region for region in load().register.regions.values() if region.level == "kreis")
    today = [region.key for region in kreise if not region.valid_to]
    assert len(today) == 400
    names = {read_directory(HERE, key)[0].full_name for key in today[:40]}
    assert len(names) == 40


def test_the_shipped_county_agrees_with_the_directory():
    register = load().register
    for entry in read_directory(HERE, "03354")[1]:
        region = register[entry.key]
        assert (region.level, region.parent) == (entry.level, entry.parent)
        assert region.lon is None or (region.lon, region.area_km2) == (float(entry.lon), float(entry.area_km2))


def test_a_folder_that_is_there_is_not_touched(catalogue, capsys):
    before = (catalogue / "counties/03354/county.toml").read_bytes()
    assert main(["katalog", "kreis", "03354"]) == REFUSED
    assert "gibt es schon" in capsys.readouterr().err
    assert (catalogue / "counties/03354/county.toml").read_bytes() == before


def test_an_unknown_kreis_is_refused(catalogue):
    with pytest.raises(InputError, match="kein Kreis von heute"):
        read_directory(HERE, "03399")
    assert main(["katalog", "kreis"]) == REFUSED
