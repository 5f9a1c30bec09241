"""German sentences about figures: only what the interval supports, and the reason where nothing can be said."""

from collections.abc import Sequence

from isp_utils.indicators.figures import CENSUS_WORDS, Figure, Monotone, Peers
from isp_utils.model.catalogue import Break, Indicator, Source
from isp_utils.model.periods import in_german, pooled_years
from isp_utils.model.schema import Flag
from isp_utils.model.wording import german_number, with_unit
from isp_utils.statistics.comparison import word
from isp_utils.statistics.trend import Outcome, Trend

MONOTONE_ERROR = 0.05
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
GRADES = {1: "belastbar", 2: "mit Vorsicht zu lesen", 3: "keine Grundlage für Entscheidungen"}
DIFFERENT = {"higher": "gesichert höher", "lower": "gesichert niedriger"}
MOVED = {
    Outcome.INCREASING: "gesichert gestiegen",
    Outcome.INCREASING_BETTER: "gesichert gestiegen (günstige Entwicklung)",
    Outcome.INCREASING_WORSE: "gesichert gestiegen (ungünstige Entwicklung)",
    Outcome.DECREASING: "gesichert gesunken",
    Outcome.DECREASING_BETTER: "gesichert gesunken (günstige Entwicklung)",
    Outcome.DECREASING_WORSE: "gesichert gesunken (ungünstige Entwicklung)",
}


def printed(indicator: Indicator, value: float) -> str:
    """A value of this Kennzahl with its unit."""
    return with_unit(value, indicator.unit, indicator.digits)


def when(period: str) -> str:
    """'2020', 'am 31.12.2023', 'im Schuljahr 2021/22', 'in den Jahren 2022 bis 2024 zusammen'"""
    text = in_german(period)
    if pooled_years(period):
        return f"in den Jahren {text} zusammen"
    return f"am {text}" if period.count("-") == 2 else f"im {text}" if "/" in period or "-" in period else text


def value(indicator: Indicator, figure: Figure, place: str) -> str:
    """The figure with its interval, or why there is none."""
    prefix = "Demodaten: " if figure.demo else ""
    subject = f"{prefix}{indicator.title} {place} {when(figure.period)}:"
    if not figure.published:
        return f"{subject} keine Angabe ({REASONS.get(Flag(figure.flag), 'liegt nicht vor')})."
    return f"{subject} {printed(indicator, figure.value)}{_interval(indicator, figure)}.{_base(figure)}"


def _interval(indicator: Indicator, figure: Figure) -> str:
    if not figure.certain:
        return ""
    about = "näherungsweise " if figure.approximate else ""
    lower, upper = (german_number(limit, indicator.digits) for limit in (figure.lower, figure.upper))
    return f" ({about}mit 95 % Sicherheit zwischen {lower} und {with_unit_text(upper, indicator.unit)})"


def limits(indicator: Indicator, figure: Figure) -> str:
    """The interval in a table cell, a dash where there is none."""
    if not figure.certain:
        return "–"
    return " bis ".join(german_number(limit, indicator.digits) for limit in (figure.lower, figure.upper))


def older_bases(indicator: Indicator, figures: Sequence[Figure]) -> str:
    """Figures on earlier census bases, so that nobody takes the step between the bases for a development."""
    if not figures:
        return ""
    parts = [f"{when(f.period)} {printed(indicator, f.value)} ({CENSUS_WORDS[f.census_base]})" for f in figures]
    return f"Auf früherer Grundlage: {'; '.join(parts)}. Der Sprung dazwischen ist ein Bruch der Zählung."


def with_unit_text(number: str, unit: str) -> str:
    """An already printed number with its unit."""
    return f"{number}\u202f{unit}" if unit else number


def _base(figure: Figure) -> str:
    words = CENSUS_WORDS[figure.census_base]
    return f" Bevölkerungsbasis: {words}." if words else ""


