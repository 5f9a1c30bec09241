"""Official tables dropped into data/raw become the facts that were stated by hand from the same tables."""

from pathlib import Path

import pandas as pd
import pytest

from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.intake.facts.mapping import facts_of
from isp_utils.intake.facts.table_rules import rules_of
from isp_utils.intake.inbox import read_file
from isp_utils.intake.to_facts import delivered
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS
from tests.intake.shared import DATA, needs_data

ROOT = Path(__file__).resolve().parents[3]
KEY = ["fact", "region", "period", "sex", "age", "group", "census_base"]
TABLES = {  # table of the rule -> file of the reference material
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
}
# stated by hand beyond the table: sums of the first helper, a derived fact, another edition
BEYOND = {"frauen", "abschluss:dar_fhr_schulisch"}


def stated(catalogue, source, table):
    """Facts of the shipped deliveries that name the table."""
    paths = (ROOT / "data" / "raw" / source).glob(f"{table}*.csv")
    return pd.concat([read_delivery(path, catalogue.register) for path in paths])


@needs_data
@pytest.mark.parametrize("table", TABLES)
def test_raw_table_gives_the_stated_facts(table, catalogue, keys):
    source = catalogue.sources["regionalstatistik"]
    facts = facts_of(read_file(DATA / "regionalstatistik" / TABLES[table], keys, source.signs), source, keys)
    by_hand = stated(catalogue, "regionalstatistik", table)
    by_hand = by_hand[~by_hand["fact"].isin(BEYOND) & ~by_hand["group"].isin(BEYOND)]
    periods = set(facts["period"])
    by_hand = by_hand[by_hand["period"].isin(periods) & by_hand["value"].notna()]
    both = by_hand.merge(facts, on=KEY, how="left", suffixes=("_hand", "_rule"), indicator=True)
    assert len(both) > 50
    assert (both["_merge"] == "both").all(), both[both["_merge"] != "both"][KEY].head()
    pd.testing.assert_series_equal(both["value_hand"], both["value_rule"], check_names=False)


@needs_data
def test_flat_file_gives_the_population_of_2024(catalogue, keys):
    source = catalogue.sources["regionalstatistik"]
    path = DATA / "genesis_ffcsv_2025" / "12411-01-01-4__de__q-off__compress-false.csv"
    own = facts_of(read_file(path, keys), source, keys).query("region == '03354' and sex == 'total'").iloc[0]
    assert (own["fact"], own["period"], own["value"], own["census_base"]) == (
        "bevoelkerung",
        "2024-12-31",
        46502,
        "zensus_2022",
    )


@needs_data
@pytest.mark.parametrize("table", ["bildung", "sozialleistungen", "medizinische_und_soziale_versorgung"])
def test_inkar_parquet_gives_the_stated_facts(table, catalogue, keys):
    source = catalogue.sources["inkar"]
    facts = facts_of(read_file(DATA / "inkar" / f"{table}.parquet", keys), source, keys)
    by_hand = pd.concat([read_delivery(path, catalogue.register) for path in (ROOT / "data/raw/inkar").glob("*.csv")])
    both = by_hand[by_hand["region"] == "03354"].merge(facts, on=KEY, suffixes=("_hand", "_rule"))
    assert len(both) > 200
    pd.testing.assert_series_equal(both["value_hand"], both["value_rule"], check_names=False)
    assert list(facts.columns) == list(FACT_COLUMNS)


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
    found = delivered(path, source, keys, tmp_path / "werk")
    assert sorted(found.facts["value"]) == [10.14, 10.4, 11.5]
    assert set(found.facts["region"]) == {"DG", "03354", "03355"}
    converted = list((tmp_path / "werk").iterdir())
    assert [p.suffix for p in converted] == [".parquet"]
    stamp = converted[0].stat().st_mtime_ns
    delivered(path, source, keys, tmp_path / "werk")
    assert converted[0].stat().st_mtime_ns == stamp


FLAT = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
    "1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label\n"
)


def flat(*rows):
    return FLAT + "".join(
        f"12411;x;STAG;Stichtag;2024-12-31;KREISE;Kreise;{key};Name;GES;Geschlecht;{code};{label};{value};{unit};BEVSTD;Bevölkerung\n"
        for key, code, label, value, unit in rows
    )


def source_with(*tables):
    return Source("probe", "Probe", "Amt", "frei", "amtlich", tables=tables)


def test_a_table_without_rule_asks_for_one(reads, keys):
    reading = reads(flat(("03354", "", "Insgesamt", "5", "Anzahl")))
    with pytest.raises(InputError, match=r"noch keine Zuordnung"):
        facts_of(reading, source_with(), keys)


def test_a_forgotten_dimension_is_refused(reads, keys):
    reading = reads(flat(("03354", "GESM", "männlich", "2", "Anzahl"), ("03354", "GESW", "weiblich", "3", "Anzahl")))
    rule = {"table": "12411", "facts": [{"fact": "bevoelkerung"}]}
    with pytest.raises(InputError, match="»GES«"):
        facts_of(reading, source_with(rule), keys)


def test_units_of_a_thousand_are_scaled_where_the_rule_says_so(reads, keys):
    reading = reads(flat(("03354", "", "Insgesamt", "46,5", "1000")))
    rule = {"table": "12411", "sex": "GES", "scaled": True, "facts": [{"fact": "bevoelkerung"}]}
    facts = facts_of(reading, source_with(rule), keys)
    assert facts["value"].tolist() == [46_500.0]
    assert facts["raw"].tolist() == ["46,5"]


def test_a_refused_file_makes_no_facts(reads, keys):
    with pytest.raises(InputError, match="0 Datenzeilen"):
        facts_of(reads(FLAT), source_with({"table": "12411", "facts": []}), keys)


def test_dissolved_kreise_become_todays_where_the_rule_says_so(reads, keys):
    text = flat(("03152", "", "Insgesamt", "250000", "Anzahl"), ("03156", "", "Insgesamt", "70000", "Anzahl"))
    reading = reads(text.replace("2024-12-31", "2014-12-31"))
    rule = {"table": "12411", "sex": "GES", "crosswalk": "population", "facts": [{"fact": "bevoelkerung"}]}
    made = facts_of(reading, source_with(rule), keys).query("region == '03159'")
    assert made["value"].tolist() == [320_000.0]
    assert made["flag"].tolist() == ["estimated"]


def test_every_rule_of_the_catalogue_is_well_formed(catalogue):
    for source in catalogue.sources.values():
        rules_of(source)
