"""Answers of the statistical offices' web service that are no table: status codes in JSON (GENESIS REST 2020).

The service sends HTTP 200 with every error, so a saved answer looks like a download. Codes as recorded by
StatistischesBundesamt/GENESIS-Online, pystatis and restatis.
"""

import json
from dataclasses import dataclass

from isp_utils.intake.messages import IntakeError

DONE, JOB_MADE, TOO_LARGE, NO_OBJECT, ADJUSTED = 0, 99, 98, 104, 22
REMEDY = {
    -1: "Zu dieser Kombination gibt es keine Daten. Bitte Tabelle, Zeitraum und Merkmale prüfen.",
    6: "Zu viele gleichzeitige Abrufe. Bitte später erneut und nacheinander abrufen.",
    15: "Zugang fehlt oder ist abgelaufen. Bitte Benutzername und Kennwort prüfen.",
    22: "Ein Parameter war ungültig und wurde vom Dienst stillschweigend geändert. Bitte die Angaben berichtigen.",
    50: "Seit dem genannten Stand gibt es keine neueren Daten. Es ist nichts zu tun.",
    90: "Die Tabelle gibt es nicht. Bitte die Tabellennummer prüfen.",
    98: "Die Tabelle ist für den Sofortabruf zu groß. Bitte mit »python run_all.py holen« abrufen "
    "(Auftrag) oder Jahre auswählen.",
    99: "Der Auftrag ist angelegt, das Ergebnis liegt noch nicht vor. Bitte mit »python run_all.py holen« abrufen.",
    100: "Die Auswahl ist zu groß. Bitte weniger Jahre oder Regionen abrufen.",
    103: "Zu diesen Angaben wurde nichts gefunden. Bitte die Angaben prüfen.",
    104: "Zu diesen Angaben wurde nichts gefunden. Bitte die Tabellennummer und die Auswahl prüfen.",
}


@dataclass(frozen=True)
class Status:
    """Code and text of an answer, and the table or job it speaks of."""

    code: int
    text: str
    table: str = ""


def status_of(text: str) -> Status | None:
    """Status in a JSON answer, or None where the text is no such answer."""
    try:
        answer = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    if not isinstance(answer, dict) or "Status" not in answer:
        return None
    status, asked = answer["Status"], answer.get("Parameter")
    asked = asked if isinstance(asked, dict) else {}
    table = str(asked.get("name") or asked.get("selection") or "")
    if isinstance(status, dict):
        code = status.get("Code")
        return Status(code if isinstance(code, int) else -1, _one_line(status.get("Content")), table)
    return Status(DONE if "erfolgreich" in str(status).lower() else -1, _one_line(status), table)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())[:300]


def refuse(text: str) -> IntakeError:
    """The fault that says what a JSON file is instead of a table."""
    status = status_of(text)
    if status is None:
        return IntakeError(
            "Die Datei ist JSON und keine Tabelle. Bitte die Tabelle als CSV (ffcsv oder datencsv) abrufen."
        )
    name = f" zu »{status.table}«" if status.table else ""
    if status.code == DONE:
        return IntakeError(
            f"Die Datei ist eine Auskunft des Webdienstes{name} und keine Tabelle. Bitte die Tabelle abrufen."
        )
    remedy = REMEDY.get(status.code, "Bitte den Abruf wiederholen.")
    return IntakeError(
        f"Statt der Tabelle hat der Webdienst{name} Code {status.code} geantwortet: {status.text} {remedy}"
    )
