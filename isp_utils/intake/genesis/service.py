"""Client of the statistical offices' web service GENESIS REST 2020: POST, one request at a time, jobs, backoff.

Flow as recorded: data/tablefile answers 98 (too large), with job=true 99 and the name of the result; catalogue/results
answers 104 until it is there; data/resultfile sends it. Errors come with HTTP 200, so the first bytes decide.
Credentials stand in headers only: never in address, body, logs, files or messages.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

import requests

from isp_utils.intake.files.archive import checked_archive, member, only_table
from isp_utils.intake.files.content import Content
from isp_utils.intake.files.encoding import decode
from isp_utils.intake.genesis.service_answer import (
    ADJUSTED,
    DONE,
    JOB_MADE,
    NO_OBJECT,
    REMEDY,
    TOO_LARGE,
    Status,
    status_of,
)
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.offices.publishers import Account, Service

BUSY = 6
_ONE_AT_A_TIME = Lock()
_JOB = re.compile(r"(?:abgerufen werden|retrieved|name)[^:]*: *([\w.-]+)\s*$|([0-9A-Z-]{5,}_[0-9]+)")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Patience:
    """How long to wait: seconds for an answer, tries a request, first pause (doubled each time), looks for a result."""

    timeout: float = 300.0
    tries: int = 4
    pause: float = 2.0
    looks: int = 60
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Answer:
    """A fetched table: the bytes as sent, and what was asked (without credentials)."""

    name: str
    body: bytes
    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """File ending by content."""
        return "zip" if self.body.startswith(b"PK") else "csv"


@dataclass(frozen=True)
class Client:
    """Requests to one service with one account."""

    service: Service
    account: Account
    patience: Patience = field(default_factory=Patience)

    def table(self, name: str, start: str = "", end: str = "") -> Answer:
        """A table as flat file (ffcsv); tables of more than 40,000 values go through a job.

        Raises IntakeError with code and remedy for every answer that is no table.
        """
        asked = {"name": name, "area": "all", "format": "ffcsv", "compress": "true", "language": "de"}
        asked |= {"startyear": start, "endyear": end, "job": "false"}
        body = self._post("data/tablefile", asked)
        status = _status(body)
        if status and status.code == TOO_LARGE:
            return self._by_job(name, asked)
        return self._answer(name, body, "data/tablefile", asked)

    def metadata(self, name: str) -> tuple[str, str]:
        """Date of the last change of a table (as the service writes it) and the licence text of the answer."""
        body = self._post("metadata/table", {"name": name, "area": "all", "language": "de"})
        text = decode(body).text
        updated = re.search(r'"Updated" ?: ?"([0-9.]+ [0-9:]+h?)"', text)
        licence = re.search(r'"Copyright" ?: ?"((?:[^"\\]|\\.)*)"', text)
        return updated[1] if updated else "", licence[1].replace("\\n", " ") if licence else ""

    def _by_job(self, name: str, asked: dict[str, str]) -> Answer:
        if not self.account.password:
            raise IntakeError(
                f"Die Tabelle {name} ist für den Sofortabruf zu groß, und mit einem Token lassen sich keine Aufträge "
                "starten. Bitte Benutzername und Kennwort verwenden oder Jahre auswählen (--von, --bis)."
            )
        asked = asked | {"job": "true"}
        status = _status(self._post("data/tablefile", asked))
        match = _JOB.search(status.text) if status and status.code == JOB_MADE else None
        if match is None:
            raise _refused(name, status)
        job = match[1] or match[2]
        self._wait_for(job)
        asked = {"name": job, "format": "ffcsv", "compress": "true", "language": "de"}
        return self._answer(name, self._post("data/resultfile", asked), "data/resultfile", asked)

    def _wait_for(self, job: str) -> None:
        """Look until the result is there; `not ready` and `not found` have the same code."""
        for look in range(self.patience.looks):
            status = _status(self._post("catalogue/results", {"selection": job, "pagelength": "1", "language": "de"}))
            if status and status.code == DONE:
                return
            if status is None or status.code != NO_OBJECT:
                raise _refused(job, status)
            self.patience.sleep(min(self.patience.pause * 2 ** min(look, 5), 60.0))
        raise IntakeError(f"Der Auftrag {job} ist nicht fertig geworden. Bitte später erneut abrufen.")

    def _answer(self, name: str, body: bytes, endpoint: str, asked: dict[str, str]) -> Answer:
        if status := _status(body):
            raise _refused(name, status)
        if body.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
            raise IntakeError(
                f"Statt der Tabelle {name} kam eine Internetseite (Wartung oder Anmeldung). Bitte "
                "später erneut abrufen."
            )
        return Answer(name, body, self.service.base + endpoint, {key: value for key, value in asked.items() if value})

    def _post(self, endpoint: str, asked: Mapping[str, str]) -> bytes:
        """Body of an answer, after as many tries as the patience allows; whole ZIPs only."""
        problem = ""
        for number in range(self.patience.tries):
            if number:
                self.patience.sleep(self.patience.pause * 2 ** (number - 1))
            body, problem = self._try(endpoint, asked)
            if not problem:
                return body
        raise IntakeError(f"{self.service.title}: {problem} Bitte später erneut abrufen.")

    def _try(self, endpoint: str, asked: Mapping[str, str]) -> tuple[bytes, str]:
        headers = {"username": self.account.username, "password": self.account.password}
        try:
            with _ONE_AT_A_TIME, _session() as session:
                answer = session.post(
                    _safe(self.service.base) + endpoint,
                    data=dict(asked),
                    headers=headers,
                    timeout=(10.0, self.patience.timeout),
                    allow_redirects=False,
                )
        except requests.Timeout:
            return b"", "Der Dienst hat nicht rechtzeitig geantwortet."
        except requests.RequestException:
            return b"", "Der Dienst ist nicht erreichbar, oder die Verbindung ist abgebrochen."
        if answer.status_code in (401, 403):
            raise IntakeError("Der Dienst lehnt den Zugang ab. Bitte Benutzername und Kennwort prüfen.")
        if answer.status_code != 200:
            return b"", f"Der Dienst meldet einen Fehler (HTTP {answer.status_code})."
        status = _status(answer.content)
        if status and status.code == BUSY:
            return b"", "Der Dienst ist überlastet (zu viele gleichzeitige Abrufe)."
        return answer.content, _incomplete(answer.content)


def _session() -> requests.Session:
    """A session that takes neither proxies nor passwords from the surroundings."""
    session = requests.Session()
    session.trust_env = False
    return session


def _safe(base: str) -> str:
    """The base address, where credentials may be sent to: encrypted, or on this machine."""
    parts = urlsplit(base)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise IntakeError("Zugangsdaten werden nur verschlüsselt gesendet. Bitte eine https-Adresse eintragen.")
    return base


def _status(body: bytes) -> Status | None:
    if not body.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        return None
    return status_of(body.decode("utf-8-sig", "replace"))


def _incomplete(body: bytes) -> str:
    """Why a ZIP answer cannot be used, "" for a whole one and for other answers."""
    if not body.startswith(b"PK"):
        return "" if body.strip() else "Die Antwort ist leer."
    try:
        with checked_archive(Content("antwort.zip", body=body)) as archive:
            member(archive, only_table(archive))
    except IntakeError:
        return "Das übertragene ZIP-Archiv ist unvollständig."
    return ""


def _refused(name: str, status: Status | None) -> IntakeError:
    if status is None:
        return IntakeError(f"Der Dienst hat zu {name} unverständlich geantwortet. Bitte später erneut abrufen.")
    if status.code == ADJUSTED:
        return IntakeError(f"{name}: Code 22, {status.text} Das Ergebnis wird nicht verwendet. {REMEDY[ADJUSTED]}")
    return IntakeError(
        f"{name}: Code {status.code}, {status.text} {REMEDY.get(status.code, 'Bitte den Abruf prüfen.')}"
    )
