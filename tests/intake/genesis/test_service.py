"""The web service client against recorded answers on loopback: real sockets, jobs, and everything that goes wrong."""

import json
import logging
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from isp_utils.intake.genesis.service import Client, Patience
from isp_utils.intake.inbox import read_file
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.offices.publishers import Account, Download, Publishers, Service, account_for, load_publishers
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.commands import fetching
from tests.intake.shared import DATA, needs_data

API = DATA / "genesis_api"
USER, PASSWORD = "DE99BENUTZER", "geheim-Kennwort-7"
QUICK = Patience(timeout=0.4, tries=3, pause=0.0, looks=5, sleep=lambda seconds: None)
OK_STATUS = {"Status": {"Code": 0, "Content": "erfolgreich"}, "Object": {}, "Copyright": "© Amt"}
ZIP = "12411-01-01-4__data_tablefile__de.zip"


def recorded(name):
    return (API / name).read_bytes()


@pytest.fixture
def service(httpserver):
    return Service("regionalstatistik", "Testdienst", httpserver.url_for("/rest/2020/"), "dl-de/by-2-0")


@pytest.fixture
def client(service):
    return Client(service, Account(USER, PASSWORD), QUICK)


def serve(httpserver, endpoint, *bodies):
    """One answer after the other for an endpoint; the last one stays."""
    left = list(bodies)

    def answer(request: Request) -> Response:
        body = left.pop(0) if len(left) > 1 else left[0]
        return body(request) if callable(body) else Response(body, content_type="application/octet-stream")

    httpserver.expect_request(f"/rest/2020/{endpoint}", method="POST").respond_with_handler(answer)


@needs_data
def test_a_table_comes_as_sent(httpserver, client):
    serve(httpserver, "data/tablefile", recorded(ZIP))
    answer = client.table("12411-01-01-4")
    assert answer.body == recorded(ZIP)
    assert answer.ending == "zip"


@needs_data
def test_credentials_stand_in_headers_only(httpserver, client, caplog):
    caplog.set_level(logging.DEBUG)
    serve(httpserver, "data/tablefile", recorded(ZIP))
    answer = client.table("12411-01-01-4", "2020", "2024")
    request, _ = httpserver.log[0]
    assert request.headers["username"] == USER
    assert request.headers["password"] == PASSWORD
    assert request.method == "POST"
    for text in (request.get_data(as_text=True), request.url, caplog.text, repr(client), repr(answer)):
        assert USER not in text
        assert PASSWORD not in text
    assert request.form["startyear"] == "2020"


@needs_data
def test_a_large_table_goes_through_a_job(httpserver, client):
    serve(
        httpserver,
        "data/tablefile",
        recorded("12531-0043__data_tablefile__de__job-false__status98.json"),
        recorded("12531-0043__data_tablefile__de__job-true__status99.json"),
    )
    not_ready = recorded("12531-0043__catalogue_results__na__job-na__status104.json")
    serve(
        httpserver,
        "catalogue/results",
        not_ready,
        not_ready,
        recorded("12531-0043__catalogue_results__na__job-na__status0.json"),
    )
    serve(httpserver, "data/resultfile", recorded(ZIP))
    assert client.table("12531-0043").body == recorded(ZIP)
    asked = [request.form for request, _ in httpserver.log]
    assert [form.get("job") for form in asked[:2]] == ["false", "true"]
    assert asked[-1]["name"] == "12531-0043_175879554"
    assert len(asked) == 6


@needs_data
def test_a_token_starts_no_job(httpserver, service):
    serve(httpserver, "data/tablefile", recorded("12531-0043__data_tablefile__de__job-false__status98.json"))
    with pytest.raises(IntakeError, match="Token"):
        Client(service, Account("0123456789abcdef"), QUICK).table("12531-0043")
    assert len(httpserver.log) == 1


@needs_data
def test_a_job_that_never_ends_is_given_up(httpserver, client):
    job = recorded("12531-0043__data_tablefile__de__job-true__status99.json")
    serve(httpserver, "data/tablefile", recorded("12531-0043__data_tablefile__de__job-false__status98.json"), job)
    serve(httpserver, "catalogue/results", recorded("12531-0043__catalogue_results__na__job-na__status104.json"))
    with pytest.raises(IntakeError, match="nicht fertig geworden"):
        client.table("12531-0043")
    assert len(httpserver.log) == 2 + QUICK.looks


@needs_data
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("61111-0021__data_tablefile__de__job-false__status-1.json", "Code -1"),
        ("63121-0001__data_tablefile__de__job-false__status104.json", "Code 104"),
        ("restatis_values2__catalogue_values2variable-86e7c4-332fef-POST.json", "Code 22"),
    ],
)
def test_status_codes_are_said_with_a_remedy(httpserver, client, name, code):
    serve(httpserver, "data/tablefile", recorded(name))
    with pytest.raises(IntakeError, match=code) as fault:
        client.table("61111-0021")
    assert "Bitte" in str(fault.value)


def test_a_web_page_with_status_200_is_no_table(httpserver, client):
    serve(httpserver, "data/tablefile", b"<!DOCTYPE html><html><body>Wartungsarbeiten</body></html>")
    with pytest.raises(IntakeError, match="Internetseite"):
        client.table("12411-01-01-4")


