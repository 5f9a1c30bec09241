"""The paper for a committee: a Sachstandsbericht as Informationsvorlage, as much as fits on two pages of A4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.massnahmen import OPEN, STATUS, Massnahme, MassnahmenRegister
from isp_utils.model.wording import NO_BREAK, capital, enumeration, german_date, with_unit
from isp_utils.pages.committees.chosen import Chosen
from isp_utils.pages.committees.occasion import Occasion
from isp_utils.pages.committees.phrases import figures_row, moved
from isp_utils.pages.committees.talk import FIGURE_WIDTHS
from isp_utils.pages.committees.visuals import SlideTable
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.items import place_words, sentence
from isp_utils.pages.parts.massnahmen_links import NO_ANSWER
from isp_utils.pages.parts.spoken import question_sentence
from isp_utils.pages.start import Findings, counted_sentences

QUESTIONS, OFFICES, NAMES = 3, 3, 4  # as many as fit
WIDEST = 84  # letters in a line of the paper: what is counted for the two pages
SITUATION, COST = 21, 6  # lines for the situation, and for the Maßnahmen and their cost
NO_NUMBER = "vergibt der Sitzungsdienst"
NO_COST = "Die Vorlage dient der Information. Sie selbst löst keine Ausgaben aus."
PROTECTED = "Sehr kleine Zahlen werden nicht gezeigt, damit niemand erkennbar wird."
NO_REGISTER = "Im Register steht keine geplante oder laufende Maßnahme mit Kosten."


@dataclass(frozen=True)
class Paper:
    """The finished words of a paper; every list is short enough for two pages."""

    number: str
    subject: str
    access: str
    office: str
    day: str
    steps: tuple[tuple[str, str, str], ...]
    proposal: str
    situation: tuple[str, ...]
    figures: SlideTable | None
    cost: tuple[str, ...]
    questions: tuple[str, ...]
    unknown: tuple[str, ...]
    reading: tuple[str, ...]
    annexes: tuple[str, ...]
    stamp: str


def paper_of(found: Findings, chosen: Chosen, register: MassnahmenRegister, occasion: Occasion) -> Paper:
    """The paper for one occasion, from the same statements as the talk."""
    county, gremium = found.figures.county, occasion.gremium
    fields = enumeration([FIELDS[field] for field in gremium.fields])
    return Paper(
        number=gremium.number or NO_NUMBER,
        subject=f"Sachstandsbericht Integrierte Sozialplanung: {fields}",
        access=gremium.access,
        office=county.contact or county.name,
        day=german_date(occasion.today),
        steps=occasion.steps,
        proposal=occasion.proposal,
        situation=_situation(found, chosen, occasion),
        figures=_others(chosen.others, found.land),
        cost=_cost(register.without_demo().massnahmen, occasion.today),
        questions=_questions(chosen),
        unknown=_unknown(chosen.unknown),
        reading=(judgements.how_many(chosen.compared), PROTECTED) if chosen.compared else (PROTECTED,),
        annexes=("Vortrag (Folien)", f"Kurzfassung und Steckbriefe der Kennzahlen, Lauf {occasion.run}"),
        stamp=occasion.stamp,
    )


def _situation(found: Findings, chosen: Chosen, occasion: Occasion) -> tuple[str, ...]:
    """How the county compares on the whole, how many children are expected, what has no Maßnahme yet, then the messages
    that have room.
    """
    counted, open_ones = counted_sentences(found, chosen.compared), _unanswered(occasion.unanswered)
    whole = [words for words in (counted, " ".join(occasion.ahead), open_ones) if words]
    return _fitting([*whole, *(_told(said, found.land) for said in chosen.messages)], SITUATION)


def _unanswered(titles: Sequence[str]) -> str:
    """Schwerpunkte without a Maßnahme, with the words of the synthesis; "" for none."""
    if not titles:
        return ""
    *others, last = (f"„{title}“" for title in titles)  # a title has commas of its own: no enumeration
    return f"Schwerpunkte {', '.join(others)} und {last}: {NO_ANSWER}" if others else f"Schwerpunkt {last}: {NO_ANSWER}"


def _others(others: Sequence[Statement], land: str) -> SlideTable | None:
    """What stands out besides, as a table; None where nothing does."""
    if not others:
        return None
    head = ("Kennzahl", "Zeit", "Kreis", land, "Gegenüber dem Land")
    return SlideTable(head, tuple(map(figures_row, others)), FIGURE_WIDTHS, "Was außerdem vom Land abweicht.")


def _questions(chosen: Chosen) -> tuple[str, ...]:
    lines = dict.fromkeys(question_sentence(said.indicator) for said in chosen.messages)
    return tuple(line for line in lines if line)[:QUESTIONS]


def _unknown(offices: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The offices that could tell most, and how many Kennzahlen the others have."""
    shown, others = list(offices.items())[:OFFICES], list(offices.values())[OFFICES:]
    more = sum(len(names) for names in others)
    rest = (f"Dazu {more}{NO_BREAK}{'Kennzahl' if more == 1 else 'Kennzahlen'} anderer Stellen.",) if more else ()
    return *(_office(office, names) for office, names in shown), *rest


def _office(office: str, names: Sequence[str]) -> str:
    more = len(names) - NAMES
    tail = f" und {more}{NO_BREAK}weitere" if more > 0 else ""
    return f"{office}: {', '.join(names[:NAMES])}{tail}."


def _cost(massnahmen: Sequence[Massnahme], today: date) -> tuple[str, ...]:
    """What the real Maßnahmen cost that have not ended, and who pays, as far as the register says; the rest counted."""
    running = [item for item in massnahmen if item.status in OPEN and not (item.end and item.end < today)]
    priced = [item for item in running if item.cost is not None or item.funding]
    if not priced:
        return NO_COST, NO_REGISTER
    lines = _fitting([_priced(item) for item in priced], COST)
    more = len(priced) - len(lines)
    rest = (f"Weitere{NO_BREAK}{more} nennt das Register der Maßnahmen.",) if more else ()
    return NO_COST, *lines, *rest


def _priced(item: Massnahme) -> str:
    amount = f" {with_unit(item.cost, 'Euro')}." if item.cost is not None else ""
    funding = f" {item.funding.rstrip('.')}." if item.funding else ""
    years = dict.fromkeys(str(day.year) for day in (item.start, item.end) if day)
    when = f"{' bis '.join(years)}, " if years else ""
    return f"{item.title} ({when}{STATUS[item.status]}):{amount}{funding}"


def _told(said: Statement, land: str) -> str:
    """A figure in its sentence, its place, how it moved."""
    place = place_words(said)
    parts = (sentence(said, land), f"{capital(place)}." if place else "", moved(said, land))
    return " ".join(part for part in parts if part)


def _fitting(lines: Sequence[str], room: int) -> tuple[str, ...]:
    """As many of the lines, from the first, as have room in so many lines of the paper."""
    taken: list[str] = []
    for words in lines:
        room -= -(-len(words) // WIDEST)
        if room < 0:
            break
        taken.append(words)
    return tuple(taken)
