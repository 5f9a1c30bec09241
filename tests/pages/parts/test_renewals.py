"""What ends early names the table that would renew it and the command that fetches it."""

import tomllib

import pytest

from isp_utils.intake.offices.publishers import load_publishers
from isp_utils.model.catalogue import load
from isp_utils.model.sources import Renewal, Source
from isp_utils.pages.parts.renewals import way_of, way_to_newer
from isp_utils.store import PACKAGE

CATALOGUE = load()
PUBLISHERS = load_publishers()
RAW = PACKAGE.parent / "data" / "raw"
BIRTHS = {"file": "regionalstatistik/a.csv", "retrieved": "2017-10-10", "table": "12612-01-01-4"}
BIRTHS |= {"terms": ["lebendgeborene"]}


def entry(**other):
    """A file of the manifest with births, changed where said."""
    return BIRTHS | other


def command(name, *entries):
    """What the page says about a Kennzahl whose newest figure is of the Regionaldatenbank."""
    way = way_to_newer(CATALOGUE.indicators[name], CATALOGUE.sources["regionalstatistik"], entries, PUBLISHERS)
    return way and way.command


def test_a_table_of_a_service_is_fetched_by_its_number():
    assert command("lebendgeborene", entry()) == "python run_all.py holen regionalstatistik --tabelle 12612-01-01-4"


def test_of_several_files_the_newest_names_the_table():
    newer = entry(file="regionalstatistik/b.csv", retrieved="2024-01-01", table="12612-0100")
    assert command("lebendgeborene", newer, entry()) == "python run_all.py holen regionalstatistik --tabelle 12612-0100"


@pytest.mark.parametrize("other", [{"terms": ["pkw"]}, {"terms": ["lebendgeborene/15-19"]}, {"file": "inkar/a.csv"}])
def test_files_of_other_facts_or_sources_say_nothing(other):
    assert command("lebendgeborene", entry(**other)) is None


def test_a_download_needs_no_table():
    assert (
        way_of(CATALOGUE.sources["inkar"], "INKAR, Bereich Bildung", PUBLISHERS).command
        == "python run_all.py holen inkar"
    )


def test_modelled_ages_are_renewed_by_counted_ones():
    way = way_of(CATALOGUE.sources["eurostat"], "PROJ_19RP3", PUBLISHERS)
    assert (way.table, way.command) == (
        "12411-02-03-4",
        "python run_all.py holen regionalstatistik --tabelle 12411-02-03-4",
    )


def test_a_table_that_ended_is_said_to_have_ended():
    source = Source("amt", "Amt", "Amt für Zahlen", "frei", "amtlich", renewal=Renewal(ended=("1-1",)))
    way = way_of(source, "1-1", PUBLISHERS)
    assert way.command == "1-1 endet hier; nach einer Nachfolge fragen: Amt für Zahlen"
    assert not way.renews


@pytest.mark.parametrize("path", sorted(RAW.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_delivery_has_a_way_to_newer_figures(path):
    table = tomllib.loads(path.read_text(encoding="utf-8"))["table"]
    way = way_of(CATALOGUE.sources[path.parent.name], table, PUBLISHERS)
    assert way.table
    assert way.command.startswith(("python run_all.py holen ", "Datei laden (https://", f"{way.table} endet hier"))


def test_what_is_counted_again_later_says_when():
    way = way_of(CATALOGUE.sources["zensus2022_wohnen"], "Zensus 2022, Gebäude- und Wohnungszählung", PUBLISHERS)
    assert way.command.endswith("endet hier; der nächste Zensus ist für 2031 vorgesehen")
    assert not way.renews


def test_a_table_that_nothing_reads_sends_nobody_into_a_refusal():
    source = Source("amt", "Amt", "Amt für Zahlen", "frei", "amtlich")
    assert "pruefen" not in way_of(source, "1-1", PUBLISHERS).command
    assert "Form der Dateien in data/raw/amt" in way_of(source, "1-1", PUBLISHERS).command
