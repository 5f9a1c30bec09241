"""Deliveries -> facts -> indicators -> gate, whole or not at all, on the fictive county."""

import hashlib
import math
import shutil
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS, INDICATOR_COLUMNS, NUMERIC
from isp_utils.store import Store
from isp_utils.suite import own_files
from isp_utils.suite.build import build as build_module
from isp_utils.suite.build import laid_down, read_once
from isp_utils.suite.build.anew import FOLDERS, forget_results
from isp_utils.suite.build.build import build
from isp_utils.suite.build.register import NAME, record_release
from tests.musterkreis import (
    BDORF,
    KLEINORT,
    KREIS,
    NEUDORF,
    NORD,
    SUED,
    Row,
    deliver,
    sidecar,
    write_workplace,
)


@pytest.fixture
def store(tmp_path) -> Store:
    """A workplace of one's own to change and break; nothing is built yet."""
    return Store(write_workplace(tmp_path))


def make(store: Store, with_demo: bool = True, strict: bool = False) -> list[str]:
    """Build and return what was said."""
    said: list[str] = []
    build(store, load(store.catalogue), with_demo, said.append, strict)
    return said


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def row(store: Store, indicator: str, region: str, period: str) -> pd.Series:
    """The one gated row."""
    table = store.indicators()
    found = table[(table["indicator"] == indicator) & (table["region"] == region) & (table["period"] == period)]
    assert len(found) == 1
    return found.iloc[0]


# ---- the fictive county, by hand -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "period", "value"),
    [
        ("bevoelkerungsstand", "2023-12-31", 9800),
        ("bevoelkerungsentwicklung", "2021-12-31", 5.0),  # 10.500 after 10.000
        ("wanderungssaldo", "2023", 1000 * 50 / 9800),
        ("kinderarmut_u15", "2022", 8.0),
        ("geburtenrate", "2023", 1000 * 90 / 9800),
        ("betreuungsquote_u3", "2023", 25.0),  # 75 of 300 at the end of the year before
        ("sprachauffaellig", "2023/24", 30.0),
        ("abgaenge_ohne_abschluss", "2022", 12.0),
        ("kinderaerzte", "2022", 4.8),
    ],
)
def test_the_county_has_the_figures_worked_by_hand(built, indicator, period, value):
    assert row(built, indicator, KREIS, period)["value"] == pytest.approx(value)


def test_the_tables_have_the_agreed_columns(built):
    assert tuple(built.indicators().columns) == INDICATOR_COLUMNS
    assert tuple(pd.read_parquet(built.internal / "facts.parquet").columns) == FACT_COLUMNS
    regions = pd.read_parquet(built.processed / "regions.parquet").set_index("region")
    assert regions.loc[NEUDORF, ["parent", "valid_from"]].tolist() == [NORD, "2016-11-01"]


@pytest.mark.parametrize(
    ("indicator", "region", "period", "flag"),
    [
        ("geburtenrate", KLEINORT, "2023", "protected"),  # 1 birth
        ("geburtenrate", KLEINORT, "2021", "secret"),  # by the publisher
        ("betreuungsquote_u3", KLEINORT, "2023", "protected"),  # 2 of 4
        ("betreuungsquote_u3", KLEINORT, "2022", "protected"),  # 3 of 4: the one who is not
        ("sprachauffaellig", SUED, "2023/24", "protected"),  # 4, own delivery: below 5
        ("abgaenge_ohne_abschluss", KREIS, "2019", "secret"),
    ],
)
def test_hidden_figures_have_no_number_and_say_why(built, indicator, region, period, flag):
    found = row(built, indicator, region, period)
    assert found["flag"] == flag
    assert found[["value", "lower", "upper"]].isna().all()
    if flag == "protected":
        assert found[list(NUMERIC)].isna().all()


def test_zero_is_shown_and_not_taken_for_missing(built):
    assert row(built, "geburtenrate", KLEINORT, "2022")["value"] == 0
    assert row(built, "geburtenrate", KLEINORT, "2022")["flag"] == ""


def test_a_gap_stays_a_gap(built):
    table = built.indicators()
    births = table[(table["indicator"] == "geburtenrate") & (table["region"] == KREIS)]
    assert births["period"].tolist() == ["2015", "2016", "2017", "2019", "2020", "2021", "2022", "2023"]


def test_merged_municipalities_have_figures_only_while_they_existed(built):
    table = built.indicators().dropna(subset="value")
    years = {key: set(rows["period"].str[:4]) for key, rows in table.groupby("region")}
    assert years[BDORF] == {"2015"}
    assert min(years[NEUDORF]) == "2016"


