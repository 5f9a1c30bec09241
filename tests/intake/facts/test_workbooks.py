"""Workbooks of the publishers as they are published: their figures are those that were once taken from them by hand."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.intake.facts.mapping import mapped_facts
from isp_utils.intake.facts.versions import VERSION_KEY, newest, rivals_in
from isp_utils.intake.inbox import read_file
from isp_utils.intake.to_facts import checked_facts
from isp_utils.model.errors import InputError
from tests.intake.shared import DATA, needs_data

RAW = Path(__file__).resolve().parents[3] / "data" / "raw"


@pytest.fixture
def workbook(tmp_path):
    """Writes a workbook of sheets: name -> rows."""

    def write(name, **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def by_hand(source, catalogue):
    """Facts of all shipped deliveries of a source."""
    return pd.concat([read_delivery(path, catalogue.register) for path in sorted((RAW / source).glob("*.csv"))])


def of_the_files(source, names, catalogue, keys, workspace):
    """Facts of published files, and the day of each edition."""
    found = [checked_facts(DATA / name, catalogue.sources[source], keys, workspace) for name in names]
    return pd.concat([one.facts.assign(retrieved=one.retrieved) for one in found], ignore_index=True)


def assert_equal_to(stated, facts):
    """Every fact stated by hand comes out of the files with the same value."""
    both = stated.merge(facts, on=VERSION_KEY, how="left", suffixes=("_hand", "_file"), indicator=True)
    there = both[both["_merge"] == "both"]
    assert len(there) == len(stated), both.loc[both["_merge"] != "both", VERSION_KEY].head()
    pd.testing.assert_series_equal(there["value_hand"], there["value_file"], check_names=False, rtol=0, atol=0)
    return there


ATLAS = "deutschlandatlas_2026/Deutschlandatlas-Daten_2026-04-22.xlsx"


@needs_data
def test_the_atlas_as_published_gives_what_was_taken_from_it(catalogue, keys, tmp_path):
    """1,877 figures, the means of Land and Bund among them."""
    stated = by_hand("deutschlandatlas", catalogue)
    facts = of_the_files("deutschlandatlas", [ATLAS], catalogue, keys, tmp_path)
    assert set(facts["retrieved"]) == {"2026-04-22"}
    assert_equal_to(stated, facts)
    together = pd.concat([stated.assign(retrieved="2026-04-22"), facts], ignore_index=True)
    assert rivals_in(together) == []
    assert_equal_to(stated, newest(together))


def atlas(year, more=()):
    """A sheet of municipalities and one of Kreise, laid out as those of 2026, for a year."""
    mark, name = "Indikatorkürzel: ", f"im Jahr {year}"
    title = f"Deutschlandatlas_GEM12{year % 100}: Indikatoren auf Gemeindeebene, Gebietsstand zum 31.12.{year}"
    apo, other = f"{mark}p_apo Mittlere Pkw-Fahrzeit zur Apotheke {name} in Minuten", f"{mark}bev_dicht je km² {name}"
    tax = f"{mark}st_einnkr Steuereinnahmekraft je Einwohner/-in {name} in €"
    rows = [[3354018, "Lüchow (Wendland), Stadt", 2.25, 90, 1233], [3101000, "Braunschweig, Stadt", 1, 1300, 1719]]
    rows += [[3102000, "Salzgitter, Stadt", 1.5, 460, 1500], [3354001, "Bergen an der Dumme, Flecken", 4.5, 30, 744]]
    places = [[title], [], ["GKZ", "Gemeindename", apo, other, tax], *rows, *more]
    kreise = [["Kreis", "Kreisname", f"{mark}kbetr_u3 Anteil der betreuten Kinder unter 3 {name} in %"]]
    kreise += [[3354, "Lüchow-Dannenberg", 34.4], [3101, "Braunschweig", 40], [3102, "Salzgitter", 30.5]]
    about = [["Deutschlandatlas"], [f"Stand: 22.04.{year + 2}"]]
    sheet = f"Deutschlandatlas_{{}}12{year % 100}"
    return {"Impressum": about, sheet.format("GEM"): places, sheet.format("KRS"): kreise}


def test_next_years_atlas_is_read_without_an_edit(workbook, catalogue, keys, tmp_path):
    source = catalogue.sources["deutschlandatlas"]
    found = checked_facts(workbook("atlas.xlsx", **atlas(2027)), source, keys, tmp_path)
    facts = found.facts.set_index(["fact", "region"])
    assert found.retrieved == "2029-04-22"
    assert set(found.facts["period"]) == {"2027"}
    assert facts.loc[("minuten_zur_apotheke", "03354018"), "value"] == 2.25
    assert facts.loc[("minuten_zur_apotheke", "03101"), "value"] == 1
    assert facts.loc[("betreuungsquote_u3", "03354"), ["value", "census_base"]].tolist() == [34.4, "zensus_2022"]
    said = [str(message) for message in found.mapping]
    assert said[0] == "1 Merkmal der Datei braucht die Suite nicht: bev_dicht."
    assert "fehlt" in said[1]
    assert "p_harzt (minuten_zur_hausarztpraxis)" in said[1]


def test_a_mean_is_weighted_and_stands_only_where_the_parts_are_there(workbook, catalogue, keys):
    source = catalogue.sources["deutschlandatlas"]
    reading = read_file(workbook("atlas.xlsx", **atlas(2027)), keys, source.signs)
    facts = mapped_facts(reading, source, keys).query("fact == 'minuten_zur_apotheke'")
    assert "03" not in set(facts["region"])  # four municipalities of a thousand
    assert set(facts.loc[facts["flag"] == "estimated", "region"]) == set()


def test_an_edition_without_years_in_its_headings_is_refused_with_a_remedy(workbook, catalogue, keys, tmp_path):
    rows = [[3354, "Lüchow-Dannenberg", 30], [3101, "Braunschweig", 40], [3102, "Salzgitter", 35]]
    path = workbook("alt.xlsx", Deutschlandatlas_KRS1222=[["KRS1222", "Kreisname", "kbetr_u3"], *rows])
    with pytest.raises(InputError, match=r"erwartet wird die Datentabelle des Deutschlandatlas.*neueste Ausgabe"):
        checked_facts(path, catalogue.sources["deutschlandatlas"], keys, tmp_path)


ACCOUNTS = "vgrdl_2024/vgrdl_r2b3_bs2024.xlsx"


@needs_data
def test_the_national_accounts_as_published_give_what_was_taken_from_them(catalogue, keys, tmp_path):
    """1,128 figures of 2000 to 2023."""
    facts = of_the_files("vgrdl", [ACCOUNTS], catalogue, keys, tmp_path)
    assert_equal_to(by_hand("vgrdl", catalogue), facts)
    assert facts["period"].min() == "2000"


def accounts(first, last, title="Verfügbares Einkommen"):
    """Two sheets laid out as those of the national accounts, with a column a year."""
    years = list(range(first, last + 1))
    head = ["Lfd. Nr.", "EU-Code", "Regional-schlüssel", "Land", "Gebietseinheit", *years]
    places = [("03", "Niedersachsen"), ("03354", "Lüchow-Dannenberg"), ("17", "Deutschland"), ("03101", "Braunschweig")]
    rows = [[n, "DE9", key, "NI", name, *(n * 1000.4 + y for y in years)] for n, (key, name) in enumerate(places, 1)]
    about = [["Arbeitskreis „Volkswirtschaftliche Gesamtrechnungen der Länder“"], ["Erschienen im Januar 2027"]]
    first_of = ["1 Primäreinkommen der privaten Haushalte", "1.1 Primäreinkommen der privaten Haushalte", "in Mio. EUR"]
    second = [f"2 {title} der privaten Haushalte", f"2.4 {title} der privaten Haushalte je Einwohnerin", "in EUR"]
    sheets = {"1.1": [*([text] for text in first_of), [], head, *rows]}
    return {"Impressum": about, **sheets, "2.4": [*([text] for text in second), [], head, *rows]}


def test_next_years_accounts_are_read_without_an_edit(workbook, catalogue, keys, tmp_path):
    path = workbook("vgr.xlsx", **accounts(1999, 2027))
    facts = checked_facts(path, catalogue.sources["vgrdl"], keys, tmp_path).facts
    county = facts[facts["region"] == "03354"].set_index("period")["value"]
    assert county.index.min() == "2000"
    assert county["2027"] == 4028  # 2 x 1000.4 + 2027, on whole euros
    assert facts.loc[(facts["region"] == "DG") & (facts["period"] == "2027"), "value"].tolist() == [5028]


def test_accounts_without_the_sheet_are_refused_with_what_is_expected(workbook, catalogue, keys, tmp_path):
    path = workbook("vgr.xlsx", **accounts(2020, 2024, title="Arbeitnehmerentgelt"))
    with pytest.raises(InputError, match=r"trifft keine Zeile|erwartet wird Reihe 2 Band 3"):
        checked_facts(path, catalogue.sources["vgrdl"], keys, tmp_path)


DEPRIVATION = [
    f"gisd/GISD_{name}.csv" for name in ("Bund_Kreis", "Niedersachsen_Kreis", "Niedersachsen_Gemeindeverband")
]


@needs_data
def test_the_index_of_deprivation_as_published_gives_what_was_taken_from_it(catalogue, keys, tmp_path):
    """4,392 figures of three files that do not say what they are."""
    assert_equal_to(by_hand("gisd", catalogue), of_the_files("gisd", DEPRIVATION, catalogue, keys, tmp_path))


@pytest.mark.parametrize(
    ("head", "row", "fact"),
    [
        (
            "kreis_id,kreis_name,year,gisd_score,gisd_5,gisd_10,gisd_k",
            "03354,Lüchow-Dannenberg,2024,0.5,3,6,2",
            "gisd_kreis",
        ),
        ("kreis_id,kreis_name,year,gisd_score", "03354,Lüchow-Dannenberg,2024,0.5", "gisd_kreis_landesrahmen"),
        ("gvb_id,gvb_name,year,gisd_score", "033545403,Gartow,2024,5e-1", "gisd_verband_landesrahmen"),
    ],
)
def test_a_file_of_the_index_is_known_by_its_columns_and_keys(head, row, fact, catalogue, keys, tmp_path):
    path = tmp_path / "herunterladen.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    facts = checked_facts(path, catalogue.sources["gisd"], keys, tmp_path).facts.set_index("fact")
    assert facts.loc[fact, ["value", "period"]].tolist() == [0.5, "2024"]


CENSUS = "zensus2022/Regionaltabelle_Bevoelkerung.xlsx"


@needs_data
def test_the_census_as_published_gives_what_was_taken_from_it(catalogue, keys, tmp_path):
    """154 figures; how far they are from each other was computed by hand and is no figure of the workbook."""
    facts = of_the_files("zensus2022", [CENSUS], catalogue, keys, tmp_path)
    stated = by_hand("zensus2022", catalogue).query("fact != 'zensus_2022_abweichung_prozent' and age == 'total'")
    assert len(stated) == 154
    assert_equal_to(stated, facts)


@needs_data
def test_a_workbook_that_another_source_renews_is_refused_with_its_command(catalogue, keys, tmp_path):
    path = DATA / "gemeindeverzeichnis" / "31122023_Auszug_GV.xlsx"
    with pytest.raises(InputError, match=r"python run_all\.py holen regionalstatistik --tabelle 12411-01-01-5"):
        checked_facts(path, catalogue.sources["gemeindeverzeichnis"], keys, tmp_path)


@pytest.mark.parametrize(
    ("written", "region", "level"),
    [
        ("033510004", "03351004", "gemeinde"),  # no Verband: the municipality itself
        ("033589501", "03358501", "gemeindefrei"),
        ("033515402", "033515402", "samtgemeinde"),
        ("03351902", "033515402", "samtgemeinde"),  # Verband in the Atlas' sheet of 2019
    ],
)
def test_keys_of_verbaende_in_all_notations(written, region, level, keys):
    area = keys.areas([written], "genesis")[written]
    assert (area.region, area.level) == (region, level)
