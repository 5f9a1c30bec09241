"""The talk for a committee: ten slides, each with one message, one picture or table and what is said to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isp_utils.indicators.statements.salience import Highlight, changes, varied
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.committees import Gremium
from isp_utils.model.indicator import TIERS
from isp_utils.model.massnahmen import STATUS, MassnahmenRegister
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources
from isp_utils.model.wording import NO_BREAK, capital, enumeration, german_number
from isp_utils.pages.committees.occasion import Occasion
from isp_utils.pages.committees.visuals import SlideChart, SlideTable, chart_of
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.items import compared_words, place_words, sentence
from isp_utils.pages.parts.natures import NOMINAL
from isp_utils.pages.parts.sentences import bare, headed, printed, when
from isp_utils.pages.start import Findings

MESSAGES, ROWS, ENTRIES = 5, 6, 4
LONGEST_FIGURE = 9  # letters in large type
SYMBOLS = {"worse": "▼", "better": "▲"}


@dataclass(frozen=True)
class Slide:
    """One slide: its message as title, a big figure with what it is, at most two more points, notes for the speaker.

    tone: "worse" | "better" | ""; label: the verdict beside the figure; source: line below the picture;
    indicator: the Kennzahl it is about, "" for none.
    """

    title: str
    visual: SlideChart | SlideTable
    notes: str
    figure: str = ""
    label: str = ""
    tone: str = ""
    points: tuple[str, ...] = ()
    source: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Talk:
    """The title in two lines, subtitle and table of the first slide, then the other slides in order."""

    lines: tuple[str, str]
    subtitle: str
    opening: SlideTable
    slides: tuple[Slide, ...]

    @property
    def title(self) -> str:
        """The title in one line."""
        return " ".join(self.lines)


@dataclass(frozen=True)
class Chosen:
    """What of the findings a committee hears: messages, one change, and what nobody knows, by office."""

    messages: tuple[Statement, ...]
    change: Statement | None
    compared: tuple[Statement, ...]
    unknown: Mapping[str, list[str]]


def chosen_for(found: Findings, gremium: Gremium, unknown: Mapping[str, list[str]], number: int = MESSAGES) -> Chosen:
    """Messages of the committee's planning fields; where too little stands out, its most important figures follow."""
    of_fields = [item for item in found.messages if item.statement.indicator.home in gremium.fields]
    real = [said for field in gremium.fields for said in found.real(field)]
    told = [item.statement for item in varied(of_fields, number)]
    told += sorted((said for said in real if _can_follow(said, told)), key=_importance)[: number - len(told)]
    names = {said.indicator.id for said in told}
    turned: list[Highlight] = changes(found.figures, real)
    change = next((item.statement for item in turned if item.statement.indicator.id not in names), None)
    return Chosen(tuple(told), change, tuple(said for said in real if said.comparison), unknown)


def _can_follow(said: Statement, told: Sequence[Statement]) -> bool:
    return said.indicator.comparable and not said.hindered and said not in told


