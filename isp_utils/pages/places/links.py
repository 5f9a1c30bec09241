"""Addresses of the Steckbriefe of places."""

SPACES = "sozialraum"  # the folder of the pages beside the reports


def place_page(key: str) -> str:
    """Address of the Steckbrief of a place, as seen from a report.

    >>> place_page("01001000")
    'sozialraum/01001000.html'
    """
    return f"{SPACES}/{key}.html"


def place_data(key: str) -> str:
    """Name of its data file, without folder and ending."""
    return f"ort_{key}"