def test_no_missing_value_is_unexplained(built):
    table = built.indicators()
    assert (table[table["value"].isna()]["flag"] != "").all()
    assert not table.duplicated([*INDICATOR_COLUMNS[:6], "census_base"]).any()


def test_no_protected_figure_can_be_read_off_the_row(built):
    table = built.indicators()
    assert not ((table["numerator"] > 0) & (table["numerator"] < 3)).any()


def test_the_manifest_says_what_went_in(built):
    manifest = built.manifest()
    files = {entry["file"]: entry for entry in manifest["files"]}
    assert set(files) == {f"{path.parent.name}/{path.name}" for path in built.deliveries()}
    births = files["statistik/geburten.csv"]
    assert births["rejected"] == 0
    assert births["flags"] == {"value": births["rows"] - 4, "secret": 1, "not_in_territory": 3}
    content = (built.raw / "statistik" / "geburten.csv").read_bytes()
    assert births["sha256"] == hashlib.sha256(content).hexdigest()
    own = [entry for name, entry in files.items() if not name.startswith("statistik/")]
    assert own
    assert not any("sha256" in entry for entry in own), "small counts could be tried out against it"
    assert manifest["data_date"] == "2024-06-30"
    assert manifest["protected"] == manifest["flags"]["protected"] == 6


# ---- demo data -------------------------------------------------------------------------------------------------


def test_demo_figures_are_made_flagged_and_left_out_on_demand(store):
    make(store)
    demo = store.indicators().query("indicator == 'hilfen_quote'")
    assert set(demo["flag"]) == {"demo"}
    assert {KREIS, NORD, SUED} <= set(demo["region"])
    manifest = store.manifest()
    said = make(store, with_demo=False)
    assert any("bleiben stehen" in line for line in said), "how much stays is said on the terminal, by source and level"
    assert (manifest["with_demo"], store.manifest()["with_demo"]) == (True, False)
    assert manifest["fingerprint"][:8] != store.manifest()["fingerprint"][:8], "so that runs have different names"
    assert len(store.indicators().query("indicator == 'hilfen_quote'")) == 0
    assert not (store.indicators()["flag"] == "demo").any()


# ---- versions and reuse ----------------------------------------------------------------------------------------


def test_the_same_inputs_are_not_built_again_and_changed_ones_are(store):
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")
    assert make(store) == ["Zahlen: unverändert"]
    deliver(store.home, "statistik/weiteres", [Row("kinderaerzte", KREIS, 2022, 5.5)])
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")
    assert row(store, "kinderaerzte", KREIS, "2022")["value"] == 5.5


def test_a_change_of_the_catalogue_is_built_again(store):
    make(store)
    path = store.catalogue / "indicators" / "grundschule" / "kinderaerzte.toml"
    path.rename(path.with_name("kinderaerzte_je_10000.toml"))
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")
    assert "kinderaerzte_je_10000" in set(store.indicators()["indicator"])


