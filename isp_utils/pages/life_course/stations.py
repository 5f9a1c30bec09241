"""The page of one station: offers, Kennzahlen, need, gap in whole persons, and what the four fields contribute."""

from html import escape

from IPython.display import HTML, display

from isp_utils.charts import Caption, Kind, Series, Value, trend
from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Offer, Station
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, capital, enumeration, german_number
from isp_utils.needs.demand import Need
from isp_utils.needs.in_care import children_in_care, newest_in_care
from isp_utils.needs.quotas import LowTarget
from isp_utils.pages.life_course.answers import AHEAD, answer, old_ratio, origin_in_care
from isp_utils.pages.life_course.frame import Frame, heading, terms
from isp_utils.pages.life_course.shortfall import gap_lines
from isp_utils.pages.page import say, say_list, show
from isp_utils.pages.parts.captions import SOURCE_PAGE

VARIANT_ROLES = {"trend": "first", "unveraendert": "second", "ziel": "third"}


def station_section(page: Frame, name: str) -> None:
    """Everything about one station."""
    station = page.biography.stations[name]
    display(HTML(f"<p><strong>{escape(station.question)}</strong></p>"))
    _answer(page, station)
    terms([("Alter", station.age), ("Zuständig", enumeration(station.offices))])
    heading("Bestand", 2, "bestand")
    _offers(page, name)
    heading("Bedarf", 2, "bedarf")
    _need(page, station)
    heading("Was die vier Felder beitragen", 2, "felder")
    _fields(page, station)


def _answer(page: Frame, station: Station) -> None:
    """The first words: what the question asks for, in the newest number."""
    rule = page.biography.planning.needs.kinds[station.need]
    say(*answer(page, station), origin_in_care(page, rule) if rule.in_care else "")


def _offers(page: Frame, name: str) -> None:
    offers = [offer for offer in page.biography.offers.values() if offer.station == name]
    if not offers:
        say("Zu dieser Station führt der Katalog kein eigenes Angebot; die Kennzahlen stehen bei den vier Feldern.")
        return
    stocks = [stock for offer in offers for stock in _stocks(page, offer) if stock]
    demo = any(stock.demo for stock in stocks)
    source = Sources.of(stock.source for stock in stocks)
    caption = page.caption(
        Kind.OFFERS,
        f"Angebote: {page.biography.stations[name].title}",
        "Einrichtungen, Plätze und Nutzende, jeweils letzter Stand",
        f"{name}_angebote",
        source,
    )
    page.show_rows([_offer_row(page, offer) for offer in offers], caption, demo)


def _stocks(page: Frame, offer: Offer) -> list[Stock | None]:
    parts = (offer.facilities, offer.places, offer.users)
    return [page.stocks.newest(term, page.county.key) if term else None for term in parts]


def _offer_row(page: Frame, offer: Offer) -> dict[str, object]:
    found = _stocks(page, offer)
    known = [stock for stock in found if stock]
    days = dict.fromkeys(in_german(stock.period) for stock in known)
    sources = dict.fromkeys(page.statistic(stock.source) for stock in known)
    mark = " (Demodaten)" if any(stock.demo for stock in known) else ""
    figures = (Value(stock.value, stock.flag) if stock else Value(None, "missing") for stock in found)
    return {
        "Angebot": offer.title + mark,
        "Anbieter": offer.provider,
        **dict(zip(("Einrichtungen", "Plätze", "Nutzende"), figures, strict=True)),
        "Stand": enumeration(list(days)) or "–",
        "Statistik": enumeration(list(sources)) or "keine Statistik",
    }


def _need(page: Frame, station: Station) -> None:
    ahead = page.outlook
    if ahead is None:
        say("Für diesen Kreis liegen keine gezählten Altersjahre vor; ein Bedarf lässt sich nicht vorausrechnen.")
        return
    if any(station.need not in found for found in ahead.needs.values()):
        say("Die Quote, aus der dieser Bedarf folgt, liegt nicht vor; er lässt sich nicht vorausrechnen.")
        return
    main = ahead.likely(station.need)
    say(need_sentence(main), f"Statistik: {main.statistic}.")
    kinds = page.biography.planning.needs.kinds
    drawn = kinds[station.need].in_care or station.need
    if kinds[drawn].drawn:
        show(trend(_lines(page, drawn), _chart_caption(page, ahead.likely(drawn)), ()))
    need_table(page, station.need, f"{station.id}_bedarf")
    for low in ahead.low_targets(station.need):
        say(_low_target(low))
    say_list(gap_lines(page, station, main))


def need_sentence(need: Need) -> str:
    """What is needed at the start, in a few years and at the end, each with its range."""
    now, later, last = need.years[0], need.years[AHEAD], need.years[-1]
    parts = [f"{german_number(need.at(now)[0])} am Ausgangspunkt {now}"]
    for year in (later, last):
        value, lower, upper = need.at(year)
        parts.append(
            f"{german_number(value)} im Jahr {year} "
            f"(mit 80\u202f% Sicherheit zwischen {german_number(lower)} und {german_number(upper)})"
        )
    return f"{need.title} ({need.day}, Variante Trend): {'; '.join(parts)}.{old_ratio(need)}"


