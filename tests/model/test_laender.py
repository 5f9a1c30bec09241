"""What a Land decides: day of school entry and class size, one file a Land."""

from dataclasses import replace

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.laender import Land, load_laender

CATALOGUE = load()
REGISTER, LAENDER, WORDS = CATALOGUE.register, CATALOGUE.laender, CATALOGUE.declared
PLANNING = load_biography(CATALOGUE).planning


def test_every_land_of_the_register_has_its_file():
    assert list(LAENDER) == [key for key, region in REGISTER.regions.items() if region.level == "land"]


@pytest.mark.parametrize(
    ("key", "day", "share"),  # KMK, Übersicht über die Stichtage der Einschulung
    [("03", "09-30", 0.75), ("05", "09-30", 0.75), ("07", "08-31", 2 / 3), ("09", "06-30", 0.5), ("13", "06-30", 0.5)],
)
def test_of_those_who_turn_six_the_part_up_to_the_day_begins(key, day, share):
    assert LAENDER[key].school_entry == day
    assert LAENDER[key].entry_share == pytest.approx(share)


def test_a_day_within_a_month_counts_in_part():
    assert LAENDER["16"].school_entry == "08-01"
    assert LAENDER["16"].entry_share == pytest.approx((7 + 1 / 31) / 12)
    assert Land("01", "12-31").entry_share == 1.0
    assert Land("01", "02-29").entry_share == pytest.approx(2 / 12)


def test_the_statistic_of_a_need_names_the_law_of_the_land_or_the_day():
    assert PLANNING.statistic("schulanfaenger", "03354") == "Bevölkerungsstatistik, Stichtag § 64 NSchG"
    assert PLANNING.statistic("klassen_1", "03354") == "Bevölkerungsstatistik, größte Klasse nach Erlass"
    assert PLANNING.statistic("klassen_1", "09162") == "Bevölkerungsstatistik, größte Klasse angenommen"
    unnamed = replace(PLANNING, laender={"09": Land("09", "06-30")})
    assert unnamed.statistic("schulanfaenger", "09162") == "Bevölkerungsstatistik, Stichtag 30.06."


def test_a_land_without_decree_takes_the_class_size_of_planning():
    assert PLANNING.largest_class("03354") == LAENDER["03"].class_size == 26
    assert LAENDER["09"].class_size == 0
    assert replace(PLANNING, class_size=24).largest_class("09162") == 24


def test_a_land_without_file_is_named():
    with pytest.raises(InputError, match=r"laender/05\.toml fehlt"):
        replace(PLANNING, laender={}).land("05334")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("03", 'school_entry = "30.09."', "erwartet wird Monat-Tag, z. B. 09-30"),
        ("03", 'school_entry = "09-31"', "diesen Tag gibt es nicht"),
        ("03", 'school_enty = "09-30"', "Meinten Sie »school_entry«?"),
        ("03", 'law = "§ 64"', "der Schlüssel »school_entry« fehlt"),
        ("03", 'school_entry = "09-30"\nclass_size = 26', "»class_size« steht ohne »class_size_law«"),
        ("niedersachsen", 'school_entry = "09-30"', "kein Schlüssel eines Landes"),
    ],
)
def test_a_slip_is_refused_with_its_file(tmp_path, name, text, said):
    (tmp_path / "laender").mkdir()
    (tmp_path / "laender" / f"{name}.toml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_laender(tmp_path, WORDS)
    assert said in str(refused.value)
    assert f"{name}.toml" in str(refused.value)
