"""Whether the name beside a key is the name of that area: a wrong key is found by its name, never matched by it."""

import re
import unicodedata

_TYPES = re.compile(
    r"\b(kreisfreie[r]?|krsfr\.?|kreis|landkreis|lk|kr|stadtkreis|stadt|landeshauptstadt|hansestadt|universitaetsstadt|gemeinde|"
    r"samtgemeinde|sg|verbandsgemeinde|verbandsgem|flecken|markt|region|stadtregion|staedteregion|regionalverband|stadtverband|"
    r"eifelkreis|land|freistaat|bundesland|insgesamt|alt|gem|fr|geb|gemfr|gebiet|gemeindefreies|bis|ab|stat|rb|der|die|am|an|im|"
    r"in|ob|bei|vdh|hansestadt|klingenstadt|wissenschaftsstadt|documenta|st|s|j)\b"
)


def folded_name(name: str) -> str:
    """A name in small ASCII letters.

    >>> folded_name("Mühlau (Heide), Stadt")
    'muehlau (heide), stadt'
    """
    folded = name.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()


def words(name: str) -> set[str]:
    """The telling words of a place's name.

    >>> sorted(words("Ober-Mühlau, Landkreis")), sorted(words("Göttingen (bis 2016)"))
    (['muehlau', 'ober'], ['goettingen'])
    """
    return set(re.findall(r"[a-z]{2,}", _TYPES.sub(" ", folded_name(name))))


def is_damaged(name: str) -> bool:
    """Whether umlauts of a name were lost or doubly encoded."""
    return any(sign in name for sign in "\ufffdÃÂ?")


def agree(given: str, official: str) -> bool:
    """Whether two names can be of one place; empty, damaged and key-like names prove nothing.

    >>> agree("Ober-Mühlau, Landkreis", "Ober-Mühlau"), agree("Uelzen", "Ober-Mühlau")
    (True, False)
    >>> agree("Neuhof, Elbe", "Neuhof, Flecken"), agree("M\\ufffdhlau", "Ober-Mühlau")
    (True, True)
    """
    left, right = words(given), words(official)
    if not left or not right or is_damaged(given):
        return True
    return bool(left & right) or any(a.startswith(b) or b.startswith(a) for a in left for b in right)
