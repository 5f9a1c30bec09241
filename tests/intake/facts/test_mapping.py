"""Official tables dropped into data/raw become the facts that were stated by hand from the same tables."""

from pathlib import Path

import pandas as pd
import pytest

from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.intake.facts.breaches import check_facts
from isp_utils.intake.facts.mapping import mapped_facts
from isp_utils.intake.facts.table_rules import rules_of
from isp_utils.intake.inbox import read_file
from isp_utils.intake.to_facts import facts_in_file
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS
from tests.intake.samples import FLAT, flat, inkar_table
from tests.intake.samples import TABLES as SAMPLES
from tests.intake.shared import DATA, needs_data

ROOT = Path(__file__).resolve().parents[3]
KEY = ["fact", "region", "period", "sex", "age", "group", "census_base"]
TABLES = {  # table of the rule -> file of the reference material
    "13211-02-05-4": "13211-02-05-4_00.csv",
    "21111-01-03-4": "21111-01-03-4.csv",
    "21121-02-02-4": "21121-02-02-4.csv",
    "22542-01-02-4": "22542-01-02-4_00.csv",
    "23111-01-04-4": "23111-01-04-4_00.csv",
    "12411-01-01-5": "12411-01-01-5_00.csv",
    "12411-02-03-5": "12411-02-03-5_00.csv",
    "12612-01-01-4": "12612-01-01-4_00.csv",
    "12613-01-01-4": "12613-01-01-4_00.csv",
    "12631-01-01-4": "12631-01-01-4_00.csv",
    "21111-02-06-4": "21111-02-06-4.csv",
    "22411-01-01-4": "22411-01-01-4_00.csv",
    "22543-01-02-4": "22543-01-02-4_00.csv",
    "22811-01-01-4": "22811-01-01-4_00.csv",
    "22811-02-02-4": "22811-02-02-4_00.csv",
    "46251-01-02-4": "46251-01-02-4_00.csv",
    "AI003-3": "AI003-3_00.csv",
    "12111-32-01-4": "12111-32-01-4_00.csv",
    "12411-03-03-4": "12411-03-03-4_00.csv",
    "12411-04-02-4": "12411-04-02-4_00.csv",
    "12612-02-01-4": "12612-02-01-4_00.csv",
    "12613-02-02-4": "12613-02-02-4_00.csv",
    "12711-01-03-5": "12711-01-03-5_00.csv",
    "13111-08-02-5": "13111-08-02-5_00.csv",
    "13111-09-01-4": "13111-09-01-4_00.csv",
    "21121-01-05-4": "21121-01-05-4_00.csv",
    "22121-01-02-4": "22121-01-02-4_00.csv",
    "22121-01-03-4": "22121-01-03-4_00.csv",
    "22131-01-02-4": "22131-01-02-4_00.csv",
    "22151-01-01-4": "22151-01-01-4_00.csv",
    "22151-01-02-4": "22151-01-02-4_00.csv",
    "22221-01-01-4": "22221-01-01-4_00.csv",
    "22311-01-02-4": "22311-01-02-4_00.csv",
    "22411-01-01-4-B": "22411-01-01-4-B_pflege_2017_iso8859.csv",
    "22411-02-02-4": "22411-02-02-4_00.csv",
    "22541-01-01-4": "22541-01-01-4_00.csv",
    "22541-01-04-4": "22541-01-04-4_00.csv",
    "22543-01-01-4": "22543-01-01-4_00.csv",
    "22543-02-02-4": "22543-02-02-4_00.csv",
    "31231-02-01-4": "31231-02-01-4_00.csv",
    "46241-01-03-5": "46241-01-03-5_00.csv",
    "AI-S-03": "AI-S-03_00.csv",
    "AI014-2": "AI014-2_00.csv",
    "AIG-018": "AIG-018_00.csv",
}
# stated by hand beyond the table: figures over the population of another table, another edition, sums of municipalities
BEYOND = {"beschaeftigungsquote_frauen", "schueler_je_100_einwohner", "wohnflaeche_je_einwohner_qm"}
BEYOND |= {"abschluss:dar_fhr_schulisch"}
ADDED = {"13111-08-02-5": "samtgemeinde"}


