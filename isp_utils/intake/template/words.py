"""What stands in an Excel template in German, and what it means in the delivery format. Both ways, without loss."""

import re

from isp_utils.intake.delivery.checks import Wording
from isp_utils.model.schema import Flag

SHEET, LISTS, HELP = "Daten", "Listen", "Erläuterung"
MARK = "ISP-Vorlage"
HEAD = ("Merkmal", "Gebiet", "Zeitraum", "Geschlecht", "Alter", "Gruppe", "Wert", "Kennzeichen", "Prüfung")
WITH_FIGURES = 8  # columns that a clerk fills in; the ninth holds a formula of ours
SEX_WORDS = {"insgesamt": "total", "männlich": "m", "weiblich": "w", "divers": "d"}
FLAG_WORDS = {
    "": Flag.NONE,
    "geheim gehalten": Flag.SECRET,
    "unbekannt oder geheim": Flag.UNKNOWN_OR_SECRET,
    "zu unsicher": Flag.UNRELIABLE,
    "eingeschränkt aussagekräftig": Flag.LIMITED,
    "hier nicht sinnvoll": Flag.NOT_APPLICABLE,
    "Gebiet gab es nicht": Flag.NOT_IN_TERRITORY,
    "liegt nicht vor": Flag.NOT_AVAILABLE,
    "kommt später": Flag.LATER,
    "vorläufig": Flag.PROVISIONAL,
    "berichtigt": Flag.REVISED,
    "geschätzt": Flag.ESTIMATED,
    "von uns geschützt": Flag.PROTECTED,
    "Demodaten": Flag.DEMO,
}
TOTAL = "insgesamt"
WORDING = Wording(
    TOTAL,
    {code: word for word, code in SEX_WORDS.items()},
    {flag.value: word for word, flag in FLAG_WORDS.items()},
)


_ID = re.compile(r".*\[([a-z][a-z0-9_]*)\]\s*")


def fact_of(label: str) -> str:
    """The id in brackets behind the name of a Merkmal; a text without one stays.

    >>> fact_of("Inobhutnahmen [inobhutnahmen]"), fact_of("Inobhutnahmen")
    ('inobhutnahmen', 'Inobhutnahmen')
    """
    found = _ID.fullmatch(label)
    return found[1] if found else label


def key_of_area(label: str) -> str:
    """The key in front of the name of an area.

    >>> key_of_area("039995401 Samtgemeinde Nord")
    '039995401'
    """
    return label.split(" ", 1)[0]


def sex_word(sex: str) -> str:
    """German word of a sex."""
    return next(word for word, code in SEX_WORDS.items() if code == sex)


def flag_word(flag: str) -> str:
    """German word of a flag."""
    return next(word for word, code in FLAG_WORDS.items() if code == flag)


def total_word(text: str) -> str:
    """`insgesamt` for total in age and group; any other text stays."""
    return TOTAL if text == "total" else text


def total_code(text: str) -> str:
    """The other way round; an empty cell means total as well.

    >>> total_code("insgesamt"), total_code(""), total_code("0-2")
    ('total', 'total', '0-2')
    """
    return "total" if text.strip().lower() in ("", TOTAL) else text.strip()
