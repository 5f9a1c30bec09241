"""`isp holen` says which tables would renew which Kennzahlen, and of which year the newest figure is."""

import pandas as pd
import pytest

from isp_utils.intake.facts.given import tables_giving
from isp_utils.intake.offices.publishers import load_publishers
from isp_utils.model.catalogue import load
from isp_utils.model.sources import Source
from isp_utils.model.terms import Term
from isp_utils.store import Store
from isp_utils.suite.commands.renewable import renewable, renewable_lines
from tests.workplace import command_in

TABLES = (
    {"table": "1-1", "age": "kopf_1", "facts": [{"fact": "kinder"}]},
    {"table": "1-2", "groups": {"kopf_1": {"x": "art:x"}}, "facts": [{"fact": "kinder"}]},
    {"table": "1-3", "facts": [{"fact": "plaetze"}, {"fact": "kinder", "age": "0-2", "group": "art:y"}]},
    {"table": "4", "facts": [{"fact": "kinder"}]},
    {"table": "5", "number": "5-1", "facts": [{"fact": "steuer"}]},
    {"table": "6-1", "service": "anderswo", "facts": [{"fact": "kinder"}]},
)
DERIVED = ({"fact": "anteil", "of": ["kinder/0-2"], "per": ["kinder"]}, {"fact": "summe", "of": ["kinder", "steuer"]})
OFFICE = Source("amt", "Amt", "Amt", "frei", "amtlich", tables=TABLES, derived=DERIVED)


@pytest.mark.parametrize(
    ("terms", "tables"),
    [
        (["kinder/0-2"], ["1-1"]),
        (["kinder/total/art:x"], ["1-2"]),
        (["kinder/0-2/art:y"], ["1-3"]),
        (["plaetze", "kinder/0-2/art:y"], ["1-3"]),
        (["plaetze", "kinder"], []),
        (["steuer"], ["5-1"]),
        (["anteil"], ["1-1"]),
        (["summe"], []),
    ],
)
def test_a_table_gives_what_its_rules_say(terms, tables):
    assert list(tables_giving(Term.each(terms), OFFICE)) == tables


@pytest.fixture(scope="module")
def catalogue():
    return load()


def offers(catalogue, store, source="regionalstatistik"):
    found = renewable(catalogue.sources[source], catalogue, load_publishers(), store, catalogue.home[0])
    return {offer.table: offer for offer in found}


def test_before_the_first_run_the_catalogue_alone_says_it(catalogue, tmp_path):
    found = offers(catalogue, Store(tmp_path))
    assert "Scheidungskinder" in found["12631-01-01-4"].years
    assert found["73111-01-01-4"].command.endswith("--tabelle 73111-01-01-4")
    assert not set(found) & set(catalogue.sources["regionalstatistik"].renewal.ended)
    assert "nach dem ersten Lauf" in renewable_lines(list(found.values()), "Amt")[0]


def test_after_a_run_the_newest_year_and_the_newest_table_are_named(catalogue, tmp_path, monkeypatch):
    files = [("12711-01-03-4", "2025-01-01"), ("12711-01-03-5", "2024-01-01"), ("12411-01-01-4", "2024-01-01")]
    entries = [
        {"file": "regionalstatistik/a.csv", "table": t, "retrieved": day, "terms": ["zuzuege"]} for t, day in files
    ]
    rows = [("wanderungssaldo", catalogue.home[0], "2015", 1.0, ""), ("wanderungssaldo", "DG", "2020", 1.0, "")]
    store = Store(tmp_path)
    store.processed.mkdir(parents=True)
    for name in ("indicators.parquet", "manifest.json"):
        (store.processed / name).touch()
    table = pd.DataFrame(rows, columns=["indicator", "region", "period", "value", "flag"])
    monkeypatch.setattr(Store, "indicators", lambda self: table)
    monkeypatch.setattr(Store, "manifest", lambda self: {"files": entries})
    found = offers(catalogue, store)
    saldo = catalogue.indicators["wanderungssaldo"].short
    assert found["12711-01-03-4"].years[saldo] == 2015
    assert "12711-01-03-5" in found["12711-01-03-4"].also
    assert f"{saldo} (2015)" in "".join(found["12711-01-03-4"].lines)


def test_the_command_without_table_lists_them_and_fetches_nothing(tmp_path, capsys):
    for arguments in ([], ["regionalstatistik"]):
        assert command_in(tmp_path, "holen", *arguments) == 0
        assert "holen regionalstatistik --tabelle 12612-01-01-4" in capsys.readouterr().out
    assert not (tmp_path / "data" / "raw").exists()
    assert command_in(tmp_path, "holen", "destatis") == 2
    assert "--tabelle" in capsys.readouterr().err


def test_every_table_of_the_regional_database_that_is_read_can_be_asked_for(catalogue):
    office = catalogue.sources["regionalstatistik"]
    for item in catalogue.indicators.values():
        for table in tables_giving(Term.each(item.numerator), office):
            assert "-" in table, item.id
