"""What is short at a station in whole persons: children against children, places against places of one day."""

from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Station
from isp_utils.model.need_rules import NeedKind
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import RANGE_AHEAD, german_number
from isp_utils.needs.demand import Need
from isp_utils.needs.in_care import newest_in_care
from isp_utils.needs.outlook import AHEAD
from isp_utils.pages.life_course.answers import APART, in_care, number_in_care
from isp_utils.pages.life_course.frame import Frame

CARE_PLACES = {  # what makes the places for children under 6: added or taken away
    "kita_plaetze_genehmigt": 1,
    "kinder_in_tageseinrichtungen/6-13": -1,
    "kinder_in_tagespflege/0-2": 1,
}


def gap_lines(page: Frame, station: Station, need: Need) -> list[str]:
    """The change in whole persons with the statistic it rests on, and for places what is known of a gap."""
    rule = page.biography.planning.needs.kinds[station.need]
    if rule.in_care:
        return [*_children_line(page, rule), *_asked(page, rule), *_care_places_line(page, station.need)]
    now, year = need.at(need.years[0])[0], need.years[AHEAD]
    return [f"Veränderung bis {year}: {_change(need, year, now)} gegenüber {need.years[0]} ({need.statistic})."]


def _children_line(page: Frame, rule: NeedKind) -> list[str]:
    """The change of the children in care since the newest year that has a number of them."""
    now = newest_in_care(in_care(page, rule))
    if now is None or now.value is None or page.outlook is None:
        return ["Die Zahl der betreuten Kinder liegt nicht vor; ihre Veränderung lässt sich nicht angeben."]
    need = page.outlook.likely(rule.in_care)
    year = need.years[AHEAD]
    against = f"gegenüber {number_in_care(now)} betreuten Kindern {now.year}"
    return [f"Veränderung bis {year}: {_change(need, year, round(now.value))} {against} ({need.statistic})."]


def _change(need: Need, year: int, now: int) -> str:
    value, lower, upper = need.at(year)
    return _signed((value - now, lower - now, upper - now), need.unit)


def _comparable(need: Need, stock: Stock) -> int | None:
    """The last year of the need that lies at most APART years after the stock; None where all are further away."""
    counted = year_of(stock.period)
    return max((year for year in need.years if 0 <= year - counted <= APART), default=None)


def _asked(page: Frame, rule: NeedKind) -> list[str]:
    """What to ask for, and whom, so that a gap can be stated."""
    gap = page.biography.gaps.get(rule.ask)
    if not gap:
        return []
    return [
        "Ob die Plätze reichen, lässt sich erst mit einer neuen Zählung sagen. Dafür zu erfragen: "
        f"{gap.title} ({gap.holder}); der Brief dazu steht auf der Seite Bildungsbiografie."
    ]


def _care_places_line(page: Frame, kind: str) -> list[str]:
    """All care places of Kitas together, for the statistic does not divide them by age; all parts of one day."""
    care_places = page.stocks.newest_together(list(CARE_PLACES), page.county.key)
    if page.outlook is None or kind != "plaetze_3_5" or not care_places:
        return []
    needs = page.outlook.needs.get("trend", next(iter(page.outlook.needs.values())))
    if not {"plaetze_u3", "plaetze_3_5"} <= set(needs):
        return []
    there = sum((stock.value or 0) * sign for stock, sign in zip(care_places, CARE_PLACES.values(), strict=True))
    day = care_places[0].period
    stated = (
        f"{german_number(there)} Plätze für Kinder unter 6 ({in_german(day)}, genehmigte Plätze ohne die von "
        "Schulkindern belegten, mit Tagespflege; 22541, 22543)"
    )
    year = _comparable(needs[kind], care_places[0])
    if year is None:
        first = needs[kind].years[0]
        wanted = sum(needs[part].at(first)[0] for part in ("plaetze_u3", "plaetze_3_5"))
        return [
            f"Alle Plätze zusammen: {stated}; Bedarf {first}: {german_number(wanted)} Plätze. "
            f"Zwischen beiden liegen {first - year_of(day)} Jahre; eine Lücke lässt sich daraus nicht angeben."
        ]
    limits = [sum(needs[part].at(year)[number] for part in ("plaetze_u3", "plaetze_3_5")) for number in range(3)]
    gap = (limits[0] - int(there), limits[1] - int(there), limits[2] - int(there))
    return [f"Alle Plätze zusammen {year}: {_signed(gap, 'Plätze')} gegenüber: {stated}."]


def _signed(gap: tuple[int, int, int], unit: str) -> str:
    words = [f"{'+' if number > 0 else ''}{german_number(number)}" for number in gap]
    return f"{words[0]} {unit} ({RANGE_AHEAD} {words[1]} bis {words[2]})"
