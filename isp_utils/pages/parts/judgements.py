"""The statement on a Kennzahl in words: comparison, place and development as sentences and as cells of a table."""

import math
from collections.abc import Sequence

from isp_utils.indicators.statements.comparison import Comparison, Distance
from isp_utils.indicators.statements.development import SHORTEST, Development, years_between
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.wording import as_printed, german_number, with_unit
from isp_utils.pages.parts.natures import NOMINAL
from isp_utils.pages.parts.sentences import bare, headed
from isp_utils.statistics.comparison import word

DIFFERENT = {"higher": "gesichert höher", "lower": "gesichert niedriger"}
FALSE_ALARMS = 20  # of so many comparisons of events and estimates without a difference one stands out (5 %)
NO_STATEMENT = "keine Aussage"
UNJUDGED_CELL = {
    Hindrance.DEMO: "–",
    Hindrance.EXCEPTIONAL: "kein Urteil (Ausnahmejahr)",
    Hindrance.OLD: "kein Urteil (von {detail})",
    Hindrance.ESTIMATED: "kein Urteil (geschätzt)",
}
NOT_COMPARED = {
    Hindrance.EXCEPTIONAL: "im Ausnahmejahr kein Vergleich",
    Hindrance.OLD: "zu alt",
    Hindrance.ESTIMATED: "geschätzt",
}
TURNS = {"better": "günstiger", "worse": "ungünstiger"}
MOVED = {"rose": "gestiegen", "fell": "gesunken", "same": "unverändert", "mixed": "ohne klare Richtung"}
BESIDE = {"faster": "steigt gegenüber dem Land", "slower": "sinkt gegenüber dem Land", "similar": "wie im Land"}
SURE = with_unit(90, "%")
ONE_COMPARED = "Mit dem Land verglichen ist hier eine Kennzahl"


def comparison(statement: Statement, found: Comparison, name: str) -> str:
    """How the figure compares with the Land or the Bund, only as far as it carries."""
    indicator, own = statement.indicator, statement.own
    reference = f"{name}: {headed(indicator, found.other.value)}"
    if statement.hindered:
        return f"{reference} ({NOT_COMPARED[statement.hindered.why]})."
    if indicator.nature != "stock":
        return _by_chance(indicator, found, reference)
    if german_number(own.value, indicator.digits) == german_number(found.other.value, indicator.digits):
        return f"{reference}, so viel wie im Kreis."
    side = "höher" if found.gap > 0 else "niedriger"
    amount = amount_between(indicator, own.value, found.other.value)
    return f"{reference}; der Kreis liegt {amount} {side}{_people(indicator, found)}{_weighed(indicator, found)}."


def _by_chance(indicator: Indicator, found: Comparison, reference: str) -> str:
    if not found.code:
        return f"{reference} (ohne Angabe der Sicherheit)."
    if found.code == "similar":
        return f"{reference}; Unterschied nicht gesichert."
    return f"{reference}; {DIFFERENT[found.code]}{_judged(indicator, found.code)}."


def _judged(indicator: Indicator, code: str) -> str:
    return f", damit {word(code, indicator.better)}" if indicator.better != "none" else ""


def amount_between(indicator: Indicator, first: float, second: float) -> str:
    """The difference of the values as they are printed, what readers get who subtract them; the unit is said before."""
    gap = abs(as_printed(first, indicator.digits) - as_printed(second, indicator.digits))
    if indicator.unit == "%":
        return with_unit(gap, "Prozentpunkte", indicator.digits)
    return f"um {german_number(gap, indicator.digits)}"


def _people(indicator: Indicator, found: Comparison) -> str:
    people = abs(found.people)
    if math.isnan(people) or people < 0.5:
        return ""
    return f", das sind rund {with_unit(people, indicator.things)}"


def _weighed(indicator: Indicator, found: Comparison) -> str:
    """Whether the distance is one: beside those of the other Kreise."""
    if found.distance is None or not found.code:
        return ""
    judged = ": kein Urteil" if found.code == "similar" else _judged(indicator, found.code)
    return f" (Abstand größer als {_others(found.distance)}{judged})"


def _others(distance: Distance) -> str:
    return f"bei {distance.nearer} von {distance.others} anderen Kreisen"


def compared_word(statement: Statement) -> str:
    """The comparison with the Land in a table cell."""
    if statement.hindered:
        return without_verdict(statement.hindered)
    if statement.comparison == "similar":
        return "nahe am Land" if statement.indicator.nature == "stock" else "nicht gesichert verschieden"
    return word(statement.comparison, statement.indicator.better) if statement.comparison else NO_STATEMENT