def _importance(said: Statement) -> int:
    return TIERS.index(said.indicator.tier)


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
        rows = tuple(self._row(said) for said in chosen.messages[:ROWS])
        head = ("Kennzahl", "Zeit", "Kreis", self.found.land, "Gegenüber dem Land")
        table = SlideTable(head, rows, (0.34, 0.14, 0.14, 0.16, 0.22), "Tabelle der Kennzahlen dieses Vortrags.")
        counted = self._counted(chosen.compared)
        return Slide(
            title=counted or "Diese Kennzahlen weichen am stärksten ab",
            visual=table,
            points=(f"Diese {len(rows)} weichen am stärksten ab; jede hat im Folgenden ihr eigenes Bild.",),
            notes=f"{judgements.how_many(chosen.compared)} Die Steckbriefe auf der Seite nennen jede Kennzahl einzeln.",
            source=self.words.source(Sources.of(said.own.source for said in chosen.messages)),
        )

    def _row(self, said: Statement) -> tuple[str, ...]:
        item = said.indicator
        land = headed(item, said.land.other.value) if said.land else "–"
        short = in_german(said.own.period).removeprefix("Schuljahr ")
        return item.short, short, printed(item, said.own.value), land, _verdict(said, "") or "–"

    def _counted(self, compared: Sequence[Statement]) -> str:
        number = len(compared)
        if number <= 1:
            return ""
        worse, better = (sum(said.verdict == verdict for said in compared) for verdict in ("worse", "better"))
        return (
            f"Von {number}{NO_BREAK}Kennzahlen stehen {worse or 'keine'}{NO_BREAK}ungünstiger da als in "
            f"{self.found.land}, {better or 'keine'}{NO_BREAK}günstiger"
        )

    def message(self, said: Statement) -> Slide:
        """One Kennzahl: its sentence as title, the figure in large, the verdict, the development, the question."""
        item = said.indicator
        points = (moved(said, self.found.land), _asked(item))
        return self._of_one(said, sentence(said, self.found.land).rstrip("."), points)

    def changed(self, said: Statement | None) -> Slide | None:
        """What developed otherwise than in the Land."""
        if said is None or said.development is None:
            return None
        first, last, item = said.development.first, said.development.last, said.indicator
        land = f", in {self.found.land} {_span(item, said.development.land)}" if said.development.land else ""
        title = f"{item.short}: seit {_year(first.period)} {_span(item, (first.value, last.value))}{land}"
        return self._of_one(said, title, (sentence(said, self.found.land), _asked(item)))

    def _of_one(self, said: Statement, title: str, points: Sequence[str]) -> Slide:
        item, own = said.indicator, said.own
        chart = chart_of(self.found.figures, said, self.found.alike, self.found.land)
        place = place_words(said)
        return Slide(
            title=title,
            visual=chart,
            figure=_figure(item, own.value),
            label=", ".join(part for part in (_verdict(said), place) if part),
            tone=said.verdict,
            points=tuple(point for point in points if point)[:2],
            notes=self._notes(said),
            source=self.words.source(Sources.of([own.source])),
            indicator=item.id,
        )

    def _notes(self, said: Statement) -> str:
        """What can be said to the picture, and what a question about it may need."""
        item = said.indicator
        parts = (
            judgements.place(said, self.found.land),
            judgements.development(said),
            f"Gezählt wird so: {item.definition}",
            f"Vorsicht: {item.caveat}" if item.caveat else "",
            f"{self.words.source(Sources.of([said.own.source]))}. {self.occasion.stamp}",
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
            f"Gebeten wird um {self.occasion.gremium.task}; {ahead}", self.occasion.chain, notes, points=points
        )


def _verdict(said: Statement, beside: str = " als im Land") -> str:
    """'▼ Ungünstiger als im Land'; "" where nothing is compared."""
    words = compared_words(said).removesuffix(" als im Land")
    ended = f"{capital(words)}{beside}" if said.comparison in ("higher", "lower") else capital(words)
    return f"{SYMBOLS.get(said.verdict, '')} {ended}".strip()


def _figure(item: Indicator, value: float) -> str:
    """The value in large type: with its unit where that is short."""
    whole = printed(item, value)
    return whole if len(whole) <= LONGEST_FIGURE else german_number(value, item.digits)


def _few(offices: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return list(offices.items())[: ENTRIES + 1]


def moved(said: Statement, land: str) -> str:
    """How the figure moved, in one short sentence; "" where nothing can be said."""
    found, item = said.development, said.indicator
    if found is None or item.renormed or not found.code:
        return ""
    since = _year(found.first.period)
    if item.nature == "events":
        return f"Seit {since}: {judgements.development_word(said)}."
    there = f", in {land} {_span(item, found.land)}" if found.land else ""
    return f"Seit {since}: {_span(item, (found.first.value, found.last.value))}{there}."


def _span(item: Indicator, values: tuple[float, float]) -> str:
    prices = f" {NOMINAL}" if item.money else ""
    return f"von {bare(item, values[0])} auf {headed(item, values[1])}{prices}"


def _year(period: str) -> str:
    return in_german(period).removeprefix("Schuljahr ") if "/" in period else when(period).rsplit(" ", 1)[-1][-4:]


def _asked(item: Indicator) -> str:
    """What to ask, without the office: the paper names it."""
    return f"Zu fragen ist, {item.question}." if item.question else ""
