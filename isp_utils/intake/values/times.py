"""How publishers and departments write time, to the grammar of periods. Ambiguous writing is no period."""

import re
from datetime import date

from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january", "februar feb february", "märz mrz maerz march mar", "april apr", "mai may",
            "juni jun june", "juli jul july", "august aug", "september sep sept", "oktober okt october oct",
            "november nov", "dezember dez december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_LABEL = re.compile(
    r"(berichts|kalender|schul)?(jahr|zeit|stichtag|stand|zeitraum|date|year|datum|am)\s*:?\s+(?=\S)", re.I
)
_DAY = re.compile(r"([0-3]?[0-9])\.([01]?[0-9])\.([0-9]{4})")
_WRITTEN_DAY = re.compile(r"([0-3]?[0-9])\. ?([A-Za-zäÄ]+) ([0-9]{4})")
_SCHOOL = re.compile(
    r"(?:schuljahr |sj\.? ?|kita-?jahr |kindergartenjahr )?([0-9]{4}) ?/ ?(?:[0-9]{2})?([0-9]{2})", re.I
)
_QUARTER = re.compile(
    r"(?:([1-4])\. ?(?:quartal|qu?\.?|vj\.?) ?/? ?([0-9]{4}))|(?:([0-9]{4}) ?[-/ ]?q ?([1-4]))|"
    r"(?:q ?([1-4]) ?[-/ ]? ?([0-9]{4}))",
    re.I,
)
_MONTH = re.compile(r"([A-Za-zäÄ]{3,9})\.? ?([0-9]{4})")
_MONTH_NUMBER = re.compile(r"(0[1-9]|1[0-2])[/.]([0-9]{4})|([0-9]{4})M(0[1-9]|1[0-2])")
_ISO_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00(\.0+)?)?")


def period_of(text: str) -> str | None:
    """The period a text means, or None.

    >>> period_of("31.12.2015"), period_of("Jahr: 2016"), period_of("2015/2016"), period_of("3. Quartal 2015")
    ('2015-12-31', '2016', '2015/16', '2015-Q3')
    >>> period_of("September 2024"), period_of("2024"), period_of("22"), period_of("Insgesamt")
    ('2024-09', '2024', None, None)
    """
    plain = " ".join(text.split())
    if not any(sign.isdigit() for sign in plain) or len(plain) > 40:
        return None
    written = _rewritten(_LABEL.sub("", plain, count=1))
    try:
        year_of(written)
    except InputError:
        return None
    return written


def _rewritten(text: str) -> str:
    if match := _DAY.fullmatch(text):
        return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    if (match := _WRITTEN_DAY.fullmatch(text)) and match[2].lower() in MONTHS:
        return f"{match[3]}-{MONTHS[match[2].lower()]:02d}-{int(match[1]):02d}"
    if match := _SCHOOL.fullmatch(text):
        return f"{match[1]}/{match[2]}"
    if match := _QUARTER.fullmatch(text):
        quarter, year = match[1] or match[4] or match[5], match[2] or match[3] or match[6]
        return f"{year}-Q{quarter}"
    if match := _MONTH_NUMBER.fullmatch(text):
        return f"{match[2] or match[3]}-{match[1] or match[4]}"
    if (match := _MONTH.fullmatch(text)) and match[1].lower() in MONTHS:
        return f"{match[2]}-{MONTHS[match[1].lower()]:02d}"
    if match := _ISO_TIME.fullmatch(text):
        return match[1]
    return text


def is_year(text: str) -> bool:
    """Whether a text is nothing but a year between 1900 and 2100."""
    return bool(re.fullmatch(r"(19|20)[0-9]{2}|2100", text.strip()))


def last_day(period: str) -> date:
    """The last day a period covers; a school year ends on 31 July.

    >>> last_day("2015"), last_day("2015/16"), last_day("2015-Q1")
    (datetime.date(2015, 12, 31), datetime.date(2016, 7, 31), datetime.date(2015, 3, 31))
    """
    year = year_of(period)
    if "/" in period:
        return date(year + 1, 7, 31)
    if "Q" in period:
        return date(year, 3 * int(period[-1]), 31 if period[-1] in "14" else 30)
    if len(period) == 7:
        month = int(period[5:])
        return date(year + month // 12, month % 12 + 1, 1) - (date(2000, 1, 2) - date(2000, 1, 1))
    return date.fromisoformat(period) if len(period) == 10 else date(year, 12, 31)
