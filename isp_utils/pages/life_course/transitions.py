"""The section of one transition: rates in and out, flow, where children get lost, what is not known."""

from collections.abc import Sequence
from dataclasses import replace

from isp_utils.charts import Caption, Kind, Strand, Value, flow
from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Flow, Transition
from isp_utils.model.domain import STATIONS
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_number
from isp_utils.pages.life_course.frame import Frame, anchor_of, heading, source_line, terms
from isp_utils.pages.life_course.obstacles import massnahmen_at, obstacles_at
from isp_utils.pages.page import say, say_list, show
from isp_utils.pages.parts.captions import SOURCE_PAGE
from isp_utils.pages.parts.sentences import REASONS


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
    heading("Wer verloren geht, und was wir nicht wissen", 3, f"{anchor_of(name)}-luecken")
    gaps = [page.biography.gaps[gap].title for gap in item.gaps]
    terms(
        [
            ("Verloren gehen", item.lost),
            ("Hindernisse", obstacles_at(page, item.id)),
            ("Nicht bekannt", item.unknown),
            ("Es fehlen", f"{enumeration(gaps)} (Anschreiben auf der Seite Bildungsbiografie)."),
        ]
    )
    massnahmen_at(page, item.id)
    heading("Schnittstelle", 3, f"{anchor_of(name)}-schnittstelle")
    terms([("Hier begegnen sich", enumeration(item.offices))])
    say_list(
        [f"Daten gehen über: {text}" for text in item.data_pass]
        + [f"Daten enden hier: {text}" for text in item.data_stop]
    )


def _rates(page: Frame, item: Transition) -> None:
    found = page.statements(page.of_transition(item.id))
    if not found:
        say("Zu diesem Übergang liegt keine Kennzahl vor.")
        return
    rows = []
    for said in found:
        row = page.indicator_row(said)
        rows.append({"Kennzahl": row.pop("Kennzahl"), "gehört zur": _side(item, said.indicator.station), **row})
    source = Sources.of(said.own.source for said in found)
    demo = any(said.own.demo for said in found)
    words = f"{STATIONS[item.origin]} → {STATIONS[item.target]}"
    title, name = f"Raten am Übergang {item.id}", f"{item.id.lower()}_raten"
    page.show_rows(rows, page.caption(Kind.RATES, title, words, name, source), demo)


def _side(item: Transition, station: str) -> str:
    return {item.target: "Station danach", item.origin: "Station davor"}.get(station, "Umgebung beider")


def _flow(page: Frame, item: Transition, found: Flow, number: int) -> None:
    """The flow of one stock into its parts; what cannot be paired in time is said instead."""
    together = next(reversed(page.stocks.series(item.flow_id(number), page.county.key)), None)
    if together is None:
        say(f"{found.title}: Für diesen Kreis liegen die Bestände nicht vor.")
        return
    year = year_of(together.period)
    whole = page.stocks.delivered(found.origin, page.county.key, year)
    if whole is None:
        raise ValueError(f"{found.title}: the gated table has the flow of {year} but not its whole")
    if year_of(whole.period) != year:
        say(
            f"{found.title}: Die Teile sind aus dem Jahr {year}, das Ganze ist zuletzt aus dem Jahr "
            f"{year_of(whole.period)} bekannt; zusammen ergeben sie kein Bild."
        )
        return
    every = [(label, page.stocks.series(term, page.county.key)) for label, term in found.parts]
    parts = [(label, stock) for label, series in every for stock in series if year_of(stock.period) == year]
    strands = _strands(parts, whole)
    strands += _rest(found.rest, together, [stock for _, stock in parts], whole)
    if whole.value is None or all(strand.count.value is None for strand in strands):
        say(_untold(found, whole, strands))
        source_line(page.words.source(Sources.parse(whole.source)))
        return
    name = f"{found.whole}\n{in_german(whole.period)}"
    start = Strand(name, Value(whole.value, whole.flag), Value(100.0))
    stocks = [whole, *(stock for _, stock in parts)]
    caption = _caption(page, item, found, stocks, number)
    show(flow(start, strands, replace(caption, notes=_notes(found, stocks, strands))))


