"""Where the documents of a committee lie beside the reports."""

COMMITTEES = "gremien"  # the folder; its page is gremien.html
ENDINGS = {"pptx": "Vortrag (PowerPoint)", "docx": "Infovorlage (Word)"}


def committee_page(gremium: str) -> str:
    """Address of talk and paper of a committee as a page, as seen from a report.

    >>> committee_page("kreistag")
    'gremien/kreistag.html'
    """
    return f"{COMMITTEES}/{gremium}.html"


def committee_file(gremium: str, ending: str) -> str:
    """Address of an office file of a committee, as seen from a report."""
    return f"{COMMITTEES}/{gremium}.{ending}"
