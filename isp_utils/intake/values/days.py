"""Days as people write them: 12.03.2025, 12. März 2025, 2025-03-12."""

import re
from datetime import date

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
_DATE = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?:(?P<month>[0-9]{1,2})\.|(?P<word>[A-Za-zä]+)) ?(?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


def day_of(text: str) -> date | None:
    """The day in a text, between 1990 and 2100; None where it is none.

    >>> day_of("12. März 2025"), day_of("31.02.2025")
    (datetime.date(2025, 3, 12), None)
    """
    match = _DATE.fullmatch(text) or _ISO.fullmatch(text)
    if not match:
        return None
    parts = match.groupdict()
    word = parts.get("word")
    month = (MONTHS.index(word) + 1 if word in MONTHS else 0) if word else int(parts["month"])
    try:
        found = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None
