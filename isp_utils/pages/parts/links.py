"""Addresses of pages that others point to: one function each, so that no link is typed twice."""

CARDS = "kennzahlen"  # the folder of the Steckbriefe beside the reports
LIST = f"{CARDS}.html"


def card_page(indicator: str) -> str:
    """Address of the Steckbrief of a Kennzahl, as seen from a report.

    >>> card_page("betreuungsquote_u3")
    'kennzahlen/betreuungsquote_u3.html'
    """
    return f"{CARDS}/{indicator}.html"


def card_data(indicator: str) -> str:
    """Name of the data file of a Steckbrief, without folder and ending."""
    return f"kennzahl_{indicator}"
