"""Short words about a figure, for slides and papers."""

from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import capital, german_number
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.items import compared_words
from isp_utils.pages.parts.natures import NOMINAL
from isp_utils.pages.parts.sentences import bare, headed, printed

LONGEST_FIGURE = 9  # letters in large type
SYMBOLS = {"worse": "▼", "better": "▲"}


def verdict_words(said: Statement, beside: str = " als im Land") -> str:
    """'▼ Ungünstiger als im Land'; "" where nothing is compared."""
    words = compared_words(said).removesuffix(" als im Land")
    ended = f"{capital(words)}{beside}" if said.comparison in ("higher", "lower") else capital(words)
    return f"{SYMBOLS.get(said.verdict, '')} {ended}".strip()


def large_figure(item: Indicator, value: float) -> str:
    """The value in large type: with its unit where that is short."""
    whole = printed(item, value)
    return whole if len(whole) <= LONGEST_FIGURE else german_number(value, item.digits)


def moved(said: Statement, land: str) -> str:
    """How the figure moved, in one short sentence; "" where nothing can be said."""
    found, item = said.development, said.indicator
    if found is None or item.renormed or not found.code:
        return ""
    since = short_period(found.first.period)
    if item.nature == "events":
        return f"Seit {since}: {judgements.development_word(said)}."
    there = f", in {land} {from_to(item, found.land)}" if found.land else ""
    unclear = f", {judgements.MOVED[found.code]}" if found.code == "mixed" else ""
    return f"Seit {since}: {from_to(item, (found.first.value, found.last.value))}{unclear}{there}."


def from_to(item: Indicator, values: tuple[float, float]) -> str:
    """'von 5,3 % auf 6,1 %', amounts of money with their kind of prices."""
    prices = f" {NOMINAL}" if item.money else ""
    return f"von {bare(item, values[0])} auf {headed(item, values[1])}{prices}"


def short_period(period: str) -> str:
    """A period in a word.

    >>> short_period("2023/24"), short_period("2023-12-31"), short_period("2022-2024")
    ('2023/24', '2023', '2024')
    """
    return in_german(period).removeprefix("Schuljahr ") if "/" in period else str(year_of(period))


def figures_row(said: Statement) -> tuple[str, ...]:
    """Kennzahl, time, county, Land and verdict: a row of a table."""
    item = said.indicator
    land = headed(item, said.land.other.value) if said.land else "–"
    short = in_german(said.own.period).removeprefix("Schuljahr ")
    return item.short, short, printed(item, said.own.value), land, verdict_words(said, "") or "–"
