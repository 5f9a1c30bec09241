"""Tables that a statistical office offers for open download: one address a table, no account, the newest edition."""

import re

import requests

from isp_utils.intake.files.encoding import decode
from isp_utils.intake.genesis.service import Answer, Patience
from isp_utils.intake.genesis.table import is_genesis_table
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.offices.publishers import Service

GONE = (404, 410)
PATIENCE = Patience()
_NUMBER = re.compile(r"[0-9A-Z]+(-[0-9A-Z]+)*")


def open_table(service: Service, name: str, patience: Patience = PATIENCE) -> Answer:
    """A table by its number, as sent; raises IntakeError for every answer that is no table."""
    if not _NUMBER.fullmatch(name):
        raise IntakeError(f"»{name}« ist keine Tabellennummer. Erwartet wird z. B. 12411-01-01-4.")
    url = service.open.replace("{table}", name)
    problem = ""
    for number in range(patience.tries):
        if number:
            patience.sleep(patience.pause * 2 ** (number - 1))
        body, problem = _try(url, name, patience)
        if not problem:
            _refuse_no_table(body, name)
            return Answer(name, body, url)
    raise IntakeError(f"{service.title}: {problem} Bitte die Verbindung prüfen und später erneut abrufen ({url}).")


def _try(url: str, name: str, patience: Patience) -> tuple[bytes, str]:
    """Body of an answer, or why there is none yet."""
    try:
        answer = requests.get(url, timeout=(10.0, patience.timeout))
    except requests.Timeout:
        return b"", "Der Abruf hat zu lange gedauert."
    except requests.RequestException:
        return b"", "Die Datenbank ist nicht erreichbar, oder die Verbindung ist abgebrochen."
    if answer.status_code in GONE:
        raise IntakeError(
            f"Die Tabelle {name} gibt es nicht zum offenen Abruf ({url}). Bitte die Nummer prüfen. Mit Zugang holt sie "
            "der Webdienst: dieselbe Zeile mit --dienst."
        )
    if answer.status_code != 200:
        return b"", f"Die Datenbank meldet einen Fehler (HTTP {answer.status_code})."
    return answer.content, "" if answer.content.strip() else "Die Antwort ist leer."


def _refuse_no_table(body: bytes, name: str) -> None:
    if body.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        raise IntakeError(
            f"Statt der Tabelle {name} kam eine Internetseite (Wartung oder Anmeldung). Bitte später erneut abrufen."
        )
    if not is_genesis_table(decode(body).text):
        raise IntakeError(f"Statt der Tabelle {name} kam etwas anderes. Bitte später erneut abrufen.")
