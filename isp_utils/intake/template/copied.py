"""The data sheet of a template alone, saved as CSV or copied into another workbook: it no longer says whose it is."""

from collections.abc import Sequence

from isp_utils.intake.messages import IntakeError
from isp_utils.intake.template.words import HEAD, HELP, SHEET, WITH_FIGURES


def refuse_copied_template(head: Sequence[str]) -> None:
    """Raise IntakeError where the first row of a table is the head of a template."""
    if tuple(cell.strip() for cell in head[:WITH_FIGURES]) == HEAD[:WITH_FIGURES]:
        raise IntakeError(
            f"Das ist nur das Blatt »{SHEET}« einer Vorlage (als CSV gespeichert oder in eine andere Mappe kopiert). "
            f"Es fehlt das Blatt »{HELP}«, das sagt, von welchem Fachdienst die Zahlen sind. Bitte die ausgefüllte "
            "Vorlage selbst liefern, als Excel-Datei (.xlsx)."
        )
