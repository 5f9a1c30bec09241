"""The spoken sentence of a Kennzahl, filled in: one figure, one year, the Land beside it; and what is to be asked."""

import re
from decimal import Decimal

from isp_utils.indicators.figure import Figure
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model import blanks
from isp_utils.model.catalogue import Indicator
from isp_utils.model.wording import NO_BREAK, as_printed, capital, enumeration, german_number, joined
from isp_utils.pages.parts.sentences import when

WHOLE_FROM, PLAIN_FROM = 10, 20  # said as whole numbers; without "gut" and "knapp"
ALL = 100  # 99,7 von 100 are not all
_NUMBER_AND_WORD = re.compile(r"(?<=[0-9]) (?=[^\W\d])|(?<=\bgut) (?=[0-9])|(?<=\bknapp) (?=[0-9])")


def spoken_number(value: float, other: float | None, indicator: Indicator) -> str:
    """A value as it is said beside another one (None: alone). It starts from the printed values, never the raw ones.

    Below 10 the printed decimals are said. From 10 on whole numbers are, below 20 with "gut" or "knapp" where the
    printed value is not whole. As printed are said: two values that lie less than one apart, for whole numbers would
    hide their difference or exaggerate it; and values that would only become 100 by rounding.

    >>> from dataclasses import replace
    >>> from isp_utils.model.catalogue import load
    >>> share = replace(load().indicators["kinderarmut_u15"], digits=1)
    >>> [spoken_number(value, None, share) for value in (6.88, 11.33, 11.62, 24.16, 12.0, 5.02, 99.74)]
    ['6,9', 'gut 11', 'knapp 12', '24', '12', '5', '99,7']
    >>> spoken_number(24.16, 24.44, share), spoken_number(24.16, 30.0, share)
    ('24,2', '24')
    >>> spoken_number(-1234.5, None, replace(share, digits=0))
    '−1.235'
    """
    said = as_printed(value, indicator.digits)
    beside = None if other is None else as_printed(other, indicator.digits)
    if not _too_close(said, beside):
        whole = as_printed(said)
        if said == whole and not (abs(said) < WHOLE_FROM and _with_decimals(beside)):
            return german_number(whole)
        if abs(said) >= WHOLE_FROM and abs(whole) != ALL:
            return f"{_more_or_less(said, whole)}{german_number(whole)}"
    return german_number(said, indicator.digits)


def _too_close(said: Decimal, beside: Decimal | None) -> bool:
    return beside is not None and beside != said and abs(beside - said) < 1


def _with_decimals(beside: Decimal | None) -> bool:
    return beside is not None and abs(beside) < WHOLE_FROM and beside != as_printed(beside)


def _more_or_less(said: Decimal, whole: Decimal) -> str:
    if said == whole or abs(said) >= PLAIN_FROM:
        return ""
    return "gut " if abs(said) > abs(whole) else "knapp "


def spoken(statement: Statement, land_name: str) -> str:
    """The county's newest figure in its spoken sentence, with the Land's of the same year where that is known.

    "" for a Kennzahl without a sentence and for a figure that is not published. What hinders a judgement does not keep
    two figures of one year from standing side by side; estimated and invented ones are marked by the caller.
    """
    return _said(statement.indicator, statement.own, statement.land.other.value if statement.land else None, land_name)


def spoken_alone(indicator: Indicator, figure: Figure) -> str:
    """A figure in its spoken sentence without a comparison, for areas; "" as for `spoken`."""
    return _said(indicator, figure, None, "")


def _said(indicator: Indicator, own: Figure, land: float | None, land_name: str) -> str:
    if not indicator.spoken or not own.published:
        return ""
    number = _number(indicator, own.value, land)
    words = {
        blanks.WHEN: when(own.period),
        blanks.VALUE: number,
        blanks.WITH_UNIT: joined(number, indicator.unit),
        blanks.MORE: _direction(indicator, own.value),
        blanks.COMPARED: "" if land is None else f", in {land_name} {_beside(indicator, own.value, land)}",
    }
    text = indicator.spoken
    for blank, word in words.items():
        text = text.replace(f"{{{blank}}}", word)
    return capital(_NUMBER_AND_WORD.sub(NO_BREAK, text))


def _number(indicator: Indicator, value: float, other: float | None) -> str:
    """The number as it stands in the sentence: where a word says the direction, it says only how much."""
    if not _has(indicator, blanks.MORE):
        return spoken_number(value, other, indicator)
    return spoken_number(abs(value), None if other is None else abs(other), indicator)


def _beside(indicator: Indicator, own: float, land: float) -> str:
    """What stands behind the Land: "ebenfalls" where it is printed alike, the direction where it is another."""
    number = _number(indicator, land, own)
    said = joined(number, indicator.unit) if _has(indicator, blanks.WITH_UNIT) else number
    if as_printed(own, indicator.digits) == as_printed(land, indicator.digits):
        return f"ebenfalls {said}"
    direction = _direction(indicator, land)
    turned = _has(indicator, blanks.MORE) and direction != _direction(indicator, own)
    return f"{said} {direction}" if turned else said


def _direction(indicator: Indicator, value: float) -> str:
    return "weniger" if as_printed(value, indicator.digits) < 0 else "mehr"


def _has(indicator: Indicator, blank: str) -> bool:
    return f"{{{blank}}}" in indicator.spoken


def unknown_sentence(indicator: Indicator) -> str:
    """What no figure tells as yet; "" for a Kennzahl that does not say so.

    >>> from isp_utils.model.catalogue import load
    >>> unknown_sentence(load().indicators["hilfen_zur_erziehung"])
    'Wie viele Familien Hilfen zur Erziehung erhalten, sagt zurzeit keine Zahl.'
    """
    return f"{capital(indicator.unknown)}, sagt zurzeit keine Zahl." if indicator.unknown else ""


def question_sentence(indicator: Indicator) -> str:
    """What a committee should ask, and whom; "" for a Kennzahl without a question.

    >>> from isp_utils.model.catalogue import load
    >>> question_sentence(load().indicators["hilfen_zur_erziehung"])[-21:]
    '(Frage an: Jugendamt)'
    """
    if not indicator.question:
        return ""
    return f"{indicator.question} (Frage an: {enumeration(indicator.responsible)})"
