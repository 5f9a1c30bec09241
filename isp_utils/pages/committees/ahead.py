"""How many children a committee has to expect, in a sentence for each age of care."""

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.planning import Variant
from isp_utils.model.territory import Territory
from isp_utils.model.wording import RANGE_AHEAD, german_number
from isp_utils.needs.cohorts import Scenario, children_ahead
from isp_utils.needs.counted import read_counts
from isp_utils.needs.demand import weights
from isp_utils.needs.known import known_until
from isp_utils.needs.outlook import AHEAD

AGES = (("Kinder von 3 bis 5 Jahren", range(3, 6)), ("Kinder unter 3 Jahren", range(3)))


def ahead_lines(stocks: Stocks, territory: Territory, region: str, variant: Variant) -> tuple[str, ...]:
    """A sentence for each age: counted now, expected in AHEAD years with an 80 % interval; none without single ages."""
    counts = read_counts(stocks, territory.led_by(region))
    if counts is None:
        return ()
    known = known_until(counts, counts.years[-1])
    if region not in known.regions:
        return ()
    cohorts = children_ahead(known, AHEAD, Scenario(variant.births, variant.arrivals))
    row = cohorts.regions.index(region)
    lines = []
    for words, ages in AGES:
        found = cohorts.total(weights(dict.fromkeys(ages, 1.0)))
        now, later, lower, upper = (
            german_number(round(value))
            for value in (found.value[row][0], *(side[row][AHEAD] for side in (found.value, found.lower, found.upper)))
        )
        lines.append(
            f"{words}: {now} Ende {known.year}, voraussichtlich {later} Ende {known.year + AHEAD} (eigene "
            f"Vorausschätzung, {RANGE_AHEAD} {lower} bis {upper})."
        )
    return tuple(lines)
