"""The key register: every notation of an office leads to one key, or to an error that says what was meant."""

import csv
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.regions import Region, Register

REGISTER = load().register
KREIS, LAND, BUND = "03354", "03", "DG"

# FACTS.md, trap T3: the same place as it stands in the files of the offices
NOTATIONS = {
    "03354018": ("03354018", "AGS"),
    "033545407018": ("03354018", "ARS"),
    "03354407018": ("03354018", "Regionalstatistik, 11 digits"),
    "3354018": ("03354018", "Deutschlandatlas, zero dropped"),
    "354018": ("03354018", "LSN, without the Land"),
    "03354": ("03354", "Kreis"),
    "3354": ("03354", "Kreis, zero dropped"),
    "03354000": ("03354", "Kreis, 8 digits (INKAR)"),
    "3354000": ("03354", "Kreis, 8 digits, zero dropped"),
    "033540000000": ("03354", "Kreis, ARS"),
    "031010000": ("03101", "kreisfreie Stadt as a Verband of its own (GISD)"),
    "354": ("03354", "LSN Kreis"),
    "033545407": ("033545407", "Verband"),
    "033545407000": ("033545407", "Verband, ARS"),
    "03354407": ("033545407", "Regionalstatistik, 8 digits"),
    "33545407": ("033545407", "Verband, zero dropped"),
    "03354907": ("033545407", "Deutschlandatlas 2019"),
    "0407": ("033545407", "GV 2002 to 2005"),
    "0309": ("033545407", "GV 1994 to 1998"),
    "0406": ("033545406", "GV"),
    "0403": ("033545403", "GV"),
    "033545403005": ("03354005", "ARS of the Flecken Gartow"),
    "03354403": ("033545403", "Samtgemeinde Gartow"),
    "03354005": ("03354005", "Flecken Gartow"),
    "03354501": ("03354501", "gemeindefreies Gebiet Gartow"),
    "033549501501": ("03354501", "gemeindefrei, ARS"),
    "033549501": ("03354501", "gemeindefrei as a Verband of its own (INKAR)"),
    "03": ("03", "Land"),
    "03000": ("03", "Land, 5 digits"),
    "03000000": ("03", "Land, 8 digits"),
    "DG": ("DG", "Bund, Regionalstatistik"),
    "00": ("DG", "Bund"),
    "D": ("DG", "Bund, short"),
    " 03354 ": ("03354", "blanks around the key"),
}
# Population and area of GV-ISys 31.12.2023 name these as the two areas without inhabitants (FACTS.md T12)
UNINHABITED = {"03354501", "03354502"}
SAMTGEMEINDEN = {
    "033545403": ("Samtgemeinde Gartow", 5),
    "033545406": ("Samtgemeinde Elbtalaue", 10),
    "033545407": ("Samtgemeinde Lüchow (Wendland)", 12),
}


@pytest.mark.parametrize(
    ("notation", "key"), [(n, key) for n, (key, _) in NOTATIONS.items()], ids=[why for _, why in NOTATIONS.values()]
)
def test_every_notation_of_the_offices_is_understood(notation, key):
    assert REGISTER.resolve(notation) == key


@given(st.sampled_from(sorted(REGISTER.regions)))
def test_every_canonical_key_is_a_notation_of_itself(key):
    assert REGISTER.resolve(key, level=REGISTER[key].level) == key


@pytest.mark.parametrize("key", [r.key for r in REGISTER.below(KREIS, "gemeinde")])
def test_the_ags_is_the_first_five_and_last_three_digits_of_every_longer_form(key):
    longer = [text for text, found in REGISTER.notations.items() if key in found and len(text) > 8]
    assert longer
    assert {text[:5] + text[-3:] for text in longer if text.startswith("0")} == {key}


@pytest.mark.parametrize(("notation", "keys"), [("11000", {"11", "11000"}), ("02000", {"02", "02000"})])
def test_a_notation_of_two_areas_is_ambiguous_until_the_level_is_named(notation, keys):
    with pytest.raises(InputError, match="ist mehrdeutig") as caught:
        REGISTER.resolve(notation)
    assert all(key in str(caught.value) for key in keys)
    assert {REGISTER.resolve(notation, level=level) for level in ("land", "kreis")} == keys


