"""The web service client against answers on loopback: real sockets, jobs, and everything that goes wrong.

The answers are made here in the form of the recorded ones (../shared/data/genesis_api, statistical offices' web service
GENESIS REST 2020); where those lie beside the clone, a test compares.
"""

import io
import json
import logging
import time
import zipfile
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
from tests.intake.samples import flat
from tests.intake.shared import DATA, needs_data

API = DATA / "genesis_api"
USER, PASSWORD = "DE99BENUTZER", "geheim-Kennwort-7"
QUICK = Patience(timeout=0.4, tries=3, pause=0.0, looks=5, sleep=lambda seconds: None)
OK_STATUS = {"Status": {"Code": 0, "Content": "erfolgreich"}, "Object": {}, "Copyright": "© Amt"}
JOB = "12531-0043_175879554"


def status(endpoint, code, content, **more):
    """An answer of the service that is no table."""
    service, method = endpoint.split("/")
    kind = {0: "Information", 22: "Warnung", 99: "Information", 104: "Information"}.get(code, "Fehler")
    said = {"Ident": {"Service": service, "Method": method}, "Status": {"Code": code, "Content": content, "Type": kind}}
    said["Parameter"] = {"username": "*" * 20, "password": "*" * 20, "language": "de"} | more.pop("asked", {})
    return json.dumps(said | more | {"Copyright": "© Statistische Ämter des Bundes und der Länder"}).encode()


def named(name):
    return {"asked": {"name": name}, "Object": None}


TOO_LARGE = status("data/tablefile", 98, "Die Tabelle ist zu groß für den Dialog.", **named("12531-0043"))
JOB_MADE = status(
    "data/tablefile", 99, f"Das Ergebnis kann mit diesem Namen abgerufen werden: {JOB}", **named("12531-0043")
)
NOT_READY = status("catalogue/results", 104, "Es gibt keine Objekte.", asked={"selection": JOB}, List=None)
READY = status("catalogue/results", 0, "erfolgreich", asked={"selection": JOB}, List=[{"Code": JOB}])
NO_CUBE = status("data/tablefile", -1, "Es wurde kein Datenquader gefunden.", **named("61111-0021"))
NOT_FOUND = status("data/tablefile", 104, "Es gibt keine Objekte.", **named("63121-0001"))
ADJUSTED = status(
    "catalogue/values2variable", 22, "erfolgreich (Parameter angepasst)", asked={"name": "DLAND"}, List=[]
)
METADATA = status(
    "metadata/table",
    0,
    "erfolgreich",
    asked={"name": "12411-01-01-4"},
    Object={"Code": "12411-01-01-4", "Updated": "31.03.2025 11:18:07h"},
).replace(b"und der L\\u00e4nder", b"und der L\\u00e4nder.\\nDatenlizenz Deutschland\\n- Namensnennung - Version 2.0")
RECORDED = {  # our answer -> the recorded one it is made after
    "12531-0043__data_tablefile__de__job-false__status98.json": TOO_LARGE,
    "12531-0043__data_tablefile__de__job-true__status99.json": JOB_MADE,
    "12531-0043__catalogue_results__na__job-na__status104.json": NOT_READY,
    "12531-0043__catalogue_results__na__job-na__status0.json": READY,
    "61111-0021__data_tablefile__de__job-false__status-1.json": NO_CUBE,
    "63121-0001__data_tablefile__de__job-false__status104.json": NOT_FOUND,
    "restatis_values2__catalogue_values2variable-86e7c4-332fef-POST.json": ADJUSTED,
    "12411-01-01-4__metadata_table__de__job-false__status0.json": METADATA,
}
# Regionaldatenbank, table 12411-01-01-4, 31.12.2024: 22.695 men and 23.807 women
TABLE = flat(("03354", "GESM", "männlich", "22695", "Anzahl"), ("03354", "GESW", "weiblich", "23807", "Anzahl"))


def zipped(text):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("12411-01-01-4_de_flat.csv", text)
    return stream.getvalue()


ZIP = zipped(TABLE)


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


def test_a_table_comes_as_sent(httpserver, client):
    serve(httpserver, "data/tablefile", ZIP)
    answer = client.table("12411-01-01-4")
    assert answer.body == ZIP
    assert answer.ending == "zip"


def test_credentials_stand_in_headers_only(httpserver, client, caplog):
    caplog.set_level(logging.DEBUG)
    serve(httpserver, "data/tablefile", ZIP)
    answer = client.table("12411-01-01-4", "2020", "2024")
    request, _ = httpserver.log[0]
    assert request.headers["username"] == USER
    assert request.headers["password"] == PASSWORD
    assert request.method == "POST"
    for text in (request.get_data(as_text=True), request.url, caplog.text, repr(client), repr(answer)):
        assert USER not in text
        assert PASSWORD not in text
    assert request.form["startyear"] == "2020"


def test_a_large_table_goes_through_a_job(httpserver, client):
    serve(
        httpserver,
        "data/tablefile",
        TOO_LARGE,
        JOB_MADE,
    )
    serve(
        httpserver,
        "catalogue/results",
        NOT_READY,
        NOT_READY,
        READY,
    )
    serve(httpserver, "data/resultfile", ZIP)
    assert client.table("12531-0043").body == ZIP
    asked = [request.form for request, _ in httpserver.log]
    assert [form.get("job") for form in asked[:2]] == ["false", "true"]
    assert asked[-1]["name"] == "12531-0043_175879554"
    assert len(asked) == 6


