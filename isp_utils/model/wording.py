"""German numbers and the small words around them: the one place where figures are rounded."""

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MINUS = "\u2212"
RANGE = "95\u2011%\u2011Bereich"  # hyphens that do not break
RANGE_AHEAD = "80\u2011%\u2011Bereich"  # of what is reckoned ahead
_GERMAN_MARKS = str.maketrans(",.", ".,")
NARROW_SPACE = "\u202f"  # no-break, between number and %
NO_BREAK = "\u00a0"  # between number and word: the narrow one is too thin there
_TYPED_AS_IT_IS = re.compile(r"[\w./\\:~+-]+")
NOTHING_NEW = "nichts Neues"  # of a run after which everything is as before


def german_number(value: float | Decimal, digits: int = 0) -> str:
    """Number with comma, thousands dots and a true minus, rounded half up.

    >>> german_number(12345), german_number(34.39, 1), german_number(-0.04, 1)
    ('12.345', '34,4', '0,0')

    Raises ValueError for NaN and infinity: a missing figure has a symbol, never a number.
    """
    if not math.isfinite(value):
        raise ValueError("a missing figure has no digits")
    number = as_printed(value, digits)
    text = f"{abs(number):,.{digits}f}".translate(_GERMAN_MARKS)
    return (MINUS if number < 0 else "") + text


def as_printed(value: float | Decimal, digits: int = 0) -> Decimal:
    """The value as readers see it, rounded half up.

    >>> as_printed(2.675, 2)
    Decimal('2.68')
    """
    # repr first: 2.675 means 2.675 to the reader, not its binary neighbour
    return Decimal(repr(float(value))).quantize(_last_place(digits), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=32)
def _last_place(digits: int) -> Decimal:
    """One of the last digit that is printed: 0.01 for two decimals."""
    return Decimal(1).scaleb(-digits)


def decimals_of(value: float) -> int:
    """How many decimals a published value has; a whole number has at least one as a float.

    >>> decimals_of(29.93), decimals_of(8.4), decimals_of(8.0)
    (2, 1, 1)
    """
    return -int(Decimal(repr(float(value))).as_tuple().exponent)


def with_unit(value: float | Decimal, unit: str, digits: int = 0) -> str:
    """Number and unit, joined so that no line breaks between them.

    >>> with_unit(34.39, "%", 1) == "34,4" + NARROW_SPACE + "%"
    True
    """
    return joined(german_number(value, digits), unit)


def joined(number: str, unit: str) -> str:
    """An already printed number with its unit ("" for none): a narrow space before %, an ordinary one before words.

    >>> joined("12", "Euro") == "12" + NO_BREAK + "Euro"
    True
    """
    if not unit:
        return number
    return f"{number}{NARROW_SPACE if unit == '%' else NO_BREAK}{unit}"


def german_date(day: date) -> str:
    """31.12.2024"""
    return day.strftime("%d.%m.%Y")


def enumeration(words: Sequence[str], last: str = "und") -> str:
    """Words in a row.

    A word that is itself a row stays one: "sowie" then joins the last, and semicolons part words with a comma.

    >>> enumeration(["Krippe", "Kita", "Schule"]), enumeration(["Bildung und Teilhabe", "Wohnen"])
    ('Krippe, Kita und Schule', 'Bildung und Teilhabe sowie Wohnen')
    >>> enumeration(["Anmeldungen, Wartelisten", "Altersjahre", "Verbleib"])
    'Anmeldungen, Wartelisten; Altersjahre; Verbleib'
    """
    if len(words) < 2:
        return "".join(words)
    if any(", " in word for word in words):
        return "; ".join(words)
    joint = "sowie" if last == "und" and any(" und " in word for word in words) else last
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def capital(sentence: str) -> str:
    """The sentence with a capital first letter, the rest untouched.

    >>> capital("neuhof und Mühlau")
    'Neuhof und Mühlau'
    """
    return sentence[:1].upper() + sentence[1:]


def in_command(path: object) -> str:
    """A path as it is typed behind a command: in quotation marks where a blank or a bracket would tear it apart.

    >>> in_command("data/raw/vhs/a.xlsx"), in_command("data/raw/vhs/Zahlen 2023.xlsx")
    ('data/raw/vhs/a.xlsx', '"data/raw/vhs/Zahlen 2023.xlsx"')
    """
    text = str(path)
    return text if _TYPED_AS_IT_IS.fullmatch(text) else f'"{text}"'