def test_a_build_that_broke_off_while_it_wrote_is_made_again(store, monkeypatch):
    make(store)
    whole = store.indicators()
    with monkeypatch.context() as broken:
        broken.setattr(laid_down, "_write_internal", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make(store, with_demo=False)
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")
    pd.testing.assert_frame_equal(store.indicators(), whole)


@pytest.mark.parametrize("lost", ["indicators.parquet", "intern/zellen.parquet", "intern/system.npz"])
def test_a_table_that_was_lost_is_made_again(store, lost):
    make(store)
    (store.processed / lost).unlink()
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")
    assert (store.processed / lost).exists()


def test_other_packages_build_again(store, monkeypatch):
    make(store)
    monkeypatch.setattr(own_files, "packages", lambda: "pandas=99")
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")


def test_what_begins_anew_keeps_what_was_published_and_makes_all_else(store):
    make(store)
    before = store.indicators()
    record_release(store)
    register = (store.internal / NAME).read_bytes()
    forget_results(store)
    left = {path.name for path in store.internal.iterdir()}
    assert left.isdisjoint(FOLDERS)
    assert make(store)[0].startswith("Zahlen: 8 Lieferungen")
    assert (store.internal / NAME).read_bytes() == register
    pd.testing.assert_frame_equal(store.indicators(), before)


def test_of_two_deliveries_of_a_figure_the_later_one_counts(store):
    later = deliver(store.home, "statistik/a_nachlieferung", [Row("kinderaerzte", KREIS, 2022, 5.5)])
    side = later.with_suffix(".toml")
    side.write_text(sidecar("Nachlieferung").replace("2024-06-30", "2024-09-30"), encoding="utf-8")
    make(store)
    assert row(store, "kinderaerzte", KREIS, "2022")["value"] == 5.5
    assert store.manifest()["data_date"] == "2024-09-30"


# ---- refused deliveries ----------------------------------------------------------------------------------------


def test_strictly_every_faulty_delivery_is_named_and_nothing_is_written(store):
    make(store)
    before = contents(store.processed)
    for name in ("geburten", "schule"):
        path = store.raw / "statistik" / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        make(store, strict=True)
    assert "geburten.csv, Zeile" in str(caught.value)
    assert "schule.csv, Zeile" in str(caught.value)
    assert contents(store.processed) == before


def test_a_folder_that_is_no_source_is_refused(store):
    shutil.move(store.raw / "statistik", store.raw / "statistk")
    with pytest.raises(
        InputError, match=r"data/raw/statistk gehört zu keiner Quelle des Katalogs\. Meinten Sie »statistik«"
    ):
        make(store, strict=True)


def test_without_deliveries_the_place_for_them_is_named(store):
    shutil.rmtree(store.raw)
    with pytest.raises(InputError, match="In data/raw liegt keine Lieferung"):
        make(store)


def test_deliveries_that_no_kennzahl_uses_are_read_all_the_same(store):
    shutil.rmtree(store.raw)
    deliver(store.home, "statistik/anderes", [Row("anderes", KREIS, 2022, 1)])
    make(store)
    assert len(store.indicators()) == 0


def test_before_a_build_the_table_is_asked_for_in_vain(store):
    with pytest.raises(InputError, match=r"Bitte zuerst »python run_all\.py« ausführen"):
        store.indicators()


# ---- one file, no code -----------------------------------------------------------------------------------------


def test_a_new_indicator_is_one_file(store):
    text = (store.catalogue / "indicators/schwangerschaft_geburt/geburtenrate.toml").read_text(encoding="utf-8")
    new = store.catalogue / "indicators/schwangerschaft_geburt/geburten_je_10000.toml"
    new.write_text(text.replace("per = 1000", "per = 10000"), encoding="utf-8")
    make(store)
    assert row(store, "geburten_je_10000", KREIS, "2023")["value"] == pytest.approx(10_000 * 90 / 9800)


def test_a_new_source_is_one_file_and_its_delivery(store):
    source = (store.catalogue / "sources/statistik.toml").read_text(encoding="utf-8")
    (store.catalogue / "sources/kammer.toml").write_text(source, encoding="utf-8")
    deliver(store.home, "kammer/aerzte", [Row("kinderaerzte", KREIS, 2023, 5.1)])
    make(store)
    found = row(store, "kinderaerzte", KREIS, "2023")
    assert (found["value"], found["source"]) == (5.1, "kammer")


def test_a_new_year_is_no_file_of_the_catalogue(store):
    deliver(store.home, "statistik/weiteres_2023", [Row("kinderaerzte", KREIS, 2023, 5.1)])
    make(store)
    assert row(store, "kinderaerzte", KREIS, "2023")["value"] == 5.1


def test_a_new_county_is_one_file(store):
    county = """
name        = "Landkreis Nachbar"
short       = "Nachbar"
in_sentence = "im Landkreis Nachbar"
peers       = "03"

[[areas]]
key    = "03901001"
name   = "Randort"
level  = "gemeinde"
parent = "03901"
"""
    folder = store.catalogue / "counties" / "03901"
    folder.mkdir()
    (folder / "county.toml").write_text(county, encoding="utf-8")
    deliver(store.home, "statistik/randort", [Row("bevoelkerung", "03901001", "2023-12-31", 777)], "zensus_2022")
    make(store)
    catalogue = load(store.catalogue)
    assert catalogue.county("03901").in_sentence == "im Landkreis Nachbar"
    assert catalogue.register["03901001"].name == "Randort"
    assert row(store, "bevoelkerungsstand", "03901001", "2023-12-31")["value"] == 777
    assert math.isclose(row(store, "betreuungsquote_u3", "03901", "2023")["value"], 30.0)


def test_many_deliveries_are_read_by_several_processes_with_the_same_facts(built, tmp_path, monkeypatch):
    store = Store(Path(shutil.copytree(built.home, tmp_path / "viele")))
    for module in (build_module, read_once):
        monkeypatch.setattr(module, "MANY", 2)
    for module in (build_module, laid_down):
        monkeypatch.setattr(module, "LARGE", 2)
    before, said = pd.read_parquet(store.internal / "facts.parquet"), store.manifest()
    for path in (*(store.internal / "gelesen").glob("*"), store.processed / "manifest.json"):
        path.unlink()
    assert build(store, load(store.catalogue), say=lambda text: None).fresh
    pd.testing.assert_frame_equal(pd.read_parquet(store.internal / "facts.parquet"), before)
    assert store.manifest() == said
