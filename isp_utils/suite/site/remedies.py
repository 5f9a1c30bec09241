"""What to do about a fault of a page that a cell of somebody's own notebook made."""

from collections.abc import Mapping

from isp_utils.charts.own_figures import REMEDY
from isp_utils.suite.site import page_rules

REMEDIES: Mapping[str, str] = {
    page_rules.SCRIPT: "Seiten kommen ohne Skript aus. Bitte Bilder mit Matplotlib zeichnen und Tabellen ausgeben.",
    page_rules.LOADS: "Bitte nichts aus dem Netz einbinden: Bilder selbst zeichnen, Adressen als bloßen Text nennen.",
    page_rules.NO_HEADING: "Bitte nur die erste Textzelle mit »# Titel« beginnen, weitere Überschriften mit »##«.",
    page_rules.LEVELS: "Bitte keine Ebene auslassen: unter »##« steht »###«.",
    page_rules.MISSING: "Bitte fehlende Werte weglassen (.dropna()) oder mit Worten nennen.",
    page_rules.PATH: "Bitte die Ausgabe des Pfades oder der Meldung entfernen.",
    page_rules.UNDESCRIBED: (
        f"Bitte mit report.figure(…, beschreibung=…) zeigen oder mit Matplotlib zeichnen und dazu: {REMEDY}"
    ),
    page_rules.FORMULA: "Bitte die Formel in Worten schreiben.",
    page_rules.SAME_TITLE: "Bitte in der ersten Textzelle eine andere Überschrift wählen.",
}
OTHERWISE = "Bitte in dieser Zelle berichtigen."


def remedy_of(fault: str) -> str:
    """What to do about it, one German sentence."""
    return next((remedy for words, remedy in REMEDIES.items() if fault.startswith(words)), OTHERWISE)
