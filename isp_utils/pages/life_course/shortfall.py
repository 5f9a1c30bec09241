"""What is short at a station: need against stock in whole places, or both beside each other where years lie between."""

from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Station
from isp_utils.model.need_rules import NeedKind
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import RANGE_AHEAD, german_number
from isp_utils.needs.demand import Need
from isp_utils.pages.life_course.frame import Frame

AHEAD = 6  # years ahead for which the need is told
CARE_PLACES = {  # what makes the places for children under 6: added or taken away
    "kita_plaetze_genehmigt": 1,
    "kinder_in_tageseinrichtungen/6-13": -1,
    "kinder_in_tagespflege/0-2": 1,
}
APART = 2  # years between stock and need beyond which their difference means nothing


def gap_lines(page: Frame, station: Station, need: Need) -> list[str]:
    """The gap in whole persons or places, with the statistic it rests on; none where both lie too far apart."""
    rule = page.biography.planning.needs.kinds[station.need]
    if not rule.counted:
        now, year = need.at(need.years[0])[0], need.years[AHEAD]
        value, lower, upper = need.at(year)
        gap = (value - now, lower - now, upper - now)
        return [f"Veränderung bis {year}: {_signed(gap, need.unit)} gegenüber {need.years[0]} ({need.statistic})."]
    stock = page.stocks.newest(rule.counted, page.county.key)
    if stock is None or stock.value is None:
        return [
            "Die Zahl der betreuten Kinder liegt nicht vor; eine Lücke lässt sich nicht angeben.",
            *_asked(page, rule),
        ]
    there = f"{german_number(stock.value)} betreute Kinder ({in_german(stock.period)}, {rule.counted_in})"
    near = _comparable(need, stock)
    if near is None:
        return [_apart(there, need), *_asked(page, rule), *_care_places_line(page, station.need)]
    value, lower, upper = need.at(near)
    gap = (value - int(stock.value), lower - int(stock.value), upper - int(stock.value))
    told = f"Lücke {near}: {_signed(gap, need.unit)} gegenüber dem Bestand: {there}."
    return [told, *_care_places_line(page, station.need)]


def gap_in_short(page: Frame, station: Station, need: Need) -> str:
    """What is short in one sentence, or why nobody can say; "" for a need that nothing is counted against."""
    rule = page.biography.planning.needs.kinds[station.need]
    stock = page.stocks.newest(rule.counted, page.county.key) if rule.counted else None
    if stock is None or stock.value is None or _comparable(need, stock) is not None:
        return gap_lines(page, station, need)[0] if rule.counted else ""
    counted = f"{german_number(stock.value)} betreute Kinder ({in_german(stock.period)})"
    return (
        f"Zuletzt als Anzahl veröffentlicht: {counted}. Das ist zu lange her, um eine Lücke anzugeben; neuer ist nur "
        "die Quote."
    )


def _comparable(need: Need, stock: Stock) -> int | None:
    """The last year of the need that lies at most APART years after the stock; None where all are further away."""
    counted = year_of(stock.period)
    return max((year for year in need.years if 0 <= year - counted <= APART), default=None)


def _apart(there: str, need: Need) -> str:
    """Stock and need with their years, where they are too far apart for a difference."""
    (now, _, _), year = need.at(need.years[0]), need.years[AHEAD]
    value, lower, upper = need.at(year)
    return (
        f"Bestand: {there}. Bedarf: {german_number(now)} {need.unit} {need.years[0]}, {german_number(value)} {year} "
        f"({RANGE_AHEAD} {german_number(lower)} bis {german_number(upper)}). "
        f"Zwischen beiden liegen mehr als {APART} Jahre; eine Lücke lässt sich daraus nicht angeben."
    )


def _asked(page: Frame, rule: NeedKind) -> list[str]:
    """What to ask for, and whom, so that a gap can be stated."""
    gap = page.biography.gaps.get(rule.ask)
    return (
        [f"Dafür zu erfragen: {gap.title} ({gap.holder}); der Brief dazu steht auf der Seite Bildungsbiografie."]
        if gap
        else []
    )


def _care_places_line(page: Frame, kind: str) -> list[str]:
    """All care places of Kitas together, for the statistic does not divide them by age; all parts of one day."""
    counted = page.stocks.newest_together(list(CARE_PLACES), page.county.key)
    if page.outlook is None or kind != "plaetze_3_5" or not counted:
        return []
    needs = page.outlook.needs.get("trend", next(iter(page.outlook.needs.values())))
    if not {"plaetze_u3", "plaetze_3_5"} <= set(needs):
        return []
    there = sum((stock.value or 0) * sign for stock, sign in zip(counted, CARE_PLACES.values(), strict=True))
    stated = (
        f"{german_number(there)} Plätze für Kinder unter 6 ({in_german(counted[0].period)}, genehmigte Plätze ohne die"
    )
    stated += " von Schulkindern belegten, mit Tagespflege; 22541, 22543)"
    year = _comparable(needs[kind], counted[0])
    if year is None:
        first = needs[kind].years[0]
        wanted = sum(needs[part].at(first)[0] for part in ("plaetze_u3", "plaetze_3_5"))
        return [
            f"Alle Plätze zusammen: {stated}; Bedarf {first}: {german_number(wanted)} Plätze. "
            f"Zwischen beiden liegen mehr als {APART} Jahre; eine Lücke lässt sich daraus nicht angeben."
        ]
    limits = [sum(needs[part].at(year)[number] for part in ("plaetze_u3", "plaetze_3_5")) for number in range(3)]
    gap = (limits[0] - int(there), limits[1] - int(there), limits[2] - int(there))
    return [f"Alle Plätze zusammen {year}: {_signed(gap, 'Plätze')} gegenüber: {stated}."]


def _signed(gap: tuple[int, int, int], unit: str) -> str:
    words = [f"{'+' if number > 0 else ''}{german_number(number)}" for number in gap]
    return f"{words[0]} {unit} ({RANGE_AHEAD} {words[1]} bis {words[2]})"
