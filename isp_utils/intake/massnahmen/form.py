"""What stands in the tables of Empfehlungen and Maßnahmen, in German, and the neutral row that every reader makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from isp_utils.intake.conference.form import Spot
from isp_utils.intake.messages import Message
from isp_utils.intake.values.names import folded_name

ADVICE, ACTION, HELP = "Empfehlungen", "Maßnahmen", "Anleitung"
ID, TITLE_E, TITLE_M = "Kennung", "Empfehlung", "Maßnahme"
ORIGIN, SOURCE, TEXT = "Herkunft", "Quelle", "Erläuterung"
STATION, FIELD, TRANSITION, OBSTACLE = "Station", "Planungsfeld", "Übergang", "Hindernis"
GOAL, GROUP, RESPONSIBLE, PARTNERS = "Ziel", "Zielgruppe", "Zuständig", "Partner"
START, END, COST, FUNDING, STATUS_OF = "Beginn", "Ende", "Kosten in Euro", "Finanzierung", "Status"
MILESTONES, ANSWERED, SPOKEN = "Meilensteine", "Empfehlungen", "Wortmeldungen"
INDICATOR, DIRECTION, SIZE, DEMO = "Kennzahl", "Richtung", "Größe", "Demodaten"
COLUMNS = {
    ADVICE: (ID, TITLE_E, ORIGIN, SOURCE, TEXT, STATION, TRANSITION, OBSTACLE, FIELD, INDICATOR, SPOKEN, DEMO),
    ACTION: (
        ID, TITLE_M, GOAL, GROUP, RESPONSIBLE, PARTNERS, START, END, COST, FUNDING, STATUS_OF, MILESTONES, STATION,
        FIELD, TRANSITION, OBSTACLE, ANSWERED, INDICATOR, DIRECTION, SIZE, SOURCE, DEMO,
    ),
}  # fmt: skip
TOML_NAMES = {"empfehlung": ADVICE, "massnahme": ACTION}
INSTRUCTION = (
    "Bitte keine Namen von Menschen, Telefonnummern oder Anschriften eintragen. Zuständig ist ein Amt, eine Stelle "
    "oder ein Träger.",
    "Je Empfehlung und je Maßnahme eine Zeile mit einer eigenen Kennung (kleine Buchstaben und Ziffern, z. B. m07).",
    "Nötig sind bei einer Maßnahme: Maßnahme, Ziel, Zielgruppe, Zuständig, Status. Alles andere darf leer bleiben.",
    "Mehreres in einer Zelle trennt ein Strichpunkt: T2; T3. Meilensteine: 01.03.2025 Konzept (erreicht); 01.09.2025 "
    "Beginn.",
    "Empfehlungen: die Kennungen der Empfehlungen, auf die die Maßnahme antwortet.",
    "Wortmeldungen: die Wortmeldung 5 der zweiten Runde in Neustadt heißt Neustadt 2/5.",
    "Wer eine Kennzahl nennt, sagt auch die Richtung (steigt oder sinkt). Größe: um wie viel sie sich ändern soll, in "
    "der Einheit der Kennzahl, z. B. 5.",
    "Die Datei prüfen mit: python run_all.py pruefen DATEI. Diese Anleitung darf stehen bleiben.",
)


@dataclass(frozen=True)
class FormRow:
    """One row of a table (ADVICE or ACTION): text by column title, and where each text stands."""

    table: str
    values: Mapping[str, str]
    spots: Mapping[str, Spot]
    at: Spot


@dataclass
class RegisterDraft:
    """Rows as they were written; `texts`: everything that stands in the file, for the search for names."""

    rows: list[FormRow] = field(default_factory=list)
    texts: list[tuple[str, Spot]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


def column_key(title: str) -> str:
    """A title as TOML keys are written.

    >>> column_key("Kosten in Euro"), column_key("Übergang")
    ('kosten_in_euro', 'uebergang')
    """
    return folded_name(title).replace(" ", "_")