def test_the_kreis_decides_where_a_short_key_is_used_by_two_of_them():
    regions = [
        Region("DG", "Deutschland", "bund"),
        *(Region(key, f"Kreis {key}", "kreis", "DG") for key in ("03354", "03355")),
        *(
            Region(f"{kreis}5401", "Samtgemeinde", "samtgemeinde", kreis, aliases=("0401",))
            for kreis in ("03354", "03355")
        ),
    ]
    register = Register.of(regions)
    with pytest.raises(InputError, match="mehrdeutig"):
        register.resolve("0401")
    assert register.resolve("0401", within="03355") == "033555401"


@pytest.mark.parametrize(
    ("notation", "said"),
    [
        ("03399", "Meinten Sie 03359"),
        ("03354919", "Meinten Sie 03354"),
        ("Lüchow", "Erwartet wird ein amtlicher Schlüssel"),
        ("", "Erwartet wird ein amtlicher Schlüssel"),
        ("3,35454E+10", "ist unbekannt"),
        ("03354018000", "ist unbekannt"),
    ],
)
def test_an_unknown_key_is_refused_with_a_suggestion(notation, said):
    with pytest.raises(InputError, match=re.escape(said)):
        REGISTER.resolve(notation)


@given(st.text(max_size=13))
def test_no_text_is_understood_by_accident(text):
    try:
        key = REGISTER.resolve(text)
    except InputError:
        return
    assert key in REGISTER.notations[text.strip()]


def test_a_name_is_never_a_key():
    names = {region.name for region in REGISTER.regions.values()}
    assert not names & set(REGISTER.notations)


def test_the_county_has_its_27_municipalities_in_3_samtgemeinden_and_2_areas_without_people():
    assert len(REGISTER.below(KREIS, "gemeinde")) == 27
    assert {region.key for region in REGISTER.below(KREIS, "gemeindefrei")} == UNINHABITED
    found = {r.key: (r.name, len(REGISTER.below(r.key, "gemeinde"))) for r in REGISTER.below(KREIS, "samtgemeinde")}
    assert found == SAMTGEMEINDEN


def test_every_municipality_lies_in_samtgemeinde_county_land_and_bund():
    for region in REGISTER.below(KREIS, "gemeinde"):
        assert region.parent in SAMTGEMEINDEN
        assert REGISTER.ancestors(region.key) == (region.parent, KREIS, LAND, BUND)
    assert all(REGISTER.ancestors(key) == (KREIS, LAND, BUND) for key in UNINHABITED)


def test_the_area_of_the_county_adds_up():
    areas = [r.area_km2 for r in REGISTER.regions.values() if KREIS in REGISTER.ancestors(r.key) and r.area_km2]
    assert len(areas) == 29
    assert sum(areas) == pytest.approx(1227.33, abs=0.02)  # GV-ISys, 31.12.2023


def test_names_shared_by_areas_of_different_levels_are_told_apart_by_key():
    gartow = {key: REGISTER[key].name for key in ("033545403", "03354005", "03354501")}
    assert len(set(gartow.values())) == 3
    assert all("Gartow" in name for name in gartow.values())


def test_niedersachsen_has_45_kreise_today():
    kreise = REGISTER.below(LAND, "kreis")
    assert sum(region.existed(date(2023, 12, 31)) for region in kreise) == 45
    assert len({region.name for region in kreise}) == len(kreise)


@pytest.mark.parametrize(
    ("key", "last_day", "successor"),
    [
        ("03152", date(2016, 10, 31), "03159"),
        ("03156", date(2016, 10, 31), "03159"),
        ("03201", date(2001, 10, 31), "03241"),
    ],
)
def test_a_merged_kreis_ends_the_day_before_its_successor_begins(key, last_day, successor):
    next_day = date.fromordinal(last_day.toordinal() + 1)
    assert REGISTER[key].existed(last_day)
    assert not REGISTER[key].existed(next_day)
    assert not REGISTER[successor].existed(last_day)
    assert REGISTER[successor].existed(next_day)