def test_a_token_starts_no_job(httpserver, service):
    serve(httpserver, "data/tablefile", TOO_LARGE)
    with pytest.raises(IntakeError, match="Token"):
        Client(service, Account("0123456789abcdef"), QUICK).table("12531-0043")
    assert len(httpserver.log) == 1


def test_a_job_that_never_ends_is_given_up(httpserver, client):
    job = JOB_MADE
    serve(httpserver, "data/tablefile", TOO_LARGE, job)
    serve(httpserver, "catalogue/results", NOT_READY)
    with pytest.raises(IntakeError, match="nicht fertig geworden"):
        client.table("12531-0043")
    assert len(httpserver.log) == 2 + QUICK.looks


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (NO_CUBE, "Code -1"),
        (NOT_FOUND, "Code 104"),
        (ADJUSTED, "Code 22"),
    ],
)
def test_status_codes_are_said_with_a_remedy(httpserver, client, answer, code):
    serve(httpserver, "data/tablefile", answer)
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


def test_a_broken_zip_is_fetched_again(httpserver, client):
    whole = ZIP
    serve(httpserver, "data/tablefile", whole[: len(whole) // 2], whole)
    assert client.table("12411-01-01-4").body == whole
    assert len(httpserver.log) == 2


def test_a_zip_that_stays_broken_is_refused(httpserver, client):
    serve(httpserver, "data/tablefile", ZIP[: len(ZIP) - 30])
    with pytest.raises(IntakeError, match="unvollständig"):
        client.table("12411-01-01-4")
    assert len(httpserver.log) == QUICK.tries


def test_errors_of_the_server_and_overload_are_tried_again(httpserver, client):
    def error(request):
        return Response(b"x", status=500)

    busy = json.dumps({"Status": {"Code": 6, "Content": "zu viele Abrufe"}}).encode()
    serve(httpserver, "data/tablefile", error, busy, ZIP)
    assert client.table("12411-01-01-4").body == ZIP
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
    monkeypatch.setattr(fetching, "_now", lambda: "2026-11-30T10:00:00+01:00")
    return tmp_path


def test_a_fetched_table_is_stored_with_its_note(httpserver, home, keys, capsys):
    serve(httpserver, "data/tablefile", ZIP)
    serve(httpserver, "metadata/table", METADATA)
    assert fetching.fetch(["regionalstatistik", "--tabelle", "12411-01-01-4"]) == 0
    path = home / "data" / "raw" / "regionalstatistik" / "12411-01-01-4_2026-11-30.zip"
    assert path.read_bytes() == ZIP
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
    assert reading.rows == 2
    assert reading.observations["value"].tolist() == [22695, 23807]


YEARS = {
    ("--von", "2015", "--bis", "2020"): "12411-01-01-4_2015-2020_2026-11-30.csv",
    ("--von", "2015"): "12411-01-01-4_ab_2015_2026-11-30.csv",
    ("--bis", "2020"): "12411-01-01-4_bis_2020_2026-11-30.csv",
}


def test_a_table_of_other_years_takes_no_earlier_one_away(httpserver, home):
    serve(httpserver, "metadata/table", METADATA)
    serve(httpserver, "data/tablefile", *(f"{TABLE}{name}" for name in YEARS.values()))
    folder = home / "data" / "raw" / "regionalstatistik"
    for years, name in YEARS.items():
        assert fetching.fetch(["regionalstatistik", "--tabelle", "12411-01-01-4", "--dienst", *years]) == 0
        assert (folder / name).read_text(encoding="utf-8").endswith(name)
    assert sorted(path.name for path in folder.glob("*.csv")) == sorted(YEARS.values())
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".csv") == sorted(
        f"{name}.abruf.json" for name in YEARS.values()
    )


def test_on_one_day_another_answer_is_a_file_of_its_own_and_the_same_one_is_not_stored_twice(httpserver, home, capsys):
    serve(httpserver, "metadata/table", METADATA)
    serve(httpserver, "data/tablefile", TABLE, f"{TABLE}\n", TABLE)
    for _ in range(3):
        assert fetching.fetch(["regionalstatistik", "--tabelle", "12411-01-01-4"]) == 0
    found = sorted(path.name for path in (home / "data" / "raw" / "regionalstatistik").glob("*.csv"))
    assert found == ["12411-01-01-4_2026-11-30.csv", "12411-01-01-4_2026-11-30_2.csv"]
    assert capsys.readouterr().out.count("nicht geändert") == 1


def form(answer):
    """Names in an answer that matter here: its own, those of its status, and the code."""
    said = json.loads(answer)
    return sorted(said), sorted(said["Status"]), said["Ident"], said["Status"]["Code"], said["Status"]["Type"]


@needs_data
def test_our_answers_have_the_form_of_the_recorded_ones(keys, tmp_path):
    assert {name: form(answer) for name, answer in RECORDED.items()} == {
        name: form((API / name).read_bytes()) for name in RECORDED
    }
    reading = read_file(API / "12411-01-01-4__data_tablefile__de.zip", keys)
    assert reading.rows == 1467


def test_a_source_that_nobody_knows_is_said(home):
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