def without_verdict(hindered: Hindered) -> str:
    """Why there is no verdict, in a table cell."""
    return UNJUDGED_CELL[hindered.why].format(detail=hindered.detail)


def place(statement: Statement, land: str) -> str:
    """The place among the Kreise: one, or a range where chance moves it; "" where none can be told."""
    found = statement.place
    if found is None:
        return ""
    last = "am ungünstigsten" if statement.indicator.better != "none" else "höchster Wert"
    reach = str(found.first) if found.first == found.last else f"{found.first} bis {found.last}"
    sure = "" if found.first == found.last or statement.indicator.nature == "stock" else f" mit {SURE} Sicherheit"
    return f"Platz {reach} von {found.areas} in {land}{sure} ({found.areas}: {last})."


def development(statement: Statement) -> str:
    """How the figure moved, beside the Land where that can be said."""
    indicator, found = statement.indicator, statement.development
    if indicator.renormed:
        return "Entwicklung: keine Aussage, denn dieser Index wird jedes Jahr neu genormt."
    if found is None:
        return "Entwicklung: erst ein vergleichbarer Wert."
    if indicator.nature == "events":
        return _trend(statement, found)
    money = f" {NOMINAL}" if indicator.money else ""
    if found.code == "same":
        last, times = headed(indicator, found.last.value), [in_german(own.period) for own in (found.first, found.last)]
        return f"Entwicklung: unverändert {last}{money} ({' und '.join(times)})."
    then, now = bare(indicator, found.first.value), headed(indicator, found.last.value)
    then, now = f"{then} ({in_german(found.first.period)})", f"{now} ({in_german(found.last.period)})"
    beside = f"{_in_land(indicator, found)}{_no_direction(found)}{_beside_land(statement, found)}"
    return f"Entwicklung: von {then} auf {now}{money}{beside}."


def _no_direction(found: Development) -> str:
    """Why both values stand there and no direction; "" where there is one."""
    if found.code == "mixed":
        return "; ohne klare Richtung, denn von einem Nachbarjahr aus wäre es umgekehrt"
    if found.code:
        return ""
    if years_between(found.first, found.last) < SHORTEST:
        return "; die Zeit dazwischen ist für eine Richtung zu kurz"
    return "; wie genau beide Werte sind, ist nicht bekannt, deshalb keine Richtung"


def _in_land(indicator: Indicator, found: Development) -> str:
    if found.land is None:
        return ""
    then, now = (bare(indicator, value) for value in found.land)
    return f", im Land von {then} auf {now}"


def _beside_land(statement: Statement, found: Development) -> str:
    if found.distance is None or not found.distance.stands_out or statement.hindered:
        return ""
    turn = f"; damit eine {TURNS[statement.turn]}e Entwicklung" if statement.turn else ""
    return f"{turn} (Unterschied größer als {_others(found.distance)})"


def _trend(statement: Statement, found: Development) -> str:
    indicator, flow = statement.indicator, found.flow
    span = f"{in_german(found.first.period)} bis {in_german(found.last.period)}"
    if not found.code or flow is None:
        low, high = bare(indicator, found.low), headed(indicator, found.high)
        return f"Entwicklung {span}: kleinster Wert {low}, größter {high}; Trend nicht prüfbar."
    if found.code == "similar":
        reach = with_unit(flow.detectable, "%", 1)
        return (
            f"Entwicklung gegenüber dem Land {span}: kein gesicherter Unterschied (erkennbar ab etwa {reach} im Jahr)."
        )
    lower, upper = sorted((abs(flow.lower), abs(flow.upper)))
    moved = "gestiegen" if flow.percent > 0 else "gesunken"
    turn = f", eine {TURNS[statement.turn]}e Entwicklung" if statement.turn else ""
    amount = with_unit(abs(flow.percent), "%", 1)
    amount += " des eigenen Wertes" if indicator.unit == "%" else ""  # a relative change, no percentage points
    return (
        f"Entwicklung {span}: gegenüber dem Land im Mittel um {amount} im Jahr gesichert "
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
        return f"{compared_here}. Überall sind alle gezählt; es zählt, wie groß der Abstand ist."
    number = "einer" if tested == 1 else str(tested)
    counted = len(made) - tested
    every = f" Bei {'einer' if counted == 1 else counted} sind alle gezählt; dort zählt, wie groß der Abstand ist."
    return (
        f"{compared_here}.{every if counted else ''} Bei {number} könnte der Abstand Zufall sein; das ist geprüft. "
        f"Auch wo in Wirklichkeit kein Unterschied ist, fällt von {FALSE_ALARMS} solchen Kennzahlen im Mittel eine auf."
    )