def stated(catalogue, source, table):
    """Facts of the shipped deliveries that name the table."""
    paths = (ROOT / "data" / "raw" / source).glob(f"{table}*.csv")
    return pd.concat([read_delivery(path, catalogue.register) for path in paths])


def assert_as_stated(facts, by_hand, least):
    """Every fact stated by hand comes out of the table with the same value."""
    by_hand = by_hand[~by_hand["fact"].isin(BEYOND) & ~by_hand["group"].isin(BEYOND) & by_hand["value"].notna()]
    both = by_hand.merge(facts, on=KEY, how="left", suffixes=("_hand", "_rule"), indicator=True)
    assert len(both) >= least
    assert (both["_merge"] == "both").all(), both[both["_merge"] != "both"][KEY].head()
    pd.testing.assert_series_equal(both["value_hand"], both["value_rule"], check_names=False)


def beside(by_hand, facts):
    """The facts stated by hand for the regions and periods that a table has."""
    there = set(zip(facts["region"], facts["period"], strict=True))
    return by_hand[[place in there for place in zip(by_hand["region"], by_hand["period"], strict=True)]]


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("12411-01-01-5", 6),
        ("12612-01-01-4", 12),
        ("21111-02-06-4", 30),
        ("22543-01-02-4", 18),
        ("73111-01-01-4", 20),  # stated by hand from the flat file
    ],
)
def test_a_small_table_gives_the_stated_facts(table, least, catalogue, keys, reads):
    source = catalogue.sources["regionalstatistik"]
    facts = mapped_facts(reads(SAMPLES[table], hint=source.signs), source, keys)
    assert_as_stated(facts, beside(stated(catalogue, "regionalstatistik", table), facts), least)


def test_income_of_municipalities_is_read_beside_that_of_the_kreis(catalogue, keys, reads):
    source = catalogue.sources["regionalstatistik"]
    facts = mapped_facts(reads(SAMPLES["73111-01-01-5"], hint=source.signs), source, keys)
    income = facts[facts["fact"] == "einkuenfte_je_steuerpflichtigem"].set_index("region")["value"]
    assert income.to_dict() == {"03354": 36967, "03354005": 38830, "03354018": 36489}


def test_a_small_flat_file_gives_the_stated_facts(catalogue, keys, reads):
    source = catalogue.sources["regionalstatistik"]
    figures = (("GESM", "männlich", "22695"), ("GESW", "weiblich", "23807"), ("", "Insgesamt", "46502"))
    facts = mapped_facts(reads(flat(*(("03354", *figure, "Anzahl") for figure in figures))), source, keys)
    assert_as_stated(facts, beside(stated(catalogue, "regionalstatistik", "12411-01-01-4_2024"), facts), 3)
    assert set(facts["census_base"]) == {"zensus_2022"}


def test_a_small_inkar_table_gives_the_stated_facts(catalogue, keys, reads):
    source = catalogue.sources["inkar"]
    facts = mapped_facts(reads(inkar_table(), "bildung.parquet"), source, keys)
    by_hand = stated(catalogue, "inkar", "bildung").query("fact == 'ausbildungsplaetze_je_100_nachfrager'")
    assert_as_stated(facts, beside(by_hand, facts), 3)
    assert list(facts.columns) == list(FACT_COLUMNS)


