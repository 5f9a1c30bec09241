"""The figures that the project ships: in the agreed form, additive, and equal to the publishers' own tables."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.intake.delivery.delivery import read_delivery, read_sidecar
from isp_utils.model.catalogue import load
from isp_utils.store import PACKAGE, Store
from tests.musterkreis import HEADER

REGISTER = load().register
SHIPPED = Store(PACKAGE.parent)
KREIS = "03354"


def name(path: Path) -> str:
    """Source and file."""
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SHIPPED.deliveries(), ids=name)
def test_a_delivery_is_in_the_agreed_form(path):
    content = path.read_bytes()
    assert content.startswith(f"{HEADER}\n".encode())
    assert content.endswith(b"\n")
    assert b"\r" not in content
    keys = [line.split(";")[:6] for line in content.decode().splitlines()[1:]]
    assert keys == sorted(keys)


@pytest.mark.parametrize("path", SHIPPED.deliveries(), ids=name)
def test_a_delivery_says_where_it_comes_from(path):
    side = read_sidecar(path.with_suffix(".toml"))
    assert side.title
    assert side.table
    assert side.publisher
    assert side.licence
    assert not side.url or side.url.startswith("https://")


def test_no_sidecar_stands_alone():
    assert [path for path in SHIPPED.raw.glob("*/*.toml") if not path.with_suffix(".csv").exists()] == []


@pytest.fixture(scope="module")
def population() -> pd.DataFrame:
    """Inhabitants on 31 December 2023 by region and sex."""
    facts = read_delivery(SHIPPED.raw / "gemeindeverzeichnis" / "bevoelkerung_2023.csv", REGISTER)
    return facts.pivot_table(index="region", columns="sex", values="value")


def test_municipalities_add_up_to_samtgemeinden_and_county(population):
    for area in (*REGISTER.below(KREIS, "samtgemeinde"), REGISTER[KREIS]):
        parts = [region.key for region in REGISTER.below(area.key, "gemeinde")]
        pd.testing.assert_series_equal(population.loc[parts].sum(), population.loc[area.key], check_names=False)
    assert population.loc[KREIS].to_dict() == {"m": 24024, "w": 25185, "total": 49209}


def test_men_and_women_add_up(population):
    assert (population["m"] + population["w"] == population["total"]).all()


# looked up: GV-ISys 31.12.2023 (m, w, total), GISD release of 2024, INKAR 03/2024
ELSEWHERE = {
    "gemeindeverzeichnis/bevoelkerung_2023": (
        "bevoelkerung;03354018;2023-12-31;m;total;total;4621;",
        "bevoelkerung;03354018;2023-12-31;w;total;total;4967;",
        "bevoelkerung;03354018;2023-12-31;total;total;total;9588;",
    ),
    "gisd/gisd_kreise": (
        "gisd_kreis;03354;2021;total;total;total;0,6949;",
        "gisd_kreis;03241;2021;total;total;total;0,48715;",
        "gisd_kreis_quintil;03354;2021;total;total;total;5;",
    ),
    "inkar/bildung": ("ausbildungsplaetze_je_100_nachfrager;03354;1995;total;total;total;101,04;",),
}


@pytest.mark.parametrize("delivery", ELSEWHERE)
def test_some_figures_are_those_of_the_publishers_tables(delivery):
    text = (SHIPPED.raw / f"{delivery}.csv").read_text(encoding="utf-8")
    assert [line for line in ELSEWHERE[delivery] if f"\n{line}\n" not in text] == []


def test_the_population_of_every_municipality_is_the_published_one(population, shared):
    with (shared / "data/gemeindeverzeichnis/gemeinden_de_31122024_tidy.csv").open(encoding="utf-8") as lines:
        published = [row for row in csv.DictReader(lines) if row["AGS"].startswith(KREIS) and float(row["pop"] or 0)]
    assert len(published) == 27
    for row in published:
        ours = population.loc[row["AGS"]]
        assert ours[["total", "m", "w"]].tolist() == [float(row[key]) for key in ("pop", "male", "female")]


def test_the_deprivation_index_of_every_kreis_and_year_is_the_published_one(shared):
    ours = read_delivery(SHIPPED.raw / "gisd" / "gisd_kreise.csv", REGISTER).query("fact == 'gisd_kreis'")
    theirs = pd.read_csv(shared / "data/gisd/GISD_Bund_Kreis.csv", dtype={"kreis_id": str, "year": str})
    both = ours.merge(theirs, left_on=["region", "period"], right_on=["kreis_id", "year"])
    assert len(both) == len(ours) == 1080  # 45 Kreise, 1998 to 2021
    assert (both["value"] - both["gisd_score"]).abs().max() < 1e-5


INKAR = {"bildung", "gesundheit", "kinderbetreuung", "soziales", "siedlung", "wirtschaft"}  # subjects at hand


@pytest.fixture(scope="module")
def inkar(shared) -> dict[str, pd.Series]:
    """Every column of INKAR's tables at hand by (Kreis, year), Kreise of Niedersachsen only."""
    columns = {}
    for path in sorted((shared / "data/inkar").glob("[a-z]*.parquet")):
        table = pd.read_parquet(path)
        table = table[(table["raumbezug"] == "Kreise") & table["kennziffer"].str.startswith("03")]
        table = table.set_index([table["kennziffer"].str[:5], table["zeitbezug"].astype(str).str[:4]])
        numbers = table.select_dtypes("number")
        columns |= {f"{path.stem}/{column}": numbers[column] for column in numbers}
    others = pd.read_csv(shared / "data/other/county_covariates_1995_2022.csv", dtype={"county_code": str, "year": str})
    others = others.set_index([others["county_code"].str.zfill(5), others["year"].str[:4]]).select_dtypes("number")
    return columns | {f"county_covariates/{column}": others[column] for column in others}  # INKAR's population subjects


