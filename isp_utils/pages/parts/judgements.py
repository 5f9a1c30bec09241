"""The statement on a Kennzahl in words: comparison, place and development as sentences and as cells of a table."""

import math
from collections.abc import Sequence

from isp_utils.indicators.statements.comparison import Comparison, Distance
from isp_utils.indicators.statements.development import Development
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.wording import as_printed, german_number, with_unit
from isp_utils.pages.parts.natures import NOMINAL
from isp_utils.pages.parts.sentences import printed
from isp_utils.statistics.comparison import word

DIFFERENT = {"higher": "gesichert höher", "lower": "gesichert niedriger"}
FALSE_ALARMS = 0.05  # of comparisons of events and estimates without a difference
NO_STATEMENT = "keine Aussage"
UNJUDGED_CELL = {
    Hindrance.DEMO: "–",
    Hindrance.EXCEPTIONAL: "kein Urteil (Ausnahmejahr)",
    Hindrance.OLD: "kein Urteil (von {detail})",
    Hindrance.ESTIMATED: "kein Urteil (geschätzt)",
}
NOT_COMPARED = {
    Hindrance.EXCEPTIONAL: "in einem Ausnahmejahr wird nicht verglichen",
    Hindrance.OLD: "für ein Urteil über heute sind die Zahlen zu alt",
    Hindrance.ESTIMATED: "ein geschätzter Wert wird nicht beurteilt",
}
TURNS = {"better": "günstiger", "worse": "ungünstiger"}
MOVED = {"rose": "gestiegen", "fell": "gesunken", "same": "unverändert"}
BESIDE = {"faster": "steigt gegenüber dem Land", "slower": "sinkt gegenüber dem Land", "similar": "wie im Land"}
ONE_COMPARED = "Mit dem Land verglichen ist hier eine Kennzahl"


def comparison(statement: Statement, found: Comparison, name: str) -> str:
    """How the figure compares with the Land or the Bund, only as far as it carries."""
    indicator, own = statement.indicator, statement.own
    reference = f"{name}: {printed(indicator, found.other.value)}"
    if statement.hindered:
        return f"{reference}; {NOT_COMPARED[statement.hindered.why]}."
    if indicator.nature != "stock":
        return _by_chance(indicator, found, reference)
    if german_number(own.value, indicator.digits) == german_number(found.other.value, indicator.digits):
        return f"{reference}, so viel wie im Kreis."
    side = "höher" if found.gap > 0 else "niedriger"
    amount = _amount(indicator, own.value, found.other.value)
    return f"{reference}; der Kreis liegt {amount} {side}{_people(indicator, found)}.{_weighed(indicator, found)}"


def _by_chance(indicator: Indicator, found: Comparison, reference: str) -> str:
    if not found.code:
        return f"{reference} (ohne Angabe der Sicherheit kein Urteil über den Unterschied)."
    if found.code == "similar":
        return f"{reference}; der Unterschied ist nicht gesichert."
    return f"{reference}; der Kreis liegt {DIFFERENT[found.code]}{_judged(indicator, found.code)}."


def _judged(indicator: Indicator, code: str) -> str:
    return f" und damit {word(code, indicator.better)}" if indicator.better != "none" else ""


def _amount(indicator: Indicator, first: float, second: float) -> str:
    """The difference of the values as they are printed: what readers get who subtract them."""
    unit = "Prozentpunkte" if indicator.unit == "%" else indicator.unit
    gap = as_printed(first, indicator.digits) - as_printed(second, indicator.digits)
    return with_unit(abs(gap), unit, indicator.digits)


def _people(indicator: Indicator, found: Comparison) -> str:
    people = abs(found.people)
    if math.isnan(people) or people < 0.5:
        return ""
    return f", das sind rund {german_number(people)} {indicator.things}"


def _weighed(indicator: Indicator, found: Comparison) -> str:
    """Whether the distance is one: beside those of the other Kreise."""
    if found.distance is None or not found.code:
        return ""
    if found.code == "similar":
        return f" Der Abstand ist nur größer als {_others(found.distance)} und begründet kein Urteil."
    return f" Der Abstand ist größer als {_others(found.distance)}{_judged(indicator, found.code)}."


def _others(distance: Distance) -> str:
    return f"bei {distance.nearer} von {distance.others} anderen Kreisen"


def compared_word(statement: Statement) -> str:
    """The comparison with the Land in a table cell."""
    if statement.hindered:
        return _unjudged(statement.hindered)
    if statement.comparison == "similar":
        return "nahe am Land" if statement.indicator.nature == "stock" else "nicht gesichert verschieden"
    return word(statement.comparison, statement.indicator.better) if statement.comparison else NO_STATEMENT


def _unjudged(hindered: Hindered) -> str:
    return UNJUDGED_CELL[hindered.why].format(detail=hindered.detail)


def verdict_line(statement: Statement, land: str) -> str:
    """The verdict against the Land as a line of a summary; "" where there is none."""
    indicator, own, found = statement.indicator, statement.own, statement.land
    if not statement.verdict or found is None:
        return ""
    money = f" {NOMINAL}" if indicator.money else ""
    values = f"{printed(indicator, own.value)}, {land} {printed(indicator, found.other.value)}{money}"
    why = f"; Abstand größer als {_others(found.distance)}" if found.distance else ""
    return f"{indicator.title}: {TURNS[statement.verdict]} als im Land ({values}; {in_german(own.period)}{why})."


