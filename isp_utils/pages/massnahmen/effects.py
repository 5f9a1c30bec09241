"""The effect of Maßnahmen on their page: the series with the year of the beginning, and before and after as a table."""

from collections.abc import Iterable
from dataclasses import replace

from isp_utils.charts import Fragment, trend
from isp_utils.indicators.effects import Effect
from isp_utils.indicators.figures import Figures
from isp_utils.model.indicator import Indicator
from isp_utils.model.massnahmen import Massnahme
from isp_utils.model.terms import Sources
from isp_utils.model.wording import NO_BREAK
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.effect_words import NO_PROOF, SHOWN, effect_cells
from isp_utils.statistics.effect import FEWEST_CLAIMED

HOW = (
    "Verglichen werden die Jahre vor dem Beginn mit denen danach; das Jahr des Beginns zählt auf keiner Seite. Brüche "
    "der Reihe und Ausnahmejahre werden ausgelassen.",
    "Von der Veränderung im Kreis wird die im Land abgezogen. Das Ergebnis steht neben dem, was andere Kreise ohne die "
    "Maßnahme in denselben Jahren zeigen.",
    f"Behauptet wird etwas erst ab {FEWEST_CLAIMED}{NO_BREAK}Jahren auf jeder Seite und nur, wenn zwei Rechnungen "
    "übereinstimmen. Sonst steht da: Kein Wirkungsnachweis.",
    "Auch ein Hinweis auf eine Wirkung beweist keine Ursache: Was sonst zugleich begann, lässt sich nicht trennen.",
)


def effect_chart(words: Words, item: Massnahme, indicator: Indicator) -> Fragment | None:
    """The series of the Kennzahl with the Land's and the year of the beginning; None for fewer than two values."""
    figures = words.figures
    lines = curves(figures, indicator, {"land": figures.county.key[:2]})
    if not lines:
        return None
    rows = figures.series(indicator.id, figures.county.key)
    caption = words.trend(indicator, rows, tuple(line.label for line in lines))
    begin = str(item.start.year) if item.start else ""
    return trend(lines, replace(caption, csv=f"massnahme_{item.id}_verlauf", begin=begin), indicator.breaks)


def effect_rows(found: Iterable[Effect]) -> list[dict[str, object]]:
    """One row each Maßnahme whose Kennzahl has figures from before and after its beginning."""
    return [_row(effect) for effect in found if effect.before and effect.after]


def _row(effect: Effect) -> dict[str, object]:
    before, after, land, alike = effect_cells(effect)
    return {
        "Maßnahme": effect.massnahme.title,
        "Kennzahl": effect.indicator.short if effect.indicator else "",
        "davor": before,
        "danach": after,
        "im Land": land,
        "vergleichbare Kreise": alike,
        "Urteil": SHOWN if effect.unshown is None else NO_PROOF,
    }


def sources_of(figures: Figures, found: Iterable[Effect]) -> Sources:
    """Sources of the figures of the county behind the rows."""
    names = [effect.indicator.id for effect in found if effect.indicator and effect.before and effect.after]
    newest = (figures.newest(name, figures.county.key) for name in dict.fromkeys(names))
    return Sources.of(own.source for own in newest if own)
