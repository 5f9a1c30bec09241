"""Sex, age and further characteristics as the offices write them, to the words of the suite."""

import re

_SEX = {
    "total": ("", "insgesamt", "total", "zusammen", "gest", "ges"),
    "m": ("m", "männlich", "männer", "male", "gesm", "maennlich", "jungen", "schüler"),
    "w": ("w", "weiblich", "frauen", "female", "gesw", "mädchen", "schülerinnen"),
    "d": ("d", "divers", "gesd", "ohne angabe (nach § 22 absatz 3 pstg)"),
}
_WORDS = {word: sex for sex, words in _SEX.items() for word in words}
_TOTAL = ("", "insgesamt", "total", "alle altersgruppen", "alle", "zusammen")
_AGE = (
    (re.compile(r"unter 1 jahr|under 1 year|less than 1 year|alt000b01"), lambda m: "0"),
    (
        re.compile(r"unter ([0-9]+) jahren?|under ([0-9]+) years?|alt000b([0-9]+)"),
        lambda m: _span(0, int(m[1] or m[2] or m[3]) - 1),
    ),
    (
        re.compile(r"([0-9]+) bis unter ([0-9]+) jahren?|([0-9]+) to under ([0-9]+) years?|alt([0-9]{3})b([0-9]{2,3})"),
        lambda m: _span(int(m[1] or m[3] or m[5]), int(m[2] or m[4] or m[6]) - 1),
    ),
    (
        re.compile(r"([0-9]+) bis ([0-9]+) jahren?|([0-9]+)-([0-9]+)( jahren?)?"),
        lambda m: _span(int(m[1] or m[3]), int(m[2] or m[4])),
    ),
    (
        re.compile(
            r"([0-9]+) (?:jahre )?(?:und mehr|und älter|u\. ?m\.|u\. ?ä\.|und mehr jahre)(?: jahre)?|"
            r"ab ([0-9]+) jahren?|([0-9]+) jahre und (?:mehr|älter)|"
            r"([0-9]+) years and over|alt([0-9]{3})um|([0-9]+)\+"
        ),
        lambda m: f"{int(next(part for part in m.groups() if part))}+",
    ),
    (re.compile(r"([0-9]+) jahre?|([0-9]+)( years?)?|alt([0-9]{3})"), lambda m: str(int(m[1] or m[2] or m[4]))),
)  # fmt: skip


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def sex_of(text: str) -> str | None:
    """total, m, w or d; None for a text that is no sex.

    >>> sex_of("männlich"), sex_of("GESW"), sex_of("Insgesamt"), sex_of("Deutsche")
    ('m', 'w', 'total', None)
    """
    return _WORDS.get(text.strip().lower())


def age_of(text: str) -> str | None:
    """Age in completed years (0-2, 65+, 7) or total; None for a text that is no age.

    >>> age_of("unter 3 Jahre"), age_of("3 bis unter 6 Jahre"), age_of("75 Jahre und mehr")
    ('0-2', '3-5', '75+')
    >>> age_of("ALT030B35"), age_of("Insgesamt"), age_of("mit Mittagsverpflegung")
    ('30-34', 'total', None)
    """
    plain = " ".join(text.lower().split())
    if plain in _TOTAL:
        return "total"
    return next((write(match) for pattern, write in _AGE if (match := pattern.fullmatch(plain))), None)


def ages_within(age: str, available: frozenset[str]) -> tuple[str, ...]:
    """Published age groups that make up a wider one without gap or overlap; () where they do not.

    >>> ages_within("0-5", frozenset({"0-2", "3-5", "6-9"})), ages_within("65+", frozenset({"65-74", "75+"}))
    (('0-2', '3-5'), ('65-74', '75+'))
    """
    first, last = _ends(age)
    found = []
    while first <= last:
        group = next(
            (g for g in sorted(available, key=_ends) if g != "total" and _ends(g)[0] == first and _ends(g)[1] <= last),
            None,
        )
        if group is None:
            return ()
        found.append(group)
        first = _ends(group)[1] + 1
    return tuple(found)


def _ends(age: str) -> tuple[int, int]:
    if age == "total":
        return (-1, -1)
    if age.endswith("+"):
        return int(age[:-1]), 10_000
    first, _, last = age.partition("-")
    return int(first), int(last or first)