def no_figure(indicator: Indicator, source: Source | None) -> str:
    """Why a Kennzahl has no figure at all, and what delivers it."""
    if source is None or not source.template:
        return f"{indicator.title}: Für diesen Kreis liegt keine Zahl vor."
    request = f" {source.request}" if source.request else ""
    return f"{indicator.title}: Die Zahl liegt nicht vor. Sie kommt mit der Vorlage »{source.template}«.{request}"


def comparison(indicator: Indicator, own: Figure, other: Figure, code: str, name: str) -> str:
    """How a figure compares with the Land or the Bund, only as far as the interval carries."""
    reference = f"{name}: {printed(indicator, other.value)}"
    if not code:
        return f"{reference} (ohne Angabe der Sicherheit kein Urteil über den Unterschied)."
    if code == "similar":
        return f"{reference}; der Unterschied ist nicht gesichert."
    judged = f" und damit {word(code, indicator.better)}" if indicator.better != "none" else ""
    return f"{reference}; der Kreis liegt {DIFFERENT[code]}{judged}."


def peers_sentence(group: Peers, land: str) -> str:
    """How many Kreise of the Land differ with certainty."""
    others = group.higher + group.similar + group.lower
    return (
        f"Von {others} anderen Kreisen in {land} {_lie(group.higher)} gesichert höher "
        f"und {_number(group.lower)} gesichert niedriger; {_number(group.similar)} {_is(group.similar)} nicht zu "
        "unterscheiden."
    )


def _number(count: int) -> str:
    return {0: "keiner", 1: "einer"}.get(count, str(count))


def _lie(count: int) -> str:
    return f"{'liegt' if count < 2 else 'liegen'} {_number(count)}"


def _is(count: int) -> str:
    return "ist" if count < 2 else "sind"


def trend_sentence(indicator: Indicator, found: Trend) -> str:
    """Direction over the last five years, or that none can be stated."""
    if found.outcome in MOVED:
        slope = german_number(abs(found.slope), max(indicator.digits, 1))
        unit = "Prozentpunkte" if indicator.unit == "%" else indicator.unit
        span = f"{in_german(found.first_period)} bis {in_german(found.last_period)}"
        return f"Entwicklung {span}: {MOVED[found.outcome]}, im Mittel um {slope} {unit} im Jahr."
    if found.outcome is Outcome.NO_CHANGE:
        span = f"{in_german(found.first_period)} bis {in_german(found.last_period)}"
        return f"Entwicklung {span}: keine gesicherte Veränderung."
    return (
        "Entwicklung: Für eine Aussage fehlen fünf aufeinanderfolgende, vergleichbare Jahre mit bekannter Unsicherheit."
    )


def monotone(indicator: Indicator, found: Monotone) -> str:
    """Direction of a long series without intervals; the test itself says how sure it is."""
    span = f"Entwicklung {in_german(found.first_period)} bis {in_german(found.last_period)}"
    if found.test.p >= MONOTONE_ERROR:
        return f"{span}: keine gesicherte Richtung (Mann-Kendall-Test)."
    moved = "gestiegen" if found.test.score > 0 else "gesunken"
    slope = with_unit(abs(found.test.slope), indicator.unit, max(indicator.digits, 1))
    return f"{span}: gesichert {moved}, im Mittel um {slope} im Jahr (Mann-Kendall-Test, Steigung nach Sen)."


def break_note(item: Break) -> str:
    """One sentence about a break in a series."""
    return f"Bruch der Reihe ab {in_german(item.period)}: {item.reason.rstrip('.')}."


def grade(figure: Figure) -> str:
    """Reliability in words."""
    return f"Belastbarkeit: Stufe {figure.reliability} von 3 ({GRADES[figure.reliability]})."


def trend_word(found: Trend) -> str:
    """The trend in a table cell."""
    if found.outcome in MOVED:
        return MOVED[found.outcome].removeprefix("gesichert ")
    return "nicht gesichert" if found.outcome is Outcome.NO_CHANGE else "keine Aussage"


def compared_word(code: str, better: str) -> str:
    """A comparison in a table cell."""
    if code == "similar":
        return "nicht gesichert verschieden"
    return word(code, better) if code else "keine Aussage"
