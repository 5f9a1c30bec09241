"""What every page says about itself: from when its figures are, and whether made-up ones stand on it."""

import re
from datetime import date

from isp_utils.indicators.figures import Figures
from isp_utils.model.periods import year_of
from isp_utils.model.schema import Flag
from isp_utils.model.wording import german_date

_MADE_UP = re.compile(r"\bDemodaten: |\(Demodaten\)|\bisp-demo\b")  # how a figure, its title and its sentence say so


def numbers_of(figures: Figures, retrieved: date) -> str:
    """First and last year of the county's own figures that are known and not made up, and when they were fetched."""
    years = known_years(figures)
    return f"{f'{years}, ' if years else ''}abgerufen bis {german_date(retrieved)}"


def known_years(figures: Figures) -> str:
    """'2011 bis 2025': first and last year of the county's own figures that are known and not made up."""
    years = first_and_last(figures)
    return " bis ".join(str(year) for year in dict.fromkeys(years))


def first_and_last(figures: Figures) -> tuple[int, ...]:
    """First and last year of the county's own figures that are known and not made up; nothing where there is none."""
    rows = figures.table[figures.table["region"] == figures.county.key]
    rows = rows[rows["value"].notna() & (rows["flag"] != Flag.DEMO.value)]
    years = [year for year in map(year_of, rows["period"].unique()) if year <= figures.year]
    return (min(years), max(years)) if years else ()


def shows_demo(html: str) -> bool:
    """Whether a figure, table or sentence of made-up data stands in a page; words that only explain them do not count.

    >>> shows_demo("<h3>Sprachstand (Demodaten)</h3>"), shows_demo("<p>„Demodaten“ sind künstlich erzeugt.</p>")
    (True, False)
    """
    return bool(_MADE_UP.search(html))
