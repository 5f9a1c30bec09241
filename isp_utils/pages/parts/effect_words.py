"""What became of a Kennzahl since a Maßnahme began, in plain sentences; without proof they say so."""

from html import escape

from isp_utils.indicators.effects import Effect, Moved, Span, Unshown
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.wording import NO_BREAK, german_number, joined, with_unit
from isp_utils.pages.parts.sentences import bare, printed
from isp_utils.statistics.effect import FEWEST_CLAIMED, Contrast

NO_PROOF = "Kein Wirkungsnachweis"
SHOWN = "Hinweis auf eine Wirkung"
REASONS = {
    Unshown.NO_INDICATOR: "Der Maßnahme ist keine Kennzahl zugeordnet.",
    Unshown.NO_BEGIN: "Im Register fehlt der Beginn der Maßnahme.",
    Unshown.DEMO: "Demodaten sagen nichts über den Landkreis.",
    Unshown.NO_FIGURES: "Zu dieser Kennzahl liegt keine Zahl vor.",
    Unshown.NOT_BEGUN: "Aus den Jahren nach {year} liegt noch keine Zahl vor.",
    Unshown.NOT_COMPARABLE: "Diese Kennzahl lässt sich nicht mit anderen Kreisen vergleichen.",
    Unshown.BREAK: "Brüche der Reihe oder Ausnahmejahre lassen zu wenige vergleichbare Jahre übrig.",
    Unshown.FEW_BEFORE: "Vor {year} sind zu wenige Jahre bekannt; {needed}.",
    Unshown.FEW_AFTER: "Nach {year} sind noch zu wenige Jahre bekannt; {needed}.",
    Unshown.UNTESTED: "Es gibt zu wenige Fälle oder zu wenige Kreise mit denselben Jahren.",
    Unshown.NOTHING: "Die Veränderung geht nicht über das hinaus, was Kreise auch ohne die Maßnahme zeigen.{reach}",
    Unshown.CONTRARY: "Die Kennzahl liegt {change}. Erwartet war die andere Richtung.",
}
NEEDED = f"nötig sind mindestens {FEWEST_CLAIMED}{NO_BREAK}Jahre davor und ebenso viele danach"
ESTABLISHED = (
    "Seit dem Beginn liegt die Kennzahl {change}. So weit weichen Kreise ohne die Maßnahme selten ab. Was sonst in "
    "dieser Zeit begann, steckt mit darin."
)


def effect_verdict(effect: Effect) -> str:
    """Plain text: 'Kein Wirkungsnachweis.' and why, or the hint of an effect with its size."""
    found = effect.outcome.difference if effect.outcome else None
    if effect.unshown is None and found and effect.indicator:
        return f"{SHOWN}. {ESTABLISHED.format(change=_change(effect.indicator, found))}"
    year = effect.massnahme.start.year if effect.massnahme.start else ""
    words = {"year": year, "needed": NEEDED, "reach": "", "change": ""}
    if found and effect.indicator:
        words |= {"reach": _reach(effect.indicator, found), "change": _change(effect.indicator, found)}
    return f"{NO_PROOF}. {REASONS[effect.unshown or Unshown.NOTHING].format(**words)}"


def before_and_after(effect: Effect) -> list[str]:
    """Plain sentences: the county before and since, with range; then Land and comparable Kreise over the same years."""
    indicator = effect.indicator
    if indicator is None or effect.before is None or effect.after is None:
        return []
    spans = (effect.before, effect.after)
    said = [f"{indicator.title}: {'; '.join(_span(indicator, span) for span in spans)}."]
    beside = [
        f"{name} von {_number(indicator, moved.before)} auf {printed(indicator, moved.after)}"
        for name, moved in (("im Land", effect.land), ("in den vergleichbaren Kreisen", effect.alike))
        if moved
    ]
    return said + ([f"In denselben Jahren ging es {' und '.join(beside)}."] if beside else [])


def effect_html(effect: Effect) -> str:
    """HTML: what was before and after, and as the last sentence, in bold, what may be claimed."""
    sentences = before_and_after(effect)
    verdict = effect_verdict(effect)
    head, _, rest = verdict.partition(". ")
    lines = [escape(text, quote=False) for text in sentences]
    return f"<p>{' '.join([*lines, f'<strong>{head}.</strong> {escape(rest, quote=False)}'])}</p>"


def effect_cells(effect: Effect) -> tuple[str, str, str, str]:
    """For a table: before, after, Land, comparable Kreise, each '12,1 % (11,0 bis 13,2)'; a dash for none."""
    indicator = effect.indicator
    spans, moves = (effect.before, effect.after), (effect.land, effect.alike)
    if indicator is None:
        return ("–", "–", "–", "–")
    own = [f"{printed(indicator, span.value)}{_limits(indicator, span)}" if span else "–" for span in spans]
    others = [_moved(indicator, moved) if moved else "–" for moved in moves]
    return (own[0], own[1], others[0], others[1])


def _span(indicator: Indicator, span: Span) -> str:
    if span.points == 1:
        return f"{in_german(span.first)} {printed(indicator, span.value)}"
    years = f"{in_german(span.first)} bis {in_german(span.last)}"
    kind = "zusammen" if indicator.nature == "events" else "im Mittel"
    return f"{years} {kind} {printed(indicator, span.value)}{_limits(indicator, span)}"


def _limits(indicator: Indicator, span: Span) -> str:
    if span.points == 1:
        return ""
    return f" ({_number(indicator, span.lower)} bis {bare(indicator, span.upper)})"


def _moved(indicator: Indicator, moved: Moved) -> str:
    return f"{_number(indicator, moved.before)} → {printed(indicator, moved.after)}"


def _number(indicator: Indicator, value: float) -> str:
    return german_number(value, indicator.digits)


def _change(indicator: Indicator, found: Contrast) -> str:
    """'um 18 % (9 bis 26 %) niedriger, als es nach der Entwicklung im Land zu erwarten wäre'."""
    low, high = sorted((abs(found.lower), abs(found.upper)))
    word = "höher" if found.change > 0 else "niedriger"
    size, limits = _amount(indicator, found, abs(found.change)), _amount(indicator, found, high)
    lowest = german_number(low, 0 if found.relative else indicator.digits)
    return f"um {size} ({lowest} bis {limits}) {word}, als es die Entwicklung im Land erwarten ließe"


def _reach(indicator: Indicator, found: Contrast) -> str:
    """The least change that would be found: whoever finds nothing must know how much could have been found."""
    return f" Auffallen würde erst eine Veränderung um etwa {_amount(indicator, found, abs(found.detectable))}."


def _amount(indicator: Indicator, found: Contrast, size: float) -> str:
    if found.relative:
        return with_unit(size, "%")
    unit = "Prozentpunkte" if indicator.unit == "%" else indicator.unit
    return joined(german_number(size, indicator.digits), unit)