def test_every_series_of_inkar_is_a_column_of_the_publishers_table(inkar):
    """Found by its figures, not by a name: all Kreise of Niedersachsen, all years that are shipped."""
    paths = [path for path in sorted((SHIPPED.raw / "inkar").glob("*.csv")) if path.stem.split("_")[0] in INKAR]
    facts = pd.concat([read_delivery(path, REGISTER) for path in paths])
    facts = facts[facts["region"].str.fullmatch("03[0-9]{3}") & facts["value"].notna()]
    facts = facts[~facts["flag"].eq("estimated")]
    assert facts["fact"].nunique() >= 60
    unknown = []
    for key, rows in facts.groupby(["fact", "sex", "age", "group"]):
        ours = rows.set_index(["region", rows["period"].str[:4]])["value"]
        if not any((column.reindex(ours.index) - ours).abs().max(skipna=False) < 0.006 for column in inkar.values()):
            unknown.append("/".join(map(str, key)))
    assert unknown == []


# FACTS.md: looked up in the tables of the Regionaldatenbank for 03354 (fact;period;age;group, value)
LOOKED_UP = {
    "lebendgeborene;2011;total;total": 291,
    "lebendgeborene;2015;total;total": 326,
    "kitas;2016-03-01;total;total": 38,
    "kita_plaetze_genehmigt;2016-03-01;total;total": 1881,
    "kita_personal;2016-03-01;total;total": 329,
    "kinder_in_tagesbetreuung;2016-03-01;total;total": 1666,
    "kinder_in_tagesbetreuung;2016-03-01;0-2;total": 306,
    "schulentlassene;2015;total;total": 523,
    "schulentlassene;2015;total;abschluss:ohne": 37,
    "schulentlassene;2015;total;abschluss:hauptschule": 86,
    "schulentlassene;2015;total;abschluss:mittlerer": 246,
    "schulentlassene;2015;total;abschluss:abitur": 148,
    "schueler_allgemeinbildend;2015/16;total;schulart:grundschule": 1549,
    "sgb2_personen_in_bedarfsgemeinschaften;2016-12-31;total;total": 3997,
    "sgb2_nicht_erwerbsfaehige;2016-12-31;0-14;total": 868,
    "krankenhausbetten;2015;total;total": 118,
    "pflegebeduerftige;2015-12-31;total;total": 2466,
    "arbeitslose;2016;total;total": 1786,
    "arbeitslose;2016;15-24;total": 180,
    "arbeitslose;2016;total;dauer:langzeitarbeitslos": 744,
}


@pytest.fixture(scope="module")
def lines() -> set[str]:
    """Every line of the deliveries of the Regionaldatenbank."""
    paths = (SHIPPED.raw / "regionalstatistik").glob("*.csv")
    return {line for path in paths for line in path.read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize(("what", "value"), LOOKED_UP.items())
def test_counts_agree_with_the_regional_statistics(lines, what, value):
    fact, period, age, group = what.split(";")
    assert f"{fact};{KREIS};{period};total;{age};{group};{value};" in lines


def test_every_known_fact_is_delivered_or_drawn_as_demo():
    catalogue = load()
    demo = {fact.fact for source in catalogue.sources.values() for fact in source.demo}
    paths = list((PACKAGE.parent / "data" / "raw").glob("*/*.csv"))
    assert len(paths) > 50
    delivered = {line.partition(";")[0] for path in paths for line in path.open(encoding="utf-8")}
    facts = {name for name in catalogue.fact_names if ":" not in name}  # the others name groups
    assert len(facts) > 150
    assert sorted(facts - demo - delivered) == []