def _untold(found: Flow, whole: Stock, strands: Sequence[Strand]) -> str:
    """That no part of a flow may be shown, and why; a picture without one figure would only pretend sizes."""
    day = in_german(whole.period)
    if whole.value is None:
        return f"{found.title}: {found.whole} ({day}): {_why([whole.flag])}. Deshalb steht hier kein Bild."
    reason = _why([strand.count.flag for strand in strands])
    parts = enumeration([strand.label for strand in strands])
    return (
        f"{found.title}: Zu {german_number(whole.value)} ({found.whole}, {day}) steht hier kein Bild, denn keiner der "
        f"Teile hat eine Zahl. {parts}: {reason}."
    )


def _why(flags: Sequence[str]) -> str:
    """Why figures are not shown, each reason once."""
    return enumeration(list(dict.fromkeys(REASONS.get(Flag(flag), "liegt nicht vor") for flag in flags)))


def _strands(parts: Sequence[tuple[str, Stock]], whole: Stock) -> list[Strand]:
    """The parts with their shares; of less than they are themselves they are no shares."""
    known = sum(stock.value for _, stock in parts if stock.value is not None)
    more = whole.value is not None and known > whole.value
    return [_strand(label, stock, whole, more) for label, stock in parts]


def _strand(label: str, stock: Stock, whole: Stock, more: bool) -> Strand:
    count = Value(stock.value, stock.flag)
    if stock.value is None or whole.value is None:
        return Strand(label, count, Value(None, stock.flag if stock.value is None else whole.flag))
    if more:
        return Strand(label, count, Value(None, Flag.NOT_APPLICABLE.value))
    return Strand(label, count, Value(_share(stock.value, whole.value)))


def _rest(label: str, together: Stock, parts: Sequence[Stock], whole: Stock) -> list[Strand]:
    """What no part holds; the gate hides it where it is few people, or where it would tell of a hidden part."""
    known = [stock.value for stock in parts if stock.value is not None]
    if together.value is None or whole.value is None or len(known) < len(parts):
        hidden = Value(None, Flag.PROTECTED.value)
        return [Strand(label, hidden, hidden, rest=True)]
    left = whole.value - sum(known)
    if left <= 0:
        return []
    return [Strand(label, Value(left), Value(_share(left, whole.value)), rest=True)]


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else float("nan")


def _notes(found: Flow, stocks: Sequence[Stock], strands: Sequence[Strand]) -> tuple[str, ...]:
    """What a reader of the picture must know: different days, and why the right may be more than the left."""
    days = {in_german(stock.period) for stock in stocks}
    apart = ("Links und rechts: nicht am selben Tag gezählt.",) if len(days) > 1 else ()
    more = any(strand.share.flag == Flag.NOT_APPLICABLE.value for strand in strands)
    return (*apart, f"Rechts sind es mehr als links: {found.more}") if more else apart


def _caption(page: Frame, item: Transition, found: Flow, stocks: Sequence[Stock], number: int) -> Caption:
    demo = any(stock.demo for stock in stocks)
    days = list(dict.fromkeys(in_german(stock.period) for stock in stocks))
    parts = [f"{german_number(stock.value)} ({in_german(stock.period)})" for stock in stocks if stock.value is not None]
    hidden = "; Teile ohne Zahl haben zusammen ein Feld" if len(parts) < len(stocks) else ""
    return Caption(
        title=f"{'Demodaten: ' if demo else ''}{found.title}",
        measure=f"Personen, {page.county.name}, {enumeration(days)}; Tabelle: Anteile",
        source=page.words.source(Sources.of(stock.source for stock in stocks)),
        source_page=SOURCE_PAGE,
        description=f"Flussbild zu {item.id}: links {found.whole}, rechts die Wege{hidden}. "
        f"Bestände: {enumeration(parts)}.",
        csv=f"biografie_{item.id.lower()}_fluss_{number}",
        kind=Kind.FLOW,
        unit="Personen",
        digits=0,
        demo=demo,
    )
