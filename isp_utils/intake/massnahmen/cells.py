"""One row of the register understood cell by cell; every fault is said with its place and the Kennung of its row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from isp_utils.intake.massnahmen.form import DEMO, ID, MILESTONES, SPOKEN, FormRow
from isp_utils.intake.messages import Message
from isp_utils.intake.values.days import day_of
from isp_utils.intake.values.numbers import parse, tidy
from isp_utils.model.massnahmen import Milestone
from isp_utils.model.toml import did_you_mean

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")
_REACHED = re.compile(r"(?P<day>\S+(?: \S+ [0-9]{4})?) (?P<title>.+?)(?P<done> ?\(erreicht\))?")
_VOICE = re.compile(r"\S.* [1-9]/[0-9]{1,4}")
YES_NO = {"ja": True, "nein": False, "": False}


@dataclass
class RowCells:
    """The cells of one row, and what was wrong with them."""

    row: FormRow
    found: list[Message] = field(default_factory=list)

    @property
    def whose(self) -> str:
        """»Maßnahme m01«, or only the word where the Kennung is none (it may be anything, so it is not quoted)."""
        word = "Maßnahme" if self.row.table.startswith("M") else "Empfehlung"
        name = self.text(ID)
        return f"{word} {name}" if _ID.fullmatch(name) else word

    def fault(self, column: str, text: str) -> None:
        """Note a fault of a cell."""
        at = self.row.spots.get(column, self.row.at)
        self.found.append(at.says(f"{self.whose}, »{column}«: {text}"))

    def text(self, column: str) -> str:
        """The text of a cell in one line."""
        return " ".join(self.row.values.get(column, "").split())

    def needed(self, column: str) -> str:
        """A text that may not be missing."""
        text = self.text(column)
        if not text:
            self.fault(column, "fehlt. Bitte ergänzen.")
        return text

    def name(self) -> str:
        """The Kennung of the row."""
        text = self.needed(ID)
        if text and not _ID.fullmatch(text):
            self.fault(ID, "erwartet werden nur kleine Buchstaben, Ziffern und Striche, z. B. m07.")
        return text

    def several(self, column: str) -> tuple[str, ...]:
        """Texts between semicolons."""
        return tuple(part.strip() for part in re.split(r"[;|]", self.text(column)) if part.strip())

    def day(self, column: str) -> date | None:
        """A day."""
        text = self.text(column)
        found = day_of(text) if text else None
        if text and found is None:
            self.fault(column, "ist kein Datum. Erwartet wird z. B. 01.08.2017.")
        return found

    def number(self, column: str) -> float | None:
        """A number of at least 0."""
        text = self.text(column).removesuffix("€").removesuffix("EUR").removesuffix("Euro")
        found = parse(tidy(text)) if text else None
        if text and (found is None or found < 0):
            self.fault(column, "ist keine Zahl ab 0. Erwartet wird z. B. 12500 oder 2,5.")
            return None
        return found

    def known(self, column: str, names: Mapping[str, str], text: str | None = None) -> str:
        """The id behind an id or a title."""
        given = self.text(column) if text is None else text
        ids = {title.casefold(): name for name, title in names.items() if title} | {n.casefold(): n for n in names}
        if given and given.casefold() not in ids:
            self.fault(column, f"ist nicht bekannt.{_meant(given, names)}")
        return ids.get(given.casefold(), "")

    def all_known(self, column: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """The ids behind ids or titles between semicolons, each once."""
        return tuple(dict.fromkeys(filter(None, (self.known(column, names, part) for part in self.several(column)))))

    def demo(self) -> bool:
        """Whether the row says that it is made up."""
        text = self.text(DEMO).lower()
        if text not in YES_NO:
            self.fault(DEMO, "erwartet wird ja oder nein.")
        return YES_NO.get(text, False)

    def voices(self) -> tuple[str, ...]:
        """Short references of Wortmeldungen."""
        parts = self.several(SPOKEN)
        if not all(map(_VOICE.fullmatch, parts)):
            self.fault(SPOKEN, "erwartet werden Ort, Runde und Nummer, z. B. Neustadt 2/5.")
        return parts

    def milestones(self) -> Iterator[Milestone]:
        """Days with what should be reached: `01.03.2025 Konzept (erreicht)`."""
        for part in self.several(MILESTONES):
            match = _REACHED.fullmatch(part)
            day = day_of(match["day"]) if match else None
            if match is None or day is None:
                self.fault(MILESTONES, "erwartet wird je Meilenstein ein Datum und ein Wort: 01.03.2025 Konzept.")
                return
            yield Milestone(day, match["title"], bool(match["done"]))


def _meant(given: str, names: Mapping[str, str]) -> str:
    """What was probably meant: a title or an id; a list only where it is short."""
    choices = (*names, *filter(None, names.values()))
    told = did_you_mean(given, choices)
    few = len(names) <= 12 or "Meinten" in told
    return told if few else " Die Liste der Kennzahlen zeigt: python run_all.py katalog."
