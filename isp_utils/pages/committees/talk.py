"""The talk for a committee: ten slides, each with one message, one picture or table and what is said to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.massnahmen import STATUS, MassnahmenRegister
from isp_utils.model.terms import Sources
from isp_utils.model.wording import NO_BREAK, enumeration
from isp_utils.pages.committees.chosen import Chosen
from isp_utils.pages.committees.occasion import Occasion
from isp_utils.pages.committees.phrases import (
    figures_row,
    from_to,
    large_figure,
    moved,
    short_period,
    verdict_words,
)
from isp_utils.pages.committees.slide import Slide, Talk
from isp_utils.pages.committees.visuals import SlideChart, SlideTable, chart_of
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.items import place_words, sentence
from isp_utils.pages.start import Findings, base_rate_sentence, judged_sentence

ROWS, ENTRIES = 6, 4
ON_THE_SITE = "Die Steckbriefe auf der Seite nennen jede Kennzahl einzeln."
FIGURE_WIDTHS = (0.34, 0.14, 0.14, 0.16, 0.22)


def talk_of(found: Findings, words: Words, chosen: Chosen, register: MassnahmenRegister, occasion: Occasion) -> Talk:
    """The talk for one occasion; Maßnahmen that are made up are left out, so are kinds of slides without content."""
    maker = _Maker(found, words, occasion)
    slides = [
        maker.overview(chosen),
        *(maker.message(said) for said in chosen.messages),
        maker.changed(chosen.change),
        maker.massnahmen(register),
        maker.unknown(chosen.unknown),
        maker.order(),
    ]
    title = ("Wie es Familien", f"{found.figures.county.in_sentence} geht")
    return Talk(title, occasion.subtitle, occasion.facts, tuple(slide for slide in slides if slide))


@dataclass(frozen=True)
class _Maker:
    """Makes the slides of one occasion."""

    found: Findings
    words: Words
    occasion: Occasion

    def overview(self, chosen: Chosen) -> Slide | None:
        """All comparisons counted, the messages of the talk in a table."""
        if not chosen.messages:
            return None
        rows = tuple(figures_row(said) for said in chosen.messages[:ROWS])
        head = ("Kennzahl", "Zeit", "Kreis", self.found.land, "Gegenüber dem Land")
        table = SlideTable(head, rows, FIGURE_WIDTHS, "Tabelle der Kennzahlen dieses Vortrags.")
        counted = judged_sentence(self.found, chosen.compared).rstrip(".")
        beside = base_rate_sentence(self.found, chosen.compared)
        pictures = f"Diese {len(rows)} haben im Folgenden je ein eigenes Bild." if len(rows) > 1 else ""
        return Slide(
            title=counted or "Diese Kennzahlen sind zu beraten",
            visual=table,
            points=tuple(point for point in (beside or pictures, *self.occasion.ahead[:1]) if point),
            notes="\n".join([f"{judgements.how_many(chosen.compared)} {ON_THE_SITE}", *self.occasion.ahead]),
            source=self.words.source(Sources.of(_of_row(chosen.messages[:ROWS]))),
        )

    def message(self, said: Statement) -> Slide:
        """One Kennzahl: its sentence as title, the figure in large, the verdict, the development, the question."""
        item = said.indicator
        points = (moved(said, self.found.land), item.question)
        return self._of_one(said, sentence(said, self.found.land).rstrip("."), points)

    def changed(self, said: Statement | None) -> Slide | None:
        """What developed otherwise than in the Land."""
        if said is None or said.development is None:
            return None
        first, last, item = said.development.first, said.development.last, said.indicator
        land = f", in {self.found.land} {from_to(item, said.development.land)}" if said.development.land else ""
        title = f"{item.short}: seit {short_period(first.period)} {from_to(item, (first.value, last.value))}{land}"
        return self._of_one(said, title, (sentence(said, self.found.land), item.question))

    def _of_one(self, said: Statement, title: str, points: Sequence[str]) -> Slide:
        item, own = said.indicator, said.own
        chart = chart_of(self.found.figures, said, self.found.alike, self.found.land)
        place = place_words(said)
        if place.startswith("Platz"):
            place = place.replace(f"{NO_BREAK}Kreisen", "")  # the sentence of the paper says of what
        return Slide(
            title=title,
            visual=chart,
            figure=large_figure(item, own.value),
            label=", ".join(part for part in (verdict_words(said), place) if part),
            tone=said.verdict,
            points=tuple(point for point in points if point)[:2],
            notes=self._notes(said, chart),
            source=self.words.source(Sources.of(chart.sources)),
            indicator=item.id,
        )

    def _notes(self, said: Statement, chart: SlideChart) -> str:
        """What can be said to the picture, and what a question about it may need."""
        item = said.indicator
        parts = (
            judgements.place(said, self.found.land),
            judgements.development(said),
            f"Gezählt wird so: {item.definition}",
            f"Vorsicht: {item.caveat}" if item.caveat else "",
            *chart.remarks,
            f"{self.words.source(Sources.of(chart.sources))}. {self.occasion.stamp}",
        )
        return "\n".join(part for part in parts if part)

    def massnahmen(self, register: MassnahmenRegister) -> Slide | None:
        """What the county does about it, from the real entries of its register."""
        real = register.without_demo().massnahmen
        if not real:
            return None
        rows = tuple((item.title, item.responsible, STATUS[item.status]) for item in real[:ENTRIES])
        number = f"{len(real)}{NO_BREAK}Maßnahmen stehen" if len(real) > 1 else "Eine Maßnahme steht"
        counted = Counter(STATUS[item.status] for item in real)
        states = enumeration([f"{count}{NO_BREAK}{word}" if len(real) > 1 else word for word, count in counted.items()])
        table = SlideTable(("Maßnahme", "Zuständig", "Stand"), rows, (0.5, 0.32, 0.18), "Tabelle der Maßnahmen.")
        notes = "\n".join(f"{item.title}: {item.goal}" for item in real[:ENTRIES])
        return Slide(f"{number} im Register, {states}", table, notes, source="Register der Maßnahmen")

    def unknown(self, offices: Mapping[str, list[str]]) -> Slide | None:
        """What nobody knows yet, by the office that could tell."""
        if not offices:
            return None
        rows = tuple((office, str(len(names)), ", ".join(names[:3])) for office, names in _few(offices))
        head = ("Stelle", "Kennzahlen", "Zum Beispiel")
        table = SlideTable(head, rows, (0.24, 0.14, 0.62), "Tabelle: Stellen, und was sie sagen könnten.")
        number = sum(len(names) for names in offices.values())
        title = f"Zu {number}{NO_BREAK}Kennzahlen fehlen Zahlen; diese Stellen können sie liefern"
        notes = "Die Seite „Datenlage“ nennt zu jeder Lücke das Anschreiben, mit dem um die Zahlen gebeten wird."
        return Slide(title if number > 1 else "Zu einer Kennzahl fehlt die Zahl", table, notes)

    def order(self) -> Slide:
        """Where the report goes next."""
        following = self.occasion.following
        ahead = f"danach ist der Bericht {following.in_sentence}" if following else "damit endet die Beratungsfolge"
        notes = f"Tage, die noch offen sind, nennt der Sitzungsdienst. {self.occasion.stamp}"
        contact = self.found.figures.county.contact
        points = (f"Fragen beantwortet: {contact}.",) if contact else ()
        return Slide(
            f"Vorschlag: {self.occasion.proposal.rstrip('.')}; {ahead}", self.occasion.chain, notes, points=points
        )


def _of_row(told: Sequence[Statement]) -> list[str]:
    """Sources of both figures of every row."""
    pairs = ((said.own, said.land.other if said.land else None) for said in told)
    return [figure.source for pair in pairs for figure in pair if figure]


def _few(offices: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return list(offices.items())[: ENTRIES + 1]
