"""German sentences about figures: only what the statement on a Kennzahl supports, or the reason for silence."""

import re
from collections.abc import Sequence

from isp_utils.indicators.figures import CENSUS_WORDS, Figure
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Break, Indicator
from isp_utils.model.periods import in_german, pooled_years, year_of
from isp_utils.model.schema import Flag
from isp_utils.model.wording import german_number, with_unit
from isp_utils.pages.parts.natures import NOMINAL, range_in_sentence

REASONS = {
    Flag.SECRET: "von der herausgebenden Stelle geheim gehalten",
    Flag.UNKNOWN_OR_SECRET: "unbekannt oder von der herausgebenden Stelle geheim gehalten",
    Flag.UNRELIABLE: "zu unsicher für eine Angabe",
    Flag.NOT_APPLICABLE: "hier nicht sinnvoll",
    Flag.NOT_IN_TERRITORY: "das Gebiet gab es zu dieser Zeit nicht",
    Flag.LATER: "noch nicht veröffentlicht",
    Flag.NOT_AVAILABLE: "nicht verfügbar",
    Flag.PROTECTED: "geheim gehalten, damit niemand erkennbar wird",
}
_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_A_MONTH = re.compile(r"[0-9]{4}-([0-9]{2})")
_ARTICLES = {  # of a figure, and of what goes on since
    "year": ("von", ""),
    "years": ("aus den Jahren", "den Jahren "),
    "day": ("vom", "dem "),
    "month": ("von", ""),
    "part": ("aus dem", "dem "),
}
GRADES = {1: "belastbar", 2: "mit Vorsicht zu lesen", 3: "keine Grundlage für Entscheidungen"}
UNJUDGED = {
    Hindrance.EXCEPTIONAL: "Ausnahmejahr ohne Urteil: {detail}",
    Hindrance.OLD: "zu alt zum Beurteilen",
    Hindrance.ESTIMATED: "geschätzt und ohne Urteil",
}


def printed(indicator: Indicator, value: float) -> str:
    """A value of this Kennzahl with its unit."""
    return with_unit(value, indicator.unit, indicator.digits)


def headed(indicator: Indicator, value: float) -> str:
    """A value below or behind the title of its Kennzahl: with its unit unless the title has said it."""
    return bare(indicator, value) if unit_in_title(indicator) else printed(indicator, value)


def bare(indicator: Indicator, value: float) -> str:
    """A value of which the sentence has said the unit already: only the percent sign stands at every number."""
    return with_unit(value, "%" if indicator.unit == "%" else "", indicator.digits)


def unit_in_title(indicator: Indicator) -> bool:
    """Whether the title says the unit, so that a value beside it need not."""
    if indicator.unit.startswith("je "):
        return " je " in indicator.title
    return indicator.unit in re.findall(r"\w+", indicator.title)


def when(period: str) -> str:
    """A period as it stands in a sentence.

    >>> when("2020"), when("2023-12-31"), when("2021/22"), when("2023-12")
    ('2020', 'am 31.12.2023', 'im Schuljahr 2021/22', 'im Dezember 2023')
    >>> when("2022-2024")
    'in den Jahren 2022 bis 2024 zusammen'
    """
    text = in_german(period)
    if pooled_years(period):
        return f"in den Jahren {text} zusammen"
    if month := _A_MONTH.fullmatch(period):
        return f"im {_MONTHS[int(month[1]) - 1]} {year_of(period)}"
    return f"am {text}" if period.count("-") == 2 else f"im {text}" if "/" in period or "-" in period else text


def since(period: str) -> str:
    """From when on, as it stands in a sentence.

    >>> since("2020"), since("2023-12-31"), since("2021/22"), since("2022-2024")
    ('seit 2020', 'seit dem 31.12.2023', 'seit dem Schuljahr 2021/22', 'seit den Jahren 2022 bis 2024')
    """
    return f"seit {_ARTICLES[_form(period)][1]}{in_german(period)}"


def dating(period: str) -> str:
    """The words between "Zahl" and the period that it is of.

    >>> dating("2020"), dating("2023-12-31"), dating("2021/22"), dating("2022-2024")
    ('von', 'vom', 'aus dem', 'aus den Jahren')
    """
    return _ARTICLES[_form(period)][0]


def _form(period: str) -> str:
    if pooled_years(period):
        return "years"
    if _A_MONTH.fullmatch(period):
        return "month"
    return "day" if period.count("-") == 2 else "part" if "/" in period or "-" in period else "year"


def value(statement: Statement, place: str) -> str:
    """The figure, what its range means, and in the same sentence why it is not judged; or why there is no figure."""
    indicator, figure = statement.indicator, statement.own
    prefix = "Demodaten: " if figure.demo else ""
    subject = f"{prefix}{indicator.title} {place} {when(figure.period)}:"
    if not figure.published:
        return f"{subject} keine Angabe ({REASONS.get(Flag(figure.flag), 'liegt nicht vor')})."
    money = f" {NOMINAL}" if indicator.money else ""
    said = f"{subject} {headed(indicator, figure.value)}{money}{_interval(indicator, figure)}"
    return f"{said}{unjudged(statement.hindered)}.{_base(figure)}"


def unjudged(hindered: Hindered | None) -> str:
    """The rest of a sentence that says why its figure is not judged; "" where nothing stands against it."""
    if hindered is None or hindered.why not in UNJUDGED:
        return ""
    return f", {UNJUDGED[hindered.why].format(detail=hindered.detail)}"


def _interval(indicator: Indicator, figure: Figure) -> str:
    if not figure.certain:
        return ""
    limits = german_number(figure.lower, indicator.digits), bare(indicator, figure.upper)
    return f" ({range_in_sentence(indicator, limits, figure.approximate)})"


def limits(indicator: Indicator, figure: Figure) -> str:
    """The interval in a table cell, a dash where there is none."""
    if not figure.certain:
        return "–"
    return " bis ".join(german_number(limit, indicator.digits) for limit in (figure.lower, figure.upper))


def older_bases(indicator: Indicator, figures: Sequence[Figure]) -> str:
    """Figures on earlier census bases, so that nobody takes the step between the bases for a development."""
    if not figures:
        return ""
    parts = [f"{when(f.period)} {headed(indicator, f.value)} ({_counted_on(f)})" for f in figures]
    return f"Auf früherer Grundlage: {'; '.join(parts)}. Dazwischen liegt ein Bruch."


def _counted_on(figure: Figure) -> str:
    estimated = ", geschätzt" if figure.flag == Flag.ESTIMATED.value else ""
    return f"{CENSUS_WORDS[figure.census_base]}{estimated}"


def _base(figure: Figure) -> str:
    words = CENSUS_WORDS[figure.census_base]
    return f" Bevölkerungsbasis: {words}." if words else ""


def no_figure(indicator: Indicator) -> str:
    """That a Kennzahl has no figure at all."""
    return f"{indicator.title}: Für diesen Kreis liegt keine Zahl vor."


def break_note(item: Break) -> str:
    """One sentence about a break in a series; the reason need not say the year once more, nor the sentence."""
    since = "" if item.dated else f" ab {in_german(item.period)}"
    return f"Bruch der Reihe{since}: {item.reason.rstrip('.')}."


def grade(figure: Figure) -> str:
    """Reliability in words; "" for a figure without a grade."""
    if not figure.reliability:
        return ""
    return f"Belastbarkeit: Stufe {figure.reliability} von 3 ({GRADES[figure.reliability]})."
