"""Profile: one row a Kennzahl in a real table, with a small drawing of where the county lies among the Kreise.

After the spine chart of Fingertips (OHID): value, reference and range of all areas side by side. The drawing is
decoration for the eye; what it shows stands as words in the same cell (WCAG 2.2, 1.1.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.charts.inputs import Caption, Fragment, Value
from isp_utils.charts.matrices import TONES
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text
from isp_utils.charts.parts.symbols import legend, shown, sign, visible_value
from isp_utils.model.wording import german_number

WIDTH, HEIGHT, EDGE = 130.0, 22.0, 6.0
OLD = "Gestrichelt umrandet: Zahlen, die älter als fünf Jahre sind."
NO_SPREAD = "kein Vergleich"
ABOUT = "rund\u00a0"
RECKONED = "„rund“ vor einer Anzahl: aus dem Wert daneben errechnet."


@dataclass(frozen=True)
class Beside:
    """The words of what a profile compares with: titles of its columns, and what its drawing shows.

    ends: titles of the four numbers of the drawing in the data file.
    """

    third: str
    spine: str
    judged: str
    against: str
    key: str
    ends: tuple[str, str, str, str]


KREISE = Beside(
    third="vergleichbare Kreise",
    spine="niedrigster bis höchster Kreis",
    judged="gegenüber dem Land, Entwicklung",
    against="gegenüber dem Land",
    key=(
        "Strich: niedrigster bis höchster Kreis; helle Fläche: mittlere Hälfte der Kreise; senkrechter Strich: Land; "
        f"▼ ungünstiger, ▲ günstiger, ● ohne Wertung. {OLD}"
    ),
    ends=("niedrigster Kreis", "unteres Viertel bis", "oberes Viertel ab", "höchster Kreis"),
)
PLACES_INSIDE = Beside(
    third="",
    spine="niedrigster bis höchster Ort",
    judged="gegenüber dem Landkreis",
    against="gegenüber dem Landkreis",
    key=(
        "Strich: niedrigster bis höchster Ort derselben Ebene; helle Fläche: mittlere Hälfte der Orte, wo es "
        f"mindestens fünf sind; senkrechter Strich: Landkreis; ● der Ort, ohne Wertung. {OLD}"
    ),
    ends=("niedrigster Ort", "unteres Viertel bis", "oberes Viertel ab", "höchster Ort"),
)


@dataclass(frozen=True)
class Spread:
    """How the Kreise of the Land lie: lowest, lower quartile, upper quartile and highest value, and how many.

    Of few areas there are no quartiles: they would lie between values that nobody has.
    """

    lowest: float
    lower: float | None
    upper: float | None
    highest: float
    areas: int


@dataclass(frozen=True)
class ProfileRow:
    """One Kennzahl: name, link, unit in words, year; values of county, Land, comparable Kreise; judgement and trend.

    base: the population that the figure rests on, where that has to be said;
    tone: "worse" | "better" | "" of the judgement; old: the figure is older than five years; people: persons or things
    counted, None where unknown; about: they were reckoned back from the value; sure: range and grade of the own value,
    printed below it.
    """

    name: str
    href: str
    unit: str
    period: str
    own: Value
    land: Value | None
    alike: float | None
    spread: Spread | None
    judgement: str
    tone: str
    trend: str
    digits: int
    people: float | None = None
    about: bool = False
    old: bool = False
    sure: str = ""
    base: str = ""


def profile_table(
    rows: Sequence[ProfileRow], caption: Caption, names: tuple[str, str], beside: Beside = KREISE
) -> Fragment:
    """The table of the rows; `names`: short name of the county and name of its Land, for the titles of the columns.

    beside: the words of another comparison (a place beside its county).
    """
    county, land = names
    alike = any(row.alike is not None for row in rows)
    columns = [("Kennzahl", ""), ("Jahr", ""), ("Anzahl", "n"), (county, "n"), (land, "n")]
    columns += [(beside.third, "n")] if alike else []
    columns += [(beside.spine, "isp-spine"), (beside.judged, "")]
    look = Look(key_of(caption), caption.title, caption.measure, "isp-table isp-dense isp-spines", stacked=True)
    body = [_cells(row, alike) for row in rows]
    signs = legend({sign(row.own) for row in rows} | {sign(row.land) for row in rows if row.land})
    key = f"{beside.key} {RECKONED}" if any(row.about for row in rows) else beside.key
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>"
        f"{table_markup(look, [(escape(name), css) for name, css in columns], body)}"
        f'<p class="isp-signs">{escape(key)}{f" {escape(signs)}" if signs else ""}</p>'
        f"{small_print(caption, caption.notes)}{csv_link(caption)}</div>"
    )
    printed = _printed(rows, [name for name, _ in columns], alike, beside)
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def _cells(row: ProfileRow, alike: bool) -> list[Markup]:
    year = f'<span class="isp-year{" isp-old" if row.old else ""}">{escape(row.period)}</span>'
    year += f'<span class="isp-detail">{escape(row.base)}</span>' if row.base else ""
    unit = f'<span class="isp-detail">{escape(row.unit)}</span>' if row.unit else ""
    people = f"{ABOUT if row.about else ''}{german_number(row.people)}" if row.people is not None else "–"
    sure = f' <span class="isp-detail">{escape(row.sure)}</span>' if row.sure else ""
    symbol = TONES[row.tone][0] if row.tone else ""
    mark = f'<span aria-hidden="true">{symbol}</span> ' if symbol else ""
    cells = [
        (f'<a href="{escape(row.href, quote=True)}">{escape(row.name)}</a>{unit}', ""),
        (year, ""),
        (people, "n"),
        (f"<strong>{escape(shown(row.own, row.digits))}</strong>{sure}", "n"),
        (escape(shown(row.land, row.digits)) if row.land else "–", "n"),
    ]
    if alike:
        cells.append((german_number(row.alike, row.digits) if row.alike is not None else "–", "n"))
    judged = f'<span class="isp-verdict isp-v-{row.tone or "none"}">{mark}{escape(row.judgement)}</span>'
    trend = (
        f'<span class="isp-detail"><span class="isp-then">Entwicklung: </span>{escape(row.trend)}</span>'
        if row.trend
        else ""
    )
    return [*cells, (_spine(row), "isp-spine"), (judged + trend, "")]


def _spine(row: ProfileRow) -> str:
    """The drawing and the same in words for those who do not see it."""
    if row.spread is None:
        return NO_SPREAD
    words = f"{german_number(row.spread.lowest, row.digits)} bis {german_number(row.spread.highest, row.digits)}"
    if row.spread.lower is not None and row.spread.upper is not None:
        ends = (german_number(end, row.digits) for end in (row.spread.lower, row.spread.upper))
        words += f", mittlere Hälfte {' bis '.join(ends)}"
    return f'{_drawing(row, row.spread)}<span class="isp-hidden">{words}</span>'


def _drawing(row: ProfileRow, spread: Spread) -> str:
    own, land = visible_value(row.own), visible_value(row.land) if row.land else None
    known = [spread.lowest, spread.highest, *(value for value in (own, land) if value is not None)]
    low, high = min(known), max(known)
    scale = (WIDTH - 2 * EDGE) / (high - low) if high > low else 0.0

    def x(value: float) -> float:
        return round(EDGE + (value - low) * scale, 1)

    middle = HEIGHT / 2
    half = [x(end) for end in (spread.lower, spread.upper) if end is not None]
    parts = [
        f'<path class="sp-r" d="M{x(spread.lowest):g} {middle:g}H{x(spread.highest):g}"/>',
        f'<path class="sp-q" d="M{half[0]:g} 6H{max(half[1], half[0] + 1):g}V16H{half[0]:g}z"/>' if half else "",
        f'<path class="sp-l" d="M{x(land):g} 4V18"/>' if land is not None else "",
        _mark(row.tone, x(own)) if own is not None else "",
    ]
    return f'<svg class="isp-sp" aria-hidden="true" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{"".join(parts)}</svg>'


def _mark(tone: str, x: float) -> str:
    """Triangle or dot: the judgement is told by shape and colour, and by the word beside it."""
    match tone:
        case "worse":
            return f'<path class="sp-w" d="M{x - 6:g} 6h12l-6 11z"/>'
        case "better":
            return f'<path class="sp-b" d="M{x - 6:g} 16h12l-6-11z"/>'
    return f'<circle class="sp-o" cx="{x:g}" cy="11" r="5"/>'


def _printed(rows: Sequence[ProfileRow], columns: Sequence[str], alike: bool, beside: Beside) -> PrintedTable:
    """The same as data: the drawing becomes four columns of numbers."""
    at = columns.index(beside.spine)
    titles = (*columns[:1], "Einheit", *columns[1:at], *beside.ends, beside.against, "Entwicklung")
    lines = tuple(_line(row, alike) for row in rows)
    digits = tuple(max((row.digits for row in rows), default=0) for _ in titles)
    return PrintedTable(titles, digits, lines)


def _line(row: ProfileRow, alike: bool) -> tuple[str | Value, ...]:
    def number(value: float | None) -> Value:
        return Value(value, "" if value is not None else "not_available", row.digits)

    spread = row.spread
    ends = (spread.lowest, spread.lower, spread.upper, spread.highest) if spread else (None,) * 4
    people = Value(row.people, "" if row.people is not None else "not_available", 0)
    own, land = (Value(v.value, v.flag, row.digits) if v else number(None) for v in (row.own, row.land))
    beside = (number(row.alike),) if alike else ()
    period = f"{row.period} ({row.base})" if row.base else row.period
    return (row.name, row.unit, period, people, own, land, *beside, *map(number, ends), row.judgement, row.trend)
