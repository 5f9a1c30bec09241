"""What the reader sees instead of, or beside, a figure: one sign per flag, each explained in one sentence.

Signs in square brackets follow the UK Government Statistical Service's advice on symbols in tables (screen
readers skip stars and dots); the meanings are those of the German official statistics' signs.
"""

from collections.abc import Iterable

from isp_utils.charts.inputs import Point, Value, number
from isp_utils.model.schema import Flag
from isp_utils.model.wording import german_number

HIDDEN = {
    Flag.SECRET: "[g]",
    Flag.UNKNOWN_OR_SECRET: "[g]",
    Flag.PROTECTED: "[g]",
    Flag.UNRELIABLE: "[u]",
    Flag.NOT_APPLICABLE: "[x]",
    Flag.NOT_IN_TERRITORY: "[x]",
    Flag.LATER: "[k.A.]",
    Flag.NOT_AVAILABLE: "[k.A.]",
}
MISSING = "[k.A.]"
BESIDE = {Flag.LIMITED: "[u]", Flag.PROVISIONAL: "[v]", Flag.REVISED: "[r]", Flag.ESTIMATED: "[s]"}
PLAIN = {"", Flag.DEMO}
HOLLOW = {Flag.PROVISIONAL, Flag.ESTIMATED, Flag.LIMITED}  # drawn as an open marker
EXPLANATIONS = {
    "[g]": "geheim gehalten, damit keine einzelne Person erkennbar wird",
    "[u]": "unsicher: zu wenige Fälle; ein Wert daneben ist nur eingeschränkt aussagekräftig",
    "[k.A.]": "keine Angabe, der Wert liegt nicht vor",
    "[x]": "Angabe hier nicht sinnvoll",
    "[v]": "vorläufiger Wert",
    "[r]": "berichtigter Wert",
    "[s]": "geschätzter oder modellierter Wert",
}

IN_SHORT = {
    "[g]": "geheim gehalten",
    "[u]": "unsicher, wenige Fälle",
    "[k.A.]": "keine Angabe",
    "[x]": "hier nicht sinnvoll",
    "[v]": "vorläufig",
    "[r]": "berichtigt",
    "[s]": "geschätzt",
}


def visible_value(figure: Value) -> float | None:
    """The number that may be drawn or printed, or None where the flag hides it or there is none.

    Raises ValueError for a flag without a rule, so that a new flag cannot slip past the gate into a picture.
    """
    if not figure.flag:  # most have none
        return number(figure.value)
    if figure.flag == "missing" or figure.flag in HIDDEN:
        return None
    if figure.flag not in PLAIN and figure.flag not in BESIDE:
        raise ValueError(f"Für das Kennzeichen »{figure.flag}« gibt es kein Zeichen.")
    return number(figure.value)


def sign(figure: Value) -> str:
    """The sign in place of or beside the number; "" where the number stands alone.

    >>> sign(Value(None, "protected")), sign(Value(12.0, "provisional")), sign(Value(None)), sign(Value(0.0))
    ('[g]', '[v]', '[k.A.]', '')
    """
    if visible_value(figure) is None:
        return HIDDEN.get(figure.flag, MISSING)  # type: ignore[call-overload, no-any-return]
    return BESIDE.get(figure.flag, "")  # type: ignore[call-overload, no-any-return]


def shown(figure: Value, digits: int) -> str:
    """German text of a figure.

    >>> shown(Value(1234.5), 1), shown(Value(3.25, "provisional"), 1), shown(Value(None, "secret"), 1)
    ('1.234,5', '3,3 [v]', '[g]')
    """
    value = visible_value(figure)
    if value is None:
        return sign(figure)
    text = german_number(value, digits if figure.digits is None else figure.digits)
    return f"{text} {sign(figure)}".rstrip()


def value_of(point: Point) -> float | None:
    """The value of a point that may be drawn, in its unit; None where the flag hides it."""
    return visible_value(Value(point.value, point.flag))


def sign_of(point: Point) -> str:
    """The sign in place of or beside the value of a point."""
    return sign(Value(point.value, point.flag))


def point_text(point: Point, digits: int) -> str:
    """German text of the value of a point."""
    return shown(Value(point.value, point.flag), digits)


def legend(signs: Iterable[str]) -> str:
    """A few words for each of the signs in use, in their fixed order; "" if there are none."""
    used = set(signs) - {""}
    parts = [f"{name} {meaning}" for name, meaning in IN_SHORT.items() if name in used]
    return f"Zeichen: {'; '.join(parts)}." if parts else ""
