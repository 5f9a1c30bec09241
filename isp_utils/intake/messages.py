"""What the intake has to say about a file: levels, messages, and the action that follows from them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from isp_utils.model.errors import InputError


class Level(StrEnum):
    """Weight of a message, ascending."""

    INFO = "info"
    WARN = "warn"
    ASK = "ask"
    PROTECT = "protect"
    ERROR = "error"
    REJECT = "reject"


ACTIONS = {
    Level.INFO: "READ",
    Level.WARN: "WARN",
    Level.ASK: "WARN",
    Level.PROTECT: "PROTECT",
    Level.ERROR: "ERROR",
    Level.REJECT: "REJECT",
}
ORDER = tuple(ACTIONS)


@dataclass(frozen=True)
class Message:
    """One thing to say about a file, in German, with row (1 = first line) or cell (B4) where there is one."""

    level: Level
    text: str
    row: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """The message with its place in front, as it stands on the terminal."""
        place = f"Zelle {self.cell}: " if self.cell else f"Zeile {self.row}: " if self.row else ""
        return f"{place}{self.text}"


class IntakeError(InputError):
    """The reason why a file, or the rest of it, cannot be read; carries one message of level error or reject."""

    def __init__(self, text: str, row: int | None = None, cell: str | None = None, level: Level = Level.ERROR) -> None:
        self.message = Message(level, text, row, cell)
        super().__init__(str(self.message))


def info(text: str, row: int | None = None, cell: str | None = None) -> Message:
    """Something that was done and that belongs into the log."""
    return Message(Level.INFO, text, row, cell)


def warn(text: str, row: int | None = None, cell: str | None = None) -> Message:
    """Something odd that the reader of the figures should know."""
    return Message(Level.WARN, text, row, cell)


def ask(text: str, row: int | None = None, cell: str | None = None) -> Message:
    """Something that is hardly meant: a question for the person who delivered; the file is taken all the same."""
    return Message(Level.ASK, text, row, cell)


def error(text: str, row: int | None = None, cell: str | None = None) -> Message:
    """Something for which the file is refused."""
    return Message(Level.ERROR, text, row, cell)


def reject(text: str, row: int | None = None, cell: str | None = None) -> IntakeError:
    """A refusal after which nothing of the content may be kept or quoted."""
    return IntakeError(text, row, cell, Level.REJECT)


def action(messages: Iterable[Message]) -> str:
    """READ, WARN, PROTECT, ERROR or REJECT: the heaviest message decides.

    >>> action([]), action([warn("a"), info("b")]), action([error("a"), warn("b")])
    ('READ', 'WARN', 'ERROR')
    """
    heaviest = max((ORDER.index(message.level) for message in messages), default=0)
    return ACTIONS[ORDER[heaviest]]


def first_few(items: Iterable[object], most: int = 5) -> str:
    """The first items in one line, and how many more there are.

    >>> first_few(["a", "b", "c"], most=2)
    'a, b und 1 weitere'
    """
    texts = [str(item) for item in items]
    more = f" und {len(texts) - most} weitere" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


MOST_OF_A_KIND = 3  # messages of one wording that are said one by one


def grouped(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages, of every wording only the first few, the last of them with the places of the others.

    Wordings are the same where only what stands in »...«, numbers and places differ.

    >>> [str(m) for m in grouped([error(f"»{n}« ist keine Zahl.", n) for n in (4, 5, 6, 7, 8)])][2:]
    ['Zeile 6: »6« ist keine Zahl. Ebenso an 2 weiteren Stellen: Zeile 7, Zeile 8.']
    """
    kinds: dict[tuple[Level, str], list[Message]] = {}
    for message in messages:
        wording = re.sub(r"»[^«]*«|[0-9][0-9.,]*", "", message.text)
        kinds.setdefault((message.level, wording), []).append(message)
    return tuple(message for found in kinds.values() for message in _shortened(found))


def _shortened(found: list[Message]) -> list[Message]:
    same = all(message.text == found[0].text for message in found)
    shown, rest = (found[:1], found[1:]) if same else (found[:MOST_OF_A_KIND], found[MOST_OF_A_KIND:])
    if not rest:
        return shown
    places = [f"Zelle {m.cell}" if m.cell else f"Zeile {m.row}" for m in rest if m.cell or m.row]
    number = with_noun(len(rest), "weiteren Stelle", "weiteren Stellen")
    text = f"{shown[-1].text} Ebenso an {number}{': ' + first_few(places) if places else ''}."
    return [*shown[:-1], replace(shown[-1], text=text)]


def with_noun(number: int, singular: str, plural: str) -> str:
    """German count with its noun.

    >>> with_noun(1, "Zeile", "Zeilen"), with_noun(3, "Zeile", "Zeilen")
    ('1 Zeile', '3 Zeilen')
    """
    return f"{number} {singular if number == 1 else plural}"
