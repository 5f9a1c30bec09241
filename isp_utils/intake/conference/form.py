"""What stands in the form of a Sozialraumkonferenz, in German, and the neutral draft that every reader makes of it."""

from dataclasses import dataclass, field

from isp_utils.intake.messages import Level, Message

TITLE = "Sozialraumkonferenz"
PLACE, DAY, ROUND, DEMO = "Ort", "Datum", "Runde", "Demodaten"
HEAD = (PLACE, DAY, ROUND, DEMO)
PARTICIPANTS, CONTRIBUTIONS = "Teilnehmende", "Wortmeldungen"
SECTIONS = (PARTICIPANTS, CONTRIBUTIONS)
NUMBER, TEXT, GROUP, STATION, TRANSITION = "Nr.", "Text", "Gruppe", "Station", "Übergang"
OBSTACLE, FIELD, VOTES, AGAINST, THEME = "Hindernis", "Planungsfeld", "Dafür", "Dagegen", "Thema"
KEYS = (TEXT, GROUP, STATION, TRANSITION, OBSTACLE, FIELD, VOTES, AGAINST, THEME)
INSTRUCTION = (
    "Bitte keine Namen, Initialen, Telefonnummern oder Anschriften eintragen, auch nicht im Text einer Wortmeldung.",
    "Kopf: Ort, Datum (12.03.2025), Runde (1, 2 …). Teilnehmende: je Gruppe eine Zahl.",
    "Je Wortmeldung ein Abschnitt mit fortlaufender Nummer. Nötig ist nur der Text; alles andere darf leer bleiben.",
    "Ein Hindernis braucht einen Übergang (T1 bis T8). Stimmen je Gruppe: Familien 8, Fachkräfte 5. Wurde nach "
    "Gegenstimmen nicht gefragt, bleibt »Dagegen« leer; gab es keine, steht dort 0.",
    "Die Datei prüfen mit: python run_all.py pruefen DATEI. Diese Anleitung darf stehen bleiben.",
)


@dataclass(frozen=True)
class Spot:
    """Where something stands: a line, a paragraph of Word, or a cell with its sheet."""

    row: int | None = None
    cell: str | None = None
    paragraph: int | None = None

    def says(self, text: str, level: Level = Level.ERROR) -> Message:
        """A message about this place."""
        if self.paragraph:
            return Message(level, f"Absatz {self.paragraph}: {text}")
        return Message(level, text, self.row, self.cell)


@dataclass(frozen=True)
class FormEntry:
    """A word of the form and what stands behind it."""

    key: str
    value: str
    at: Spot


@dataclass
class MinuteBlock:
    """One Wortmeldung of a draft."""

    number: str
    at: Spot
    entries: list[FormEntry] = field(default_factory=list)


@dataclass
class MinuteDraft:
    """A minute as it was written, before anything in it is understood; `texts`: everything that stands in it."""

    head: list[FormEntry] = field(default_factory=list)
    participants: list[FormEntry] = field(default_factory=list)
    blocks: list[MinuteBlock] = field(default_factory=list)
    texts: list[tuple[str, Spot]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    titled: bool = False
