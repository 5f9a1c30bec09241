"""Tables for open download against a server on loopback: as sent, each edition a file, no account, every error."""

import json
from pathlib import Path

import pytest
from werkzeug import Response

from isp_utils.intake.genesis.open_download import open_table
from isp_utils.intake.genesis.service import Patience
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.offices.publishers import Publishers, Service, load_publishers
from isp_utils.store import Store
from isp_utils.suite.commands import fetching
from tests.intake.samples import TABLES

QUICK = Patience(timeout=0.4, tries=3, pause=0.0, sleep=lambda seconds: None)
NUMBER = "12612-01-01-4"
BIRTHS = TABLES[NUMBER].encode("cp1252")
ADDRESS = f"/downloader/00/tables/{NUMBER}_00.csv"


@pytest.fixture
def office(httpserver):
    tables = httpserver.url_for("/downloader/00/tables/{table}_00.csv")
    return Service("regionalstatistik", "Testdatenbank", httpserver.url_for("/rest/"), "dl-de/by-2-0", tables)


@pytest.fixture
def home(tmp_path, monkeypatch, office):
    """A workplace without any account."""
    monkeypatch.delenv("ISP_REGIONALSTATISTIK_USER", raising=False)
    monkeypatch.setattr(fetching, "load_publishers", lambda: Publishers({"regionalstatistik": office}, {}))
    monkeypatch.setattr(fetching.Store, "here", classmethod(lambda cls: Store(tmp_path)))
    monkeypatch.setattr(fetching, "_now", lambda: "2026-11-30T10:00:00+01:00")
    return tmp_path


def fetched(home):
    assert fetching.fetch(["regionalstatistik", "--tabelle", NUMBER]) == 0
    return sorted(path.name for path in (home / "data" / "raw" / "regionalstatistik").glob("*.csv"))


def test_a_table_is_stored_as_sent_with_its_note_and_no_account(httpserver, home, capsys):
    httpserver.expect_request(ADDRESS, method="GET").respond_with_data(BIRTHS)
    assert fetched(home) == [f"{NUMBER}_2026-11-30.csv"]
    path = home / "data" / "raw" / "regionalstatistik" / f"{NUMBER}_2026-11-30.csv"
    assert path.read_bytes() == BIRTHS
    note = json.loads(Path(f"{path}.abruf.json").read_text(encoding="utf-8"))
    assert note["url"].endswith(ADDRESS)
    assert note["licence"] == "dl-de/by-2-0"
    assert f"pruefen {path}" in capsys.readouterr().out


def test_a_newer_edition_is_a_file_of_its_own_and_the_same_one_is_not_stored_twice(
    httpserver, home, capsys, monkeypatch
):
    for day, body, expected in (("11-30", BIRTHS, 1), ("12-01", BIRTHS, 1), ("12-02", BIRTHS + b"\n", 2)):
        httpserver.clear()
        httpserver.expect_request(ADDRESS).respond_with_data(body)
        monkeypatch.setattr(fetching, "_now", lambda day=day: f"2026-{day}T10:00:00+01:00")
        assert len(fetched(home)) == expected
    assert capsys.readouterr().out.count("nicht geändert") == 1


def test_an_account_or_years_go_to_the_web_service(httpserver, home):
    for more in (["--dienst"], ["--von", "2020"]):
        with pytest.raises(Exception, match="ISP_REGIONALSTATISTIK_USER"):
            fetching.fetch(["regionalstatistik", "--tabelle", NUMBER, *more])
    assert httpserver.log == []


@pytest.mark.parametrize(
    ("answer", "said", "asked"),
    [
        (Response("weg", 404), "gibt es nicht zum offenen Abruf", 1),
        (Response("<!DOCTYPE html><html>Wartung</html>"), "kam eine Internetseite", 1),
        (Response('{"Status": 1}'), "kam etwas anderes", 1),
        (Response("Jahr;Wert\n2024;1\n"), "kam etwas anderes", 1),
        (Response("", 503), "HTTP 503", 3),
        (Response(" "), "Die Antwort ist leer", 3),
    ],
    ids=["unknown", "web page", "json", "another table", "fault", "empty"],
)
def test_what_is_no_table_is_refused_in_german(httpserver, office, answer, said, asked):
    httpserver.expect_request(ADDRESS).respond_with_handler(lambda request: answer)
    with pytest.raises(IntakeError, match=said):
        open_table(office, NUMBER, QUICK)
    assert len(httpserver.log) == asked


def test_no_connection_is_said_with_the_address(office):
    nowhere = Service("regionalstatistik", "Testdatenbank", "", "frei", "http://127.0.0.1:9/{table}_00.csv")
    with pytest.raises(IntakeError, match=rf"nicht erreichbar.*http://127.0.0.1:9/{NUMBER}_00.csv"):
        open_table(nowhere, NUMBER, QUICK)


@pytest.mark.parametrize("name", ["../geheim", "12612-01-01-4?x=1", "", "12612 01"])
def test_what_is_no_number_is_not_asked_for(httpserver, office, name):
    with pytest.raises(IntakeError, match="keine Tabellennummer"):
        open_table(office, name, QUICK)
    assert httpserver.log == []


def test_the_catalogue_knows_the_open_tables():
    services = load_publishers().services
    assert services["regionalstatistik"].open.startswith("https://")
    assert "{table}" in services["regionalstatistik"].open
    assert not services["destatis"].open
