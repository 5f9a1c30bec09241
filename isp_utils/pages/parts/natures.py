"""The words of the three natures of a figure: what the range beside it means, and what the Steckbrief says of it."""

from isp_utils.indicators.chance import Scatter
from isp_utils.model.catalogue import Indicator
from isp_utils.model.wording import RANGE, german_number

IN_SENTENCE = {
    "events": "Zufall allein: {about}{lower} bis {upper}",
    "estimate": f"{RANGE}: {{about}}{{lower}} bis {{upper}}",
}
ABOUT = {"events": "etwa ", "estimate": "näherungsweise "}
MEANING = {
    "stock": "Vollzählung: Alle sind gezählt, deshalb gibt es keinen Zufallsbereich. Verglichen wird nach der Größe.",
    "events": "Ereignisse: Der Bereich sagt, wie stark Zufall allein so eine Zahl von Jahr zu Jahr bewegt. {scatter}",
    "estimate": "Schätzung: Ein Bereich steht dabei, wo die herausgebende Stelle ihn errechnen lässt.",
}
MEASURED = "Streuung: {phi}-mal so groß wie reiner Zufall (φ, aus den Kreisen über die Jahre geschätzt)."
ASSUMED = "Streuung: {phi}-mal so groß wie reiner Zufall (φ, angenommen, weil die Kreise zu wenige Jahre haben)."
RANGE_NAMES = {"events": "Zufallsbereich", "estimate": RANGE}
NOMINAL = "in jeweiligen Preisen"
IN_CAPTION = {"events": "Bereich des Zufalls", "estimate": RANGE, "stock": RANGE}
IN_COLUMN = {"events": "Zufall", "estimate": "95 %", "stock": "95 %"}
PRICES = {"nominal": "in Preisen des jeweiligen Jahres"}


def range_in_sentence(indicator: Indicator, limits: tuple[str, str], approximate: bool) -> str:
    """What the range of a figure means, with its limits as printed; the upper one carries the unit."""
    about = ABOUT[indicator.nature] if approximate else ""
    return IN_SENTENCE[indicator.nature].format(about=about, lower=limits[0], upper=limits[1])


def range_name(indicator: Indicator) -> str:
    """What the range beside a figure is called; "" for counts of everybody, which have none."""
    return RANGE_NAMES.get(indicator.nature, "")


def meaning(indicator: Indicator, scatter: Scatter | None) -> str:
    """What kind of figure a Kennzahl is, for its Steckbrief."""
    if scatter is None:
        return MEANING[indicator.nature].format(scatter="").strip()
    words = ASSUMED if scatter.assumed else MEASURED
    return MEANING[indicator.nature].format(scatter=words.format(phi=german_number(scatter.phi, 1)))
