"""The occasion of a talk and a paper: which committee, on which day, at which place in the Beratungsfolge."""

from dataclasses import dataclass
from datetime import date

from isp_utils.model.committees import Beratungsfolge, Gremium
from isp_utils.model.wording import german_date
from isp_utils.pages.committees.visuals import SlideTable

OPEN = "Termin offen"
DEMO = " (Demodaten)"


@dataclass(frozen=True)
class Occasion:
    """A committee, the day of its meeting (None still open), and what every document says about its figures.

    numbers: from when the figures are; run: name of the run; data_date: day of the newest delivery; today: the day on
    which the documents are made; ahead: how many children are expected, a sentence each; unanswered: titles of the
    Schwerpunkte of its fields that have no Maßnahme.
    """

    gremium: Gremium
    order: Beratungsfolge
    session: date | None
    numbers: str
    run: str
    data_date: date
    today: date
    ahead: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """Data date and run, as every document carries them."""
        return f"Zahlen {self.numbers}. Lauf {self.run}."

    @property
    def when(self) -> str:
        """Day of the meeting in words."""
        demo = DEMO if self.gremium.demo and self.session in self.gremium.sessions else ""
        return f"{german_date(self.session)}{demo}" if self.session else OPEN

    @property
    def subtitle(self) -> str:
        """Committee and day, below the title of the talk."""
        return f"{self.gremium.name}, {self.when if self.session else 'Termin noch offen'}"

    @property
    def following(self) -> Gremium | None:
        """The committee after this one; None after the last."""
        names = [item.id for item in self.order.gremien]
        place = names.index(self.gremium.id) + 1
        return self.order.gremien[place] if place < len(names) else None

    @property
    def steps(self) -> tuple[tuple[str, str, str], ...]:
        """Committee, what it does, its day, for every committee of the Beratungsfolge."""
        return tuple((item.name, item.task, self._day_of(item)) for item in self.order.gremien)

    def _day_of(self, item: Gremium) -> str:
        if item.id == self.gremium.id:
            return self.when
        day = item.next_session(self.today)
        return f"{german_date(day)}{DEMO if item.demo else ''}" if day else OPEN

    @property
    def chain(self) -> SlideTable:
        """The Beratungsfolge as a table."""
        alt = "Tabelle der Beratungsfolge: Gremium, Aufgabe und Sitzungstag."
        return SlideTable(("Gremium", "Aufgabe", "Sitzung"), self.steps, (0.44, 0.32, 0.24), alt)

    @property
    def proposal(self) -> str:
        """What the committee is asked for, in one sentence: paper and talk ask the same."""
        article = "Die" if self.gremium.in_sentence.startswith("in der ") else "Der"
        return f"{article} {self.gremium.name} nimmt den Sachstandsbericht zur Kenntnis."

    @property
    def facts(self) -> SlideTable:
        """The table of the title slide: what the talk is for and what it rests on."""
        rows = (("Aufgabe", self.gremium.task), ("Zahlen", self.numbers), ("Lauf", self.run))
        return SlideTable(
            ("Vortrag", self.gremium.name), rows, (0.25, 0.75), "Tabelle: Aufgabe, Stand der Zahlen, Lauf."
        )


def occasion_of(
    order: Beratungsfolge, gremium: Gremium, known: tuple[str, str, date], today: date, session: date | None = None
) -> Occasion:
    """The occasion of a committee; without a `session` its next day in the calendar. known: numbers, run, data date."""
    return Occasion(gremium, order, session or gremium.next_session(today), *known, today)
