"""The page of one station: offers, Kennzahlen, need, gap in whole persons, and what the four fields contribute."""

from html import escape

from IPython.display import HTML, display

from isp_utils.charts import Kind, Value
from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Offer, Station
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, enumeration, german_number
from isp_utils.needs.demand import Need
from isp_utils.needs.outlook import AHEAD
from isp_utils.needs.quotas import LowTarget
from isp_utils.pages.life_course.answers import answer, counted_at_start, first_number, origin_in_care
from isp_utils.pages.life_course.frame import Frame, heading, source_line, terms
from isp_utils.pages.life_course.need_views import need_picture, need_table
from isp_utils.pages.life_course.shortfall import gap_lines
from isp_utils.pages.page import say, say_list


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
    found = answer(page, station)
    say(*found.lines, origin_in_care(page, rule) if rule.in_care else "")
    if found.sources:
        source_line(page.words.source(found.sources))


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
    say(need_sentence(main, counted_at_start(page, main)), f"Statistik: {main.statistic}.")
    kinds = page.biography.planning.needs.kinds
    drawn = kinds[station.need].in_care or station.need
    if kinds[drawn].drawn:
        need_picture(page, drawn)
    need_table(page, station.need, f"{station.id}_bedarf")
    for low in ahead.low_targets(station.need):
        say(_low_target(low))
    say_list(gap_lines(page, station, main))


def need_sentence(need: Need, counted: bool) -> str:
    """What is needed at the start, in a few years and at the end, each with its range."""
    parts = [f"{first_number(need, counted)} am Ausgangspunkt {need.years[0]}"]
    for year, named in ((need.years[AHEAD], f"{RANGE_AHEAD} "), (need.years[-1], "")):
        value, lower, upper = need.at(year)
        parts.append(
            f"{german_number(value)} im Jahr {year} ({named}{german_number(lower)} bis {german_number(upper)})"
        )
    ratio = f", Verhältnis des Jahres {need.old_ratio}" if need.old_ratio else ""
    return f"{need.title} ({need.day}, Variante Trend{ratio}): {'; '.join(parts)}."


def _low_target(low: LowTarget) -> str:
    """Why a variant with a target needs fewer places: its target lies below what is reached already."""
    return (
        f"Die Variante „{low.variant}“ strebt eine Betreuungsquote von {german_number(low.target, 1)}\u202f% an, "
        f"weniger als {low.year} ({german_number(low.quota, 1)}\u202f%): Für je 100 Kinder sieht sie also weniger "
        "Plätze vor."
    )


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