def test_a_slow_answer_is_tried_again_and_given_up():
    def slow(request):
        time.sleep(0.8)
        return Response(b"zu spaet")

    with HTTPServer(port=0, threaded=True) as server:  # its own: late answers must not fall into the next test
        serve(server, "data/tablefile", slow)
        service = Service("x", "Testdienst", server.url_for("/rest/2020/"), "l")
        with pytest.raises(IntakeError, match="nicht rechtzeitig"):
            Client(service, Account(USER, PASSWORD), QUICK).table("12411-01-01-4")


@needs_data
def test_a_broken_zip_is_fetched_again(httpserver, client):
    whole = recorded(ZIP)
    serve(httpserver, "data/tablefile", whole[: len(whole) // 2], whole)
    assert client.table("12411-01-01-4").body == whole
    assert len(httpserver.log) == 2


@needs_data
def test_a_zip_that_stays_broken_is_refused(httpserver, client):
    serve(httpserver, "data/tablefile", recorded(ZIP)[:5000])
    with pytest.raises(IntakeError, match="unvollständig"):
        client.table("12411-01-01-4")
    assert len(httpserver.log) == QUICK.tries


@needs_data
def test_errors_of_the_server_and_overload_are_tried_again(httpserver, client):
    def error(request):
        return Response(b"x", status=500)

    busy = json.dumps({"Status": {"Code": 6, "Content": "zu viele Abrufe"}}).encode()
    serve(httpserver, "data/tablefile", error, busy, recorded(ZIP))
    assert client.table("12411-01-01-4").body == recorded(ZIP)
    assert len(httpserver.log) == 3


def test_a_refused_account_is_not_tried_again(httpserver, client):
    serve(httpserver, "data/tablefile", lambda request: Response(b"", status=401))
    with pytest.raises(IntakeError, match="Zugang") as fault:
        client.table("12411-01-01-4")
    assert len(httpserver.log) == 1
    assert PASSWORD not in str(fault.value)


def test_credentials_go_nowhere_unencrypted():
    client = Client(Service("x", "X", "http://statistik.example/rest/", "l"), Account(USER, PASSWORD), QUICK)
    with pytest.raises(IntakeError, match="https"):
        client.table("12411-01-01-4")


def test_an_unreachable_service_is_said():
    client = Client(Service("x", "X", "http://127.0.0.1:9/rest/", "l"), Account(USER, PASSWORD), QUICK)
    with pytest.raises(IntakeError, match="nicht erreichbar"):
        client.table("12411-01-01-4")


@pytest.fixture
def home(tmp_path, monkeypatch, service):
    monkeypatch.setenv("ISP_REGIONALSTATISTIK_USER", USER)
    monkeypatch.setenv("ISP_REGIONALSTATISTIK_PASSWORD", PASSWORD)
    monkeypatch.setattr(fetching, "load_publishers", lambda: Publishers({"regionalstatistik": service}, {}))
    monkeypatch.setattr(fetching.Store, "here", classmethod(lambda cls: Store(tmp_path)))
    return tmp_path


@needs_data
def test_a_fetched_table_is_stored_with_its_note(httpserver, home, keys, capsys):
    serve(httpserver, "data/tablefile", recorded(ZIP))
    serve(httpserver, "metadata/table", recorded("12411-01-01-4__metadata_table__de__job-false__status0.json"))
    assert fetching.fetch(["regionalstatistik", "--tabelle", "12411-01-01-4"]) == 0
    path = home / "data" / "raw" / "regionalstatistik" / "12411-01-01-4.zip"
    assert path.read_bytes() == recorded(ZIP)
    note = json.loads(Path(f"{path}.abruf.json").read_text(encoding="utf-8"))
    assert "Datenlizenz Deutschland" in note["licence"]
    assert note["updated"] == "31.03.2025 11:18:07h"
    assert note["parameters"]["name"] == "12411-01-01-4"
    assert note["retrieved"][:2] == "20"
    everything = capsys.readouterr().out + "".join(
        p.read_text(errors="replace") for p in home.rglob("*") if p.is_file()
    )
    assert USER not in everything
    assert PASSWORD not in everything
    reading = read_file(path, keys)
    assert reading.rows == 1467


def test_what_is_missing_in_a_call_is_said(home):
    with pytest.raises(InputError, match="--tabelle"):
        fetching.fetch(["regionalstatistik"])
    with pytest.raises(InputError, match="unbekannt"):
        fetching.fetch(["regionalstatistk"])


def test_without_account_the_variables_are_named(monkeypatch):
    for name in ("ISP_DESTATIS_USER", "ISP_DESTATIS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError, match="ISP_DESTATIS_USER"):
        account_for("destatis")


def test_downloads_stream_to_disk_and_leave_nothing_when_broken(httpserver, tmp_path):
    httpserver.expect_request("/inkar.zip").respond_with_data(b"PK\x03\x04" + b"x" * 3_000_000)
    offer = Download("inkar", "INKAR", httpserver.url_for("/inkar.zip"), "dl-de/by-2-0")
    path = fetching.download(offer, tmp_path)
    assert path.stat().st_size == 3_000_004
    httpserver.clear()
    httpserver.expect_request("/inkar.zip").respond_with_data(b"<html>weg</html>")
    path.unlink()
    with pytest.raises(IntakeError, match="etwas anderes"):
        fetching.download(offer, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["inkar.zip.abruf.json"]


def test_the_catalogue_knows_the_publishers():
    publishers = load_publishers()
    assert set(publishers.services) == {"destatis", "regionalstatistik", "zensus2022"}
    assert set(publishers.downloads) == {"inkar", "bkg"}
    for entry in publishers.services.values():
        assert entry.base.startswith("https://")
        assert entry.base.endswith("/rest/2020/")
