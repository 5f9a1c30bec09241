"""The closed grammar of periods: 2023, 2023/24, 2023-Q3, 2023-09, 2022-12-31, and several years as one: 2019-2023."""

import re
from datetime import date

from isp_utils.model.errors import InputError

FIRST, LAST = 1900, 2100  # anything else is a slip of the pen (2204 for 2024)
_YEAR = r"(?P<year>[0-9]{4})"
_FORMS = tuple(
    re.compile(_YEAR + rest)
    for rest in (
        "",
        "/(?P<next>[0-9]{2})",
        "-Q(?P<quarter>[1-4])",
        "-(?P<month>0[1-9]|1[0-2])",
        "-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-9]{2})",
        "-(?P<last>[0-9]{4})",
    )
)


def _parts(period: str) -> dict[str, str]:
    for form in _FORMS:
        if match := form.fullmatch(period):
            return match.groupdict()
    raise InputError(
        f"Zeitraum »{period}« ist nicht lesbar. Erlaubt sind: 2023, 2023/24, 2023-Q3, 2023-09, 2023-12-31, 2019-2023."
    )


def year_of(period: str) -> int:
    """Calendar year a period belongs to; a school year to the year in which it begins, several years to their last.

    >>> year_of("2023/24"), year_of("2015-12-31"), year_of("2019-2023")
    (2023, 2015, 2023)

    Raises InputError for anything outside the grammar.
    """
    parts = _parts(period)
    year = int(parts["year"])
    if not FIRST <= year <= LAST:
        raise InputError(f"Zeitraum »{period}«: Das Jahr liegt nicht zwischen {FIRST} und {LAST}.")
    if "next" in parts and int(parts["next"]) != (year + 1) % 100:
        raise InputError(f"Schuljahr »{period}« besteht nicht aus zwei aufeinanderfolgenden Jahren (z. B. 2023/24).")
    if "day" in parts:
        _calendar_day(period)
    return pooled_years(period)[-1] if "last" in parts else year


def pooled_years(period: str) -> tuple[int, ...]:
    """The years that were counted together; none where the period is a single one.

    >>> pooled_years("2019-2021"), pooled_years("2021")
    ((2019, 2020, 2021), ())

    Raises InputError where the years run backwards or out of any sense.
    """
    parts = _parts(period)
    if "last" not in parts:
        return ()
    first, last = int(parts["year"]), int(parts["last"])
    if not FIRST <= first < last <= LAST:
        raise InputError(f"Zeitraum »{period}«: Die Jahre müssen aufsteigen und zwischen {FIRST} und {LAST} liegen.")
    return tuple(range(first, last + 1))


def _calendar_day(period: str) -> date:
    try:
        return date.fromisoformat(period)
    except ValueError as error:
        raise InputError(f"Stichtag »{period}« gibt es im Kalender nicht.") from error


def in_german(period: str) -> str:
    """The period as a reader expects it.

    >>> in_german("2015-12-31"), in_german("2023-Q3"), in_german("2023/24"), in_german("2023-09")
    ('31.12.2015', '3. Quartal 2023', 'Schuljahr 2023/24', '09/2023')
    >>> in_german("2019-2023")
    '2019 bis 2023'
    """
    parts = _parts(period)
    if "last" in parts:
        return f"{parts['year']} bis {parts['last']}"
    if "day" in parts:
        return _calendar_day(period).strftime("%d.%m.%Y")
    if "quarter" in parts:
        return f"{parts['quarter']}. Quartal {parts['year']}"
    if "month" in parts:
        return f"{parts['month']}/{parts['year']}"
    return f"Schuljahr {period}" if "next" in parts else period
