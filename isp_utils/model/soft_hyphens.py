"""Where long German compounds of titles may break, for browsers that know no German."""

import re

SOFT_HYPHEN = "\u00ad"
LONG_WORD = 10  # letters from which a word of a narrow column may break
TAILS = (  # last parts of compounds that stand in titles
    *("land", "sachsen", "berg", "burg", "dorf", "stadt", "kreis", "kreise", "gemeinde", "gemeinden", "verband"),
    *("quote", "anteil", "bereich", "gruppe", "gruppen", "schule", "schulen", "zahl", "zahlen", "hilfe", "hilfen"),
    *("personen", "einrichtungen", "ausschuss", "konferenzen", "pflichtig", "gemeinschaften", "leistungen"),
)
_WORD = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(rf"(?<=\w{{4}})(?=(?:{'|'.join(TAILS)})$)")


def softened(title: str, least: int = LONG_WORD) -> str:
    """The title, of which compounds of at least so many letters may break before their last part.

    >>> softened("Niedersachsen, Ort").replace(SOFT_HYPHEN, "|"), softened("Ausland")
    ('Nieder|sachsen, Ort', 'Ausland')
    """
    return _WORD.sub(lambda word: _TAIL.sub(SOFT_HYPHEN, word[0], count=1) if len(word[0]) >= least else word[0], title)