@needs_data
def test_the_whole_tables_give_the_stated_facts(catalogue, keys, subtests):
    """44 tables of the Regionaldatenbank, a flat file, 3 tables of INKAR."""
    source = catalogue.sources["regionalstatistik"]
    for table, name in TABLES.items():
        with subtests.test(table):
            facts = mapped_facts(read_file(DATA / "regionalstatistik" / name, keys, source.signs), source, keys)
            by_hand = stated(catalogue, "regionalstatistik", table)
            levels = by_hand["region"].map(lambda region: catalogue.register[region].level)
            by_hand = by_hand[levels != ADDED.get(table)]
            assert_as_stated(facts, by_hand[by_hand["period"].isin(set(facts["period"]))], 51)
    with subtests.test("flat file"):
        path = DATA / "genesis_ffcsv_2025" / "12411-01-01-4__de__q-off__compress-false.csv"
        facts = mapped_facts(read_file(path, keys), source, keys)
        assert_as_stated(facts, beside(stated(catalogue, "regionalstatistik", "12411-01-01-4_2024"), facts), 3)
    source, by_hand = catalogue.sources["inkar"], stated(catalogue, "inkar", "").query("region == '03354'")
    for table in ("bildung", "sozialleistungen", "medizinische_und_soziale_versorgung"):
        with subtests.test(table):
            facts = mapped_facts(read_file(DATA / "inkar" / f"{table}.parquet", keys), source, keys)
            assert_as_stated(facts, by_hand.merge(facts[KEY], on=KEY), 201)


ALIKE = {  # table -> source that states the same figures, how far rounding takes them apart, share that is equal
    "12711-01-03-4": ("regionalstatistik", 0.0, 1.0),
    "13111-08-02-4": ("regionalstatistik", 0.0, 1.0),
    "13211-01-03-4": ("regionalstatistik", 0.0, 1.0),
    "AI002-1": ("inkar", 0.0501, 0.99),
    "AI014-1": ("inkar", 0.0501, 0.9),
}


@needs_data
@pytest.mark.parametrize("table", ALIKE)
def test_a_table_gives_the_figures_that_other_tables_state(table, catalogue, keys):
    office = catalogue.sources["regionalstatistik"]
    facts = mapped_facts(read_file(DATA / "regionalstatistik" / f"{table}_00.csv", keys, office.signs), office, keys)
    source, rounded, equal = ALIKE[table]
    by_hand = stated(catalogue, source, "").dropna(subset="value")
    both = by_hand.merge(facts, on=KEY, suffixes=("_hand", "_rule"))
    assert len(both) > 300
    assert ((both["value_hand"] - both["value_rule"]).abs() <= rounded).mean() >= equal


LONG = """Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert
Bildung;1;q_sch;Schüler;Kreise;03354000;Lüchow-Dannenberg;2021;10,4
Bildung;1;q_sch;Schüler;Kreise;03355000;Lüneburg;2021;11,5
Bildung;1;q_sch;Schüler;Raumordnungsregionen;0305;Lüneburg;2021;11
Bildung;1;q_sch;Schüler;Bund;111;Deutschland;2021;10,14
"""


def test_a_large_inkar_download_is_converted_once(tmp_path, catalogue, keys, monkeypatch):
    monkeypatch.setattr("isp_utils.intake.inkar.database.SMALL", 10)
    source = catalogue.sources["inkar"]
    path = tmp_path / "inkar" / "inkar_2025.csv"
    path.parent.mkdir()
    path.write_text(LONG, encoding="utf-8")
    found = facts_in_file(path, source, keys, tmp_path / "werk")
    assert sorted(found.facts["value"]) == [10.14, 10.4, 11.5]
    assert set(found.facts["region"]) == {"DG", "03354", "03355"}
    converted = list((tmp_path / "werk").iterdir())
    assert [p.suffix for p in converted] == [".parquet"]
    stamp = converted[0].stat().st_mtime_ns
    facts_in_file(path, source, keys, tmp_path / "werk")
    assert converted[0].stat().st_mtime_ns == stamp


def source_with(*tables):
    return Source("probe", "Probe", "Amt", "frei", "amtlich", tables=tables)


def test_a_table_without_rule_asks_for_one(reads, keys):
    reading = reads(flat(("03354", "", "Insgesamt", "5", "Anzahl")))
    with pytest.raises(InputError, match=r"noch keine Zuordnung"):
        mapped_facts(reading, source_with(), keys)


def test_a_forgotten_dimension_is_refused(reads, keys):
    reading = reads(flat(("03354", "GESM", "männlich", "2", "Anzahl"), ("03354", "GESW", "weiblich", "3", "Anzahl")))
    rule = {"table": "12411", "facts": [{"fact": "bevoelkerung"}]}
    with pytest.raises(InputError, match="»GES«"):
        mapped_facts(reading, source_with(rule), keys)