def place(statement: Statement, land: str) -> str:
    """The place among the Kreise: one, or a range where chance moves it; "" where none can be told."""
    found = statement.place
    if found is None:
        return ""
    last = "am ungünstigsten" if statement.indicator.better != "none" else "der höchste Wert"
    group = f"Unter {found.areas} Kreisen in {land}"
    if found.first == found.last:
        return f"{group}: Platz {found.first}, wo {found.areas} {last} ist."
    if statement.indicator.nature == "stock":
        return f"{group}: Platz {found.first} bis {found.last}, wo {found.areas} {last} ist."
    return (
        f"{group} liegt der Kreis mit 90\u202f% Sicherheit zwischen Platz {found.first} und {found.last}, "
        f"wo {found.areas} {last} ist."
    )


def development(statement: Statement) -> str:
    """How the figure moved, beside the Land where that can be said."""
    indicator, found = statement.indicator, statement.development
    if indicator.renormed:
        return "Entwicklung: keine Aussage, denn dieser Index wird jedes Jahr neu genormt."
    if found is None:
        return "Entwicklung: Es gibt erst einen vergleichbaren Wert."
    if indicator.nature == "events":
        return _trend(statement, found)
    money = f" {NOMINAL}" if indicator.money else ""
    if found.code == "same":
        last = printed(indicator, found.last.value)
        return f"Entwicklung: {last} {in_german(found.first.period)} wie {in_german(found.last.period)}{money}."
    then, now = (f"{printed(indicator, own.value)} ({in_german(own.period)})" for own in (found.first, found.last))
    return f"Entwicklung: von {then} auf {now}{money}{_in_land(indicator, found)}.{_beside_land(statement, found)}"


def _in_land(indicator: Indicator, found: Development) -> str:
    if found.land is None:
        return ""
    then, now = (printed(indicator, value) for value in found.land)
    return f", im Land von {then} auf {now}"


def _beside_land(statement: Statement, found: Development) -> str:
    if found.distance is None or not found.distance.stands_out or statement.hindered:
        return ""
    others = _others(found.distance)
    if not statement.turn:
        return f" Der Abstand zur Entwicklung im Land ist größer als {others}."
    return f" Das ist eine {TURNS[statement.turn]}e Entwicklung als im Land, mit größerem Abstand als {others}."


def _trend(statement: Statement, found: Development) -> str:
    indicator, flow = statement.indicator, found.flow
    span = f"{in_german(found.first.period)} bis {in_german(found.last.period)}"
    if not found.code or flow is None:
        low, high = (printed(indicator, value) for value in (found.low, found.high))
        return f"Entwicklung {span}: kleinster Wert {low}, größter {high}; ein Trend lässt sich nicht prüfen."
    if found.code == "similar":
        reach = with_unit(flow.detectable, "%", 1)
        return (
            f"Entwicklung {span}: kein gesicherter Unterschied zu der im Land; erkennbar wäre einer ab etwa {reach} im "
            "Jahr."
        )
    lower, upper = sorted((abs(flow.lower), abs(flow.upper)))
    moved = "gestiegen" if flow.percent > 0 else "gesunken"
    turn = f", eine {TURNS[statement.turn]}e Entwicklung" if statement.turn else ""
    return (
        f"Entwicklung {span}: gegenüber dem Land im Mittel um {with_unit(abs(flow.percent), '%', 1)} im Jahr gesichert "
        f"{moved} (mit 95\u202f% Sicherheit zwischen {german_number(lower, 1)} und {with_unit(upper, '%', 1)}){turn}."
    )


def development_word(statement: Statement) -> str:
    """The development in a table cell."""
    found = statement.development
    if statement.own.demo:
        return "–"
    if found is None or not found.code:
        return NO_STATEMENT
    if found.code in BESIDE:
        return f"{BESIDE[found.code]}{f' ({TURNS[statement.turn]})' if statement.turn else ''}"
    if statement.indicator.money:
        return f"{MOVED[found.code]} ({NOMINAL})"
    return f"{MOVED[found.code]}{f' ({TURNS[statement.turn]} als im Land)' if statement.turn else ''}"


def how_many(found: Sequence[Statement]) -> str:
    """How many comparisons with the Land a page makes, and how many of them chance alone would let stand out."""
    made = [said for said in found if said.comparison]
    tested = sum(said.indicator.nature != "stock" for said in made)
    if not made:
        return ""
    compared_here = f"Mit dem Land verglichen sind hier {len(made)} Kennzahlen" if len(made) > 1 else ONE_COMPARED
    if not tested:
        return f"{compared_here}, alle Vollzählungen und nach ihrer Größe."
    number = "einer" if tested == 1 else str(tested)
    return (
        f"{compared_here}, {len(made) - tested} davon Vollzählungen nach ihrer Größe. Bei {number} prüft ein Test den "
        "Zufall; auch ohne jeden wirklichen Unterschied würden davon im Mittel "
        f"{german_number(FALSE_ALARMS * tested, 1)} auffallen."
    )
