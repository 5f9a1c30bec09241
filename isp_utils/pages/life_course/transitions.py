"""The section of one transition: rates in and out, quasi-cohort flow, where children get lost, what is not known."""

from dataclasses import replace

from isp_utils.charts import Caption, Kind, Strand, Value, flow
from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Flow, Transition
from isp_utils.model.domain import STATIONS
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_number
from isp_utils.pages.life_course.frame import Frame, anchor_of, heading, terms
from isp_utils.pages.life_course.obstacles import obstacles_at
from isp_utils.pages.page import say, say_list, show
from isp_utils.statistics.intervals import Estimate, proportion

FEW = 3  # people; the rest of a flow is no row of the gated table and is checked here


def transition_section(page: Frame, name: str) -> None:
    """Everything about one transition."""
    item = page.biography.transitions[name]
    heading(f"Übergang {item.id}: {item.title}", 2, anchor_of(name))
    terms(
        [
            ("Statistik", item.statistic),
            ("Rechnung", item.computation),
            ("Bekannte Brüche", " ".join(f"{text.rstrip('.')}." for text in item.breaks)),
        ]
    )
    heading("Raten hinein und hinaus", 3, f"{anchor_of(name)}-raten")
    _rates(page, item)
    for number, found in enumerate(item.flows, start=1):
        _flow(page, item, found, number)
    heading("Wo Kinder verloren gehen, und was wir nicht wissen", 3, f"{anchor_of(name)}-luecken")
    gaps = [page.biography.gaps[gap].title for gap in item.gaps]
    terms(
        [
            ("Verloren gehen", item.lost),
            ("Hindernisse", obstacles_at(page, item.id)),
            ("Nicht bekannt", item.unknown),
            ("Es fehlen", f"{enumeration(gaps)} (Anforderung unter »Was noch zu erfragen ist«)."),
        ]
    )
    heading("Schnittstelle", 3, f"{anchor_of(name)}-schnittstelle")
    terms([("Hier begegnen sich", enumeration(item.offices))])
    say_list(
        [f"Daten gehen über: {text}" for text in item.data_pass]
        + [f"Daten enden hier: {text}" for text in item.data_stop]
    )


def _rates(page: Frame, item: Transition) -> None:
    found = page.newest(page.of_transition(item.id))
    if not found:
        say("Zu diesem Übergang liegt keine Kennzahl vor.")
        return
    rows = []
    for indicator, own in found:
        row = page.indicator_row(indicator, own)
        rows.append({"Kennzahl": row.pop("Kennzahl"), "Richtung": _direction(item, indicator.station), **row})
    source = Sources.of(own.source for _, own in found)
    demo = any(own.demo for _, own in found)
    words = f"{STATIONS[item.origin]} → {STATIONS[item.target]}"
    title, name = f"Raten am Übergang {item.id}", f"{item.id.lower()}_raten"
    page.table(rows, page.caption(Kind.RATES, title, words, name, source), demo)


def _direction(item: Transition, station: str) -> str:
    return {item.target: "hinein", item.origin: "hinaus"}.get(station, "Rahmen")


def _flow(page: Frame, item: Transition, found: Flow, number: int) -> None:
    """The flow of one stock into its parts; what cannot be paired in time is said instead."""
    parts = [(label, page.stocks.newest(term, page.county.key)) for label, term in found.parts]
    days = [year_of(stock.period) for _, stock in parts if stock]
    whole = page.stocks.newest(found.origin, page.county.key, max(days)) if days else None
    if whole is None or whole.value is None or not any(stock for _, stock in parts):
        say(f"{found.title}: Für diesen Kreis liegen die Bestände nicht vor.")
        return
    known = [(label, stock) for label, stock in parts if stock]
    known = _rest_protected(known, whole.value)
    strands = [_strand(label, stock, whole.value) for label, stock in known]
    strands += _rest(found.rest, [stock for _, stock in known], whole.value)
    name = f"{found.whole}\n{in_german(whole.period)}"
    start = Strand(name, Value(whole.value, whole.flag), Value(100.0))
    show(flow(start, strands, _caption(page, item, found, (whole, *(stock for _, stock in known)), number)))


def _rest_protected(parts: list[tuple[str, Stock]], whole: float) -> list[tuple[str, Stock]]:
    """The parts, the smallest one hidden where the rest alone would point at fewer than FEW people."""
    left = whole - sum(stock.value or 0 for _, stock in parts)
    if any(stock.value is None for _, stock in parts) or not 0 < left < FEW:
        return parts
    smallest = min(range(len(parts)), key=lambda place: parts[place][1].value or 0)
    label, stock = parts[smallest]
    return [*parts[:smallest], (label, replace(stock, value=None, flag=Flag.PROTECTED.value)), *parts[smallest + 1 :]]


def _strand(label: str, stock: Stock, whole: float) -> Strand:
    if stock.value is None:
        return Strand(label, Value(None, stock.flag), Value(None, stock.flag))
    share = _share(stock.value, whole)
    return Strand(
        label, Value(stock.value, stock.flag), Value(float(share.value)), float(share.lower), float(share.upper)
    )


def _rest(label: str, stocks: list[Stock], whole: float) -> list[Strand]:
    """What no part holds; hidden together with a hidden part, for their difference would give it away."""
    if any(stock.value is None for stock in stocks):
        hidden = Value(None, Flag.PROTECTED.value)
        return [Strand(label, hidden, hidden, rest=True)]
    left = whole - sum(stock.value or 0 for stock in stocks)
    if left <= 0:
        return []
    share = _share(left, whole)
    return [Strand(label, Value(left), Value(float(share.value)), float(share.lower), float(share.upper), rest=True)]


def _share(part: float, whole: float) -> Estimate:
    return proportion(min(part, whole), whole)


def _caption(page: Frame, item: Transition, found: Flow, stocks: tuple[Stock, ...], number: int) -> Caption:
    demo = any(stock.demo for stock in stocks)
    days = list(dict.fromkeys(in_german(stock.period) for stock in stocks))
    parts = [f"{german_number(stock.value)} ({in_german(stock.period)})" for stock in stocks if stock.value is not None]
    quasi = len(days) > 1
    note = (
        "Quasi-Kohorte: Der Bestand links und die Bestände rechts sind an verschiedenen Tagen gezählt." if quasi else ""
    )
    return Caption(
        title=f"{'Demodaten: ' if demo else ''}{found.title}",
        measure=f"Personen, {page.county.name}, {enumeration(days)}; Tabelle: Anteile mit 95-%-Bereich",
        source=page.words.source(Sources.of(stock.source for stock in stocks)),
        description=f"Flussbild zu {item.id}: links {found.whole}, rechts die Wege. Bestände: {enumeration(parts)}.",
        csv=f"biografie_{item.id.lower()}_fluss_{number}",
        kind=Kind.FLOW,
        unit="Personen",
        digits=0,
        demo=demo,
        notes=(note,) if note else (),
    )
