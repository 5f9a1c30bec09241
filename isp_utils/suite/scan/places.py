"""Tables of many Kennzahlen read back: of the county, of one place, and of places in rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.wording import german_number
from isp_utils.suite.scan.tables import Shown

COUNTED = "Anzahl"  # title of the column of counts in a profile
_DIGIT = re.compile(r"\d")
Hidden = Mapping[str, pd.DataFrame]  # hidden rows by Kennzahl, with the period in German
Printed = tuple[str, str, str]  # Kennzahl, period, figure
Labels = Callable[[str], tuple[str, ...]]


def in_profile(picture: Shown, place: str, hidden: Hidden, catalogue: Catalogue, labels: Labels) -> Iterator[str]:
    """Kennzahlen in rows, the column of one area among those of larger ones: its own cells have no number.

    InputError for an area that there is not.
    """
    if picture.region not in catalogue.register.regions:
        raise InputError(f"{place}: Das Gebiet »{picture.region}« (data-region) gibt es nicht.")
    own = {*labels(picture.region), COUNTED}
    columns = [number for number, name in enumerate(picture.head) if name in own]
    for name, rows in hidden.items():
        short = catalogue.indicators[name].short
        lines = [cells for cells in picture.rows if cells[0].startswith(short)]
        gone = set(rows.loc[rows["region"] == picture.region, "german"]) if lines else set()
        for cells in lines:
            told = any(_DIGIT.search(cells[number]) for number in columns if number < len(cells))
            if told and not gone.isdisjoint(cells):
                yield f"{place}: Zeile {cells[0]}"


def in_grid(picture: Shown, place: str, hidden: Hidden, catalogue: Catalogue, labels: Labels) -> Iterator[str]:
    """Areas in rows, Kennzahlen with their periods in the titles of the columns."""
    lines = {cells[0]: cells for cells in picture.rows}
    for name, rows in hidden.items():
        short = catalogue.indicators[name].short
        columns = [(number, head) for number, head in enumerate(picture.head) if head.startswith(f"{short} ")]
        for row in rows.itertuples() if columns else ():
            shown = [lines[label] for label in labels(str(row.region)) if label in lines]
            at = [number for number, head in columns if str(row.german) in head]
            if any(_DIGIT.search(cells[number]) for cells in shown for number in at):
                yield f"{place}: Zeile {shown[0][0]}, {short}"


def printed_figures(hidden: Hidden, region: str, catalogue: Catalogue) -> list[Printed]:
    """Kennzahl, period and figure of everything hidden of an area, as tables print it."""
    found = []
    for name, rows in hidden.items():
        indicator = catalogue.indicators[name]
        own = rows[(rows["region"] == region) & rows["value"].notna()]
        for german, value in zip(own["german"], own["value"], strict=True):
            found.append((indicator.short, str(german), german_number(float(value), indicator.digits)))
    return found


def in_overview(picture: Shown, place: str, figures: Sequence[Printed]) -> Iterator[str]:
    """Kennzahlen in rows, each with its newest period for the county."""
    for cells in picture.rows:
        words = {word for cell in cells[1:] for word in cell.replace("(", " ").split()}
        for short, german, figure in figures:
            if figure in words and german in cells and cells[0].startswith(short):
                yield f"{place}: Zeile {cells[0]}"
