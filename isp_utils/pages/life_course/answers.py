"""What a station answers first: its newest number, what is expected, and what nobody knows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from isp_utils.indicators.statements.hindrance import Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.biography import Station
from isp_utils.model.need_rules import NeedKind
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, capital, german_number
from isp_utils.needs.demand import Need
from isp_utils.needs.in_care import InCare, children_in_care, newest_in_care
from isp_utils.needs.outlook import AHEAD
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.parts.items import sentence

APART = 2  # years between places and need, or today, beyond which one says nothing about the other
ALL_PLACES = "kita_plaetze_genehmigt"
NOT_PUBLISHED = "Hierzu gibt es noch keine veröffentlichte Zahl."


@dataclass(frozen=True)
class StationAnswer:
    """Sentences that answer the question of a station, and the ids of the sources behind their numbers."""

    lines: tuple[str, ...]
    sources: Sources


def answer(page: Frame, station: Station, told: Collection[str] = ()) -> StationAnswer:
    """The newest number that answers the question of a station, and the coming years where they can be reckoned.

    `told`: sentences that the page has already.
    """
    ahead = page.outlook
    rule = page.biography.planning.needs.kinds[station.need]
    kind = rule.in_care or station.need
    known = ahead is not None and all(kind in found for found in ahead.needs.values())
    need = ahead.likely(kind) if ahead and known else None
    behind = list(need.sources) if need else []
    if rule.in_care:
        past = in_care(page, rule)
        said = in_care_ahead(past, need, page.biography.planning.title(kind))
        now = newest_in_care(past)
        return StationAnswer((said, places_today(page, rule)), Sources.of([*(now.sources if now else ()), *behind]))
    first = key_figure(page, station.figure, page.statements(page.of_station(station.id)), told)
    lines = [
        sentence_of(page, first) if first else NOT_PUBLISHED,
        *([need_in_short(need, counted_at_start(page, need))] if need else []),
    ]
    return StationAnswer(tuple(lines), Sources.of([*([first.own.source] if first else []), *behind]))


def key_figure(page: Frame, name: str, found: Sequence[Statement], told: Collection[str] = ()) -> Statement | None:
    """The real figure that answers first, also an old one, else one that may be judged; None where all are told or none
    is known.
    """
    chosen = page.catalogue.indicators.get(name)
    answering = page.statements([chosen] if chosen else [])
    first = [said for said in answering if said.hindered is None or said.hindered.why is Hindrance.OLD]
    rest = sorted([*answering, *found], key=lambda said: said.hindered is not None)
    for said in (*first, *rest):
        if said.own.published and not said.own.demo and not (told and sentence_of(page, said) in told):
            return said
    return None


def sentence_of(page: Frame, said: Statement) -> str:
    """The spoken sentence, beside the Land of the county."""
    return sentence(said, page.catalogue.register[page.county.key[:2]].name)


def counted_at_start(page: Frame, need: Need) -> bool:
    """Whether somebody counted what a need is at its start; else it is reckoned from children of other ages."""
    term = page.biography.planning.needs.kinds[need.kind].before
    start = need.years[0]
    found = page.stocks.series(term, page.county.key) if term else []
    counts = [stock.value for stock in found if year_of(stock.period) == start and not stock.demo]
    return any(count is not None and round(count) == need.at(start)[0] for count in counts)


def first_number(need: Need, counted: bool) -> str:
    """The number at the start of a need: plain where it was counted, with a word before it where it is reckoned."""
    word = "rechnerisch " if need.old_ratio else "" if counted else "rund "
    return word + german_number(need.at(need.years[0])[0])


def need_in_short(need: Need, counted: bool) -> str:
    """What is needed at the start and in a few years, in one sentence."""
    later = need.years[AHEAD]
    value, lower, upper = need.at(later)
    return (
        f"{need.title}: {first_number(need, counted)} im Jahr {need.years[0]}, "
        f"voraussichtlich {german_number(value)} im Jahr {later} ({german_number(lower)} bis {german_number(upper)})."
        f"{old_ratio(need)}"
    )


def old_ratio(need: Need) -> str:
    """That a need is reckoned with a ratio of long ago; "" where it is not."""
    if not need.old_ratio:
        return ""
    return f" Gerechnet mit dem Verhältnis des Jahres {need.old_ratio}; ob es noch gilt, ist nicht bekannt."


def in_care(page: Frame, rule: NeedKind) -> tuple[InCare, ...]:
    """Children in care of the past years for whom the places of a need are."""
    rules = page.biography.planning.needs
    return children_in_care(page.stocks, page.county.key, rules.kinds[rule.in_care], rules)


def in_care_ahead(past: tuple[InCare, ...], children: Need | None, title: str) -> str:
    """How many children are in care, and how many more or fewer there will be."""
    now = newest_in_care(past)
    if now is None:
        return f"{capital(title)}: Ihre Zahl liegt nicht vor."
    told = f"{capital(title)}: {number_in_care(now)} im Jahr {now.year}"
    if children is None:
        return f"{told}."
    year = children.years[AHEAD]
    value, lower, upper = children.at(year)
    change, *limits = (part - round(now.value or 0) for part in (value, lower, upper))
    return (
        f"{told}, voraussichtlich {german_number(value)} im Jahr {year} ({german_number(lower)} bis "
        f"{german_number(upper)}). Das sind {_more(change)} ({' bis '.join(_more(limit) for limit in limits)})."
    )


def number_in_care(found: InCare) -> str:
    """A count, or "rund" before what is reckoned."""
    return f"{'rund ' if found.reckoned else ''}{german_number(found.value or 0)}"


def origin_in_care(page: Frame, rule: NeedKind) -> str:
    """How the newest number of children in care came about, and which one was counted last."""
    past = in_care(page, rule)
    now = newest_in_care(past)
    if now is None:
        return ""
    ranged = f"In Klammern der {RANGE_AHEAD}."
    if not now.reckoned:
        return f"Gezählt am {in_german(now.day)}. {ranged}"
    counted = newest_in_care(tuple(one for one in past if not one.reckoned))
    told = f"; zuletzt gezählt veröffentlicht: {number_in_care(counted)} ({in_german(counted.day)})" if counted else ""
    return f"Die Zahl von {now.year} ist aus Betreuungsquote und Zahl der Kinder errechnet{told}. {ranged}"


def places_today(page: Frame, rule: NeedKind) -> str:
    """How many places there are today, or that nobody knows; the statistic does not divide them by age."""
    found = page.stocks.newest(ALL_PLACES, page.county.key)
    if found is None or found.value is None or found.demo:
        return f"Wie viele {rule.places} es heute gibt, ist nicht bekannt."
    counted = f"{german_number(found.value)} Plätze für alle Altersgruppen zusammen ({in_german(found.period)})"
    if year_of(found.period) < page.figures.newest_year - APART:
        return f"Wie viele {rule.places} es heute gibt, ist nicht bekannt; zuletzt gezählt wurden {counted}."
    return f"{rule.places}: Gezählt sind nur {counted}."


def _more(change: int) -> str:
    return "ebenso viele" if not change else f"{german_number(abs(change))} {'mehr' if change > 0 else 'weniger'}"
