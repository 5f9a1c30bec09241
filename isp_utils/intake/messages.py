"""What the intake has to say about a file: levels, messages, and the action that follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from isp_utils.model.errors import InputError


class Level(StrEnum):
    """Weight of a message, ascending."""

    INFO = "info"
    WARN = "warn"
    PROTECT = "protect"
    ERROR = "error"
    REJECT = "reject"


ACTIONS = {
    Level.INFO: "READ",
    Level.WARN: "WARN",
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


def with_noun(number: int, singular: str, plural: str) -> str:
    """German count with its noun.

    >>> with_noun(1, "Zeile", "Zeilen"), with_noun(3, "Zeile", "Zeilen")
    ('1 Zeile', '3 Zeilen')
    """
    return f"{number} {singular if number == 1 else plural}"