def test_units_of_a_thousand_are_scaled_where_the_rule_says_so(reads, keys):
    reading = reads(flat(("03354", "", "Insgesamt", "46,5", "1000")))
    rule = {"table": "12411", "sex": "GES", "scaled": True, "facts": [{"fact": "bevoelkerung"}]}
    facts = mapped_facts(reading, source_with(rule), keys)
    assert facts["value"].tolist() == [46_500.0]
    assert facts["raw"].tolist() == ["46,5"]


def test_a_refused_file_makes_no_facts(reads, keys):
    with pytest.raises(InputError, match="0 Datenzeilen"):
        mapped_facts(reads(FLAT), source_with({"table": "12411", "facts": []}), keys)


def test_dissolved_kreise_become_todays_where_the_rule_says_so(reads, keys):
    text = flat(("03152", "", "Insgesamt", "250000", "Anzahl"), ("03156", "", "Insgesamt", "70000", "Anzahl"))
    reading = reads(text.replace("2024-12-31", "2014-12-31"))
    rule = {"table": "12411", "sex": "GES", "crosswalk": "population", "facts": [{"fact": "bevoelkerung"}]}
    made = mapped_facts(reading, source_with(rule), keys).query("region == '03159'")
    assert made["value"].tolist() == [320_000.0]
    assert made["flag"].tolist() == ["estimated"]


def test_every_rule_of_the_catalogue_is_well_formed(catalogue):
    assert sum(len(rules_of(source)) for source in catalogue.sources.values()) > 10


@pytest.mark.parametrize(
    ("rule", "said"),
    [({"geschlecht": "GES"}, "unbekannter Schlüssel »geschlecht«"), ({"census_base": "zensus_1970"}, "»zensus_1970«")],
)
def test_a_rule_with_a_slip_is_refused(rule, said):
    with pytest.raises(InputError, match=said):
        rules_of(source_with({"table": "12411", "facts": []} | rule))


def test_a_negative_count_that_an_office_published_is_missing_and_any_other_an_error(reads, keys, catalogue):
    reading = reads(flat(("03354", "", "Insgesamt", "-5", "Anzahl"), ("03355", "", "Insgesamt", "6", "Anzahl")))
    rule = {"table": "12411", "sex": "GES", "facts": [{"fact": "bevoelkerung"}]}
    facts = mapped_facts(reading, source_with(rule | {"slips": ["03354/2024-12-31"]}), keys)
    assert facts.set_index("region").loc["03354", ["flag", "raw"]].tolist() == ["not_available", "-5"]
    assert facts.set_index("region").loc["03355", "value"] == 6
    check_facts(facts, source_with(), catalogue.register)
    with pytest.raises(InputError, match="liegt außerhalb"):
        check_facts(mapped_facts(reading, source_with(rule), keys), source_with(), catalogue.register)


def test_more_women_than_people_is_an_error_with_its_row(reads, keys):
    reading = reads(flat(("03354", "", "Insgesamt", "5", "Anzahl"), ("03354", "GESW", "weiblich", "7", "Anzahl")))
    rule = {"table": "12411", "sex": "GES", "men_by_difference": True, "facts": [{"fact": "bevoelkerung"}]}
    with pytest.raises(InputError, match="Zeile 2: mehr Frauen als Menschen"):
        mapped_facts(reading, source_with(rule), keys)


def test_two_rows_under_one_key_are_both_named(reads, keys):
    rows = (("03354", "", "Insgesamt", "5", "Anzahl"), ("03354", "X", "Insgesamt", "7", "Anzahl"))
    rule = {"table": "12411", "facts": [{"fact": "bevoelkerung", "where": {"GES_label": "Insgesamt"}}]}
    with pytest.raises(InputError, match=r"Zeile 3: .* auch aus Zeile 2|Spalte »GES«"):
        mapped_facts(reads(flat(*rows)), source_with(rule), keys)