def _low_target(low: LowTarget) -> str:
    """Why a variant with a target needs fewer places: its target lies below what is reached already."""
    return (
        f"Die Variante „{low.variant}“ strebt eine Betreuungsquote von {german_number(low.target, 1)}\u202f% an, "
        f"weniger als {low.year} ({german_number(low.quota, 1)}\u202f%): Für je 100 Kinder sieht sie also weniger "
        "Plätze vor."
    )


def need_table(page: Frame, kind: str, name: str) -> None:
    """One kind of need by year and variant, whole persons with their interval."""
    ahead = page.outlook
    if ahead is None:
        return
    rows: list[dict[str, object]] = []
    for year in ahead.years:
        row: dict[str, object] = {"Jahr": str(year)}
        for variant in ahead.variants:
            value, lower, upper = ahead.needs[variant.id][kind].at(year)
            limits = f" ({german_number(lower)} bis {german_number(upper)})" if upper > lower else ""
            row[variant.title] = german_number(value) + limits
        rows.append(row)
    need = next(iter(ahead.needs.values()))[kind]
    source = Sources.of(ahead.sources(kind))
    page.show_rows(
        rows,
        page.caption(
            Kind.NEED,
            f"Bedarf: {need.title}",
            f"{need.unit} ({need.day}) je Planungsvariante, in Klammern der {RANGE_AHEAD}",
            name,
            source,
        ),
    )


def _lines(page: Frame, kind: str) -> list[Series]:
    ahead = page.outlook
    if ahead is None:
        return []
    found = []
    for variant in sorted(ahead.variants, key=lambda item: item.id != "trend"):
        need = ahead.needs[variant.id][kind]
        own = variant.id == "trend"
        lower, upper = (([float(x) for x in limit] if own else []) for limit in (need.lower, need.upper))
        years = [str(year) for year in need.years]
        role = VARIANT_ROLES.get(variant.id, "fourth")
        values = [float(x) for x in need.value]
        found.append(Series(variant.title, role, years, values, lower=lower, upper=upper, ahead=True))
    return [*found, *_before(page, kind)]


def _before(page: Frame, kind: str) -> list[Series]:
    """What was counted or reckoned from quotas, before the forecast and since."""
    rules = page.biography.planning.needs
    found = children_in_care(page.stocks, page.county.key, rules.kinds[kind], rules)
    if newest_in_care(found) is None:
        return []
    years, base = tuple(str(one.year) for one in found), tuple(one.census_base for one in found)
    values = tuple(one.value if one.value is None else float(round(one.value)) for one in found)
    flags = tuple(one.flag for one in found)
    return [Series(rules.kinds[kind].before_title, "counted", years, values, flags, census_base=base)]


def _chart_caption(page: Frame, need: Need) -> Caption:
    first, last = need.years[0], need.years[-1]
    ends = f"{german_number(need.at(first)[0])} im Jahr {first}, {german_number(need.at(last)[0])} im Jahr {last}"
    return Caption(
        title=f"{capital(need.title)}: Vorausberechnung {first} bis {last}",
        measure=f"{need.unit}, {need.day}, {page.county.name}; Fläche: {RANGE_AHEAD} der Variante Trend",
        source=page.words.source(Sources.of(need.sources)),
        source_page=SOURCE_PAGE,
        description=f"Linienbild der Planungsvarianten von {first} bis {last}. Variante Trend: {ends}.",
        csv=f"biografie_{need.kind}_verlauf",
        kind=Kind.NEED,
        unit=need.unit,
        digits=0,
        limits="80 %",
        base=str(first),
        notes=_reckoned_years(page, need.kind),
    )


def _reckoned_years(page: Frame, kind: str) -> tuple[str, ...]:
    """That the newest years were reckoned from a quota, where they were."""
    rules = page.biography.planning.needs
    past = children_in_care(page.stocks, page.county.key, rules.kinds[kind], rules)
    years = [str(one.year) for one in past if one.reckoned and one.value is not None]
    return (f"Aus Betreuungsquote und Zahl der Kinder errechnet: {enumeration(years)}.",) if years else ()


def _fields(page: Frame, station: Station) -> None:
    rows: list[dict[str, object]] = [
        {"Feld": title, "Pflicht": page.duty(station.id, field), "Zahlen": page.data_of(station.id, field)}
        for field, title in FIELDS.items()
    ]
    found = page.newest(page.of_station(station.id))
    source = Sources.of(own.source for _, own in found if not own.demo)
    caption = page.caption(
        Kind.LIST,
        f"Die vier Planungsfelder: {station.title}",
        "Pflicht nach Gesetz; die wichtigsten Kennzahlen",
        f"{station.id}_felder",
        source,
    )
    page.show_rows(rows, caption)
