"""What programs read: the data package knows every file, the catalogue entry is RDF, all tell the same number."""

import json

import pandas as pd
import pytest

from isp_utils.suite.site.workbook import ALL_YEARS
from tests.suite.documents.office import converted, require_office

pytestmark = pytest.mark.slow
CHECKED = ("kennzahl_betreuungsquote_u3", "codebuch", "indikatoren")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
GERMAN_CSV = "--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true"
DCAT = "http://www.w3.org/ns/dcat#"


@pytest.fixture(scope="module")
def package(site):
    """The descriptor, read by its own library."""
    return pytest.importorskip("frictionless").Package(str(site / "daten" / "datapackage.json"))


def test_every_csv_file_is_in_the_package_once(site, package):
    there = sorted(path.name for path in (site / "daten").glob("*.csv"))
    assert sorted(resource.path for resource in package.resources) == there


@pytest.mark.parametrize("name", CHECKED)
def test_a_file_keeps_what_the_package_says_of_it(package, name):
    report = package.get_resource(name).validate()
    assert report.valid, [error.message for task in report.tasks for error in task.errors][:3]


def test_package_csv_and_workbook_tell_the_same_numbers(site, package):
    rows = package.get_resource("kennzahl_betreuungsquote_u3").read_rows()
    own = {row["Zeitraum"]: float(row["Wert"]) for row in rows if row["Gebietsschlüssel"] == "03354" and row["Wert"]}
    csv = pd.read_csv(
        site / "daten" / "kennzahl_betreuungsquote_u3.csv", sep=";", decimal=",", encoding="utf-8-sig", dtype=str
    )
    read = csv[(csv["Gebietsschlüssel"] == "03354") & csv["Wert"].notna()]
    assert own == {row.Zeitraum: float(row.Wert.replace(",", ".")) for row in read.itertuples()}
    assert len(own) > 5
    sheet = pd.read_excel(
        site / "daten" / "kennzahlen.xlsx", sheet_name=ALL_YEARS, header=2, dtype={"Zeitraum": str}, engine="openpyxl"
    )
    told = sheet[(sheet["Kennzahl"] == "betreuungsquote_u3") & sheet["Wert"].notna()]
    assert own == dict(zip(told["Zeitraum"], told["Wert"], strict=True))


def test_libreoffice_reads_the_same_numbers_from_workbook_and_csv(site, tmp_path):
    require_office()
    name = "kennzahl_betreuungsquote_u3.csv"
    converted(site / "daten" / "kennzahlen.xlsx", tmp_path, EVERY_SHEET)
    told = converted(site / "daten" / name, tmp_path, "xlsx", GERMAN_CSV)
    if not (tmp_path / f"kennzahlen-{ALL_YEARS}.csv").exists():
        pytest.skip(f"LibreOffice has no Calc here: apt install --no-install-recommends libreoffice-calc ({told})")
    sheet = pd.read_csv(tmp_path / f"kennzahlen-{ALL_YEARS}.csv", sep=";", header=2, dtype={"Zeitraum": str})
    sheet = sheet[(sheet["Kennzahl"] == "betreuungsquote_u3") & sheet["Wert"].notna()]
    saved = pd.read_excel(tmp_path / name.replace(".csv", ".xlsx"), dtype={"Zeitraum": str}, engine="openpyxl")
    saved = saved[(saved["Gebiet"] == sheet["Gebiet"].iloc[0]) & saved["Wert"].notna()]
    printed = pd.read_csv(site / "daten" / name, sep=";", decimal=",", encoding="utf-8-sig", dtype={"Zeitraum": str})
    own = printed[(printed["Gebiet"] == sheet["Gebiet"].iloc[0]) & printed["Wert"].notna()]
    expected = dict(zip(own["Zeitraum"], own["Wert"], strict=True))
    assert len(expected) > 5
    assert dict(zip(sheet["Zeitraum"], sheet["Wert"].astype(float), strict=True)) == expected
    assert dict(zip(saved["Zeitraum"], saved["Wert"], strict=True)) == expected


def test_the_catalogue_entry_is_rdf_of_one_dataset_whose_files_are_there(site):
    rdflib = pytest.importorskip("rdflib")
    path = site / "daten" / "dcat.jsonld"
    graph = rdflib.Graph().parse(path, format="json-ld", publicID=path.as_uri())
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(DCAT + "Dataset")))) == 1
    addresses = [str(item) for item in graph.objects(None, rdflib.URIRef(DCAT + "downloadURL"))]
    assert len(addresses) >= 4
    folder = (site / "daten").as_uri()
    assert all(address.startswith(folder) for address in addresses)
    assert all((site / "daten" / address.rpartition("/")[2]).exists() for address in addresses)


def test_no_licence_or_source_of_the_package_is_of_made_up_figures(site):
    told = json.loads((site / "daten" / "datapackage.json").read_text(encoding="utf-8"))
    assert told["sources"]
    assert not [source for source in told["sources"] if "eigene Erhebung" in source["title"]]