def test_germany_has_16_laender_and_400_kreise_today():
    today = date(2023, 12, 31)
    assert len(REGISTER.below(BUND, "land")) == 16
    assert sum(region.existed(today) for region in REGISTER.below(BUND, "kreis")) == 400


def test_a_key_given_twice_is_refused():
    twice = [Region("03", "Niedersachsen", "land"), Region("03", "Bremen", "land")]
    with pytest.raises(InputError, match=r"03 steht zweimal im Verzeichnis \(Bremen\)"):
        Register.of(twice)


def test_a_missing_parent_is_refused():
    with pytest.raises(InputError, match=r"03354 Lüchow-Dannenberg: die übergeordnete Region 03 fehlt"):
        Register.of([Region("03354", "Lüchow-Dannenberg", "kreis", "03")])


# GV-ISys, 31.12.2023: AGS, ARS, name, Samtgemeinde, km2
MUNICIPALITIES = [
    ("03354005", "033545403005", "Gartow, Flecken", "Gartow", 28.41),
    ("03354004", "033545406004", "Dannenberg (Elbe), Stadt", "Elbtalaue", 76.62),
    ("03354001", "033545407001", "Bergen an der Dumme, Flecken", "Lüchow (Wendland)", 25.63),
    ("03354018", "033545407018", "Lüchow (Wendland), Stadt", "Lüchow (Wendland)", 89.46),
    ("03354022", "033545407022", "Schnega", "Lüchow (Wendland)", 54.37),
    ("03354026", "033545407026", "Wustrow (Wendland), Stadt", "Lüchow (Wendland)", 30.18),
]


@pytest.mark.parametrize(("ags", "ars", "name", "samtgemeinde", "area"), MUNICIPALITIES)
def test_municipalities_are_those_of_the_register(ags, ars, name, samtgemeinde, area):
    assert REGISTER.resolve(ags) == REGISTER.resolve(ars) == ags
    assert REGISTER[ags].name == name
    assert REGISTER[REGISTER[ags].parent].name == f"Samtgemeinde {samtgemeinde}"
    assert REGISTER[ags].area_km2 == pytest.approx(area)


def test_every_key_of_the_offices_files_is_understood(shared, subtests):
    """GV-ISys 31.12.2023, all Gemeinden; tables of the Regionalstatistik; GISD."""
    with subtests.test("municipal register"):
        rows = register_rows(shared)
        assert len(rows) == 27
        for row in rows:
            test_municipalities_are_those_of_the_register(*row)
    with subtests.test("regional statistics"):
        found = set()
        for path in sorted((shared / "data/regionalstatistik").glob("*-5_00.csv")):
            text = path.read_bytes().decode("latin-1")
            found |= set(re.findall(r"(?:^|;)(03354\d*);", text, re.MULTILINE))
        assert len(found) == 33  # Kreis, 3 Samtgemeinden, 27 Gemeinden, 2 gemeindefreie Gebiete
        assert len({REGISTER.resolve(key) for key in found}) == 33
    for name, least in (("Kreis", 45), ("Gemeindeverband", 11)):
        with subtests.test(f"GISD {name}"):
            with (shared / f"data/gisd/GISD_Niedersachsen_{name}.csv").open(encoding="utf-8") as lines:
                keys = {row[0] for row in csv.reader(lines)} - {"kreis_id", "gvb_id"}
            ours = {key for key in keys if len(key) == 5 or key.startswith(KREIS) or key.endswith("0000")}
            assert len(ours) >= least
            assert all(REGISTER.resolve(key) for key in ours)


def register_rows(shared):
    """AGS, ARS, name, Samtgemeinde and area of the county's municipalities with inhabitants."""
    with (shared / "data/gemeindeverzeichnis/gemeinden_de_31122024_tidy.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["AGS"].startswith(KREIS) and float(row["pop"] or 0)]
    return [(row["AGS"], row["ARS"], row["name"], row["SG"], float(row["area_km2"])) for row in rows]
