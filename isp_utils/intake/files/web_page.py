"""HTML under another name: a table that a web "Excel export" wrote, or an error page instead of the download."""

from html.parser import HTMLParser

from isp_utils.intake.messages import IntakeError
from isp_utils.model.wording import german_number

MOST_CELLS = 2_000_000  # no publisher's page has as many; a file of 600 MB could have 60 million and fill the memory


class _Tables(HTMLParser):
    """Collects the cells of every table, row by row; text outside cells is dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.open: list[list[list[str]]] = []
        self.in_cell = False
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open.append([])
            self.tables.append(self.open[-1])
        elif tag == "tr" and self.open:
            self.open[-1].append([])
        elif tag in ("td", "th") and self.open:
            if not self.open[-1]:
                self.open[-1].append([])
            self.open[-1][-1].append("")
            self.in_cell = True
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise IntakeError(
                    f"Die Internetseite (HTML) hat mehr als {german_number(MOST_CELLS)} Zellen. Bitte eine kleinere "
                    "Auswahl abrufen oder die Tabelle als CSV liefern."
                )

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open:
            self.open.pop()
        if tag in ("td", "th", "tr", "table"):
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if self.in_cell and self.open and self.open[-1] and self.open[-1][-1]:
            self.open[-1][-1][-1] += data


def html_table(text: str) -> list[list[str]]:
    """Cells of the only table with figures in a page; IntakeError for an error page, several tables, too many cells."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    tables = [rows for table in reader.tables if len(rows := [[c.strip() for c in r] for r in table if r]) > 1]
    tables = [table for table in tables if any(any(s.isdigit() for s in cell) for row in table[1:] for cell in row)]
    if not tables:
        raise IntakeError(
            "Die Datei ist eine Internetseite (HTML) ohne Zahlentabelle, vermutlich eine Fehler- oder Anmeldeseite. "
            "Bitte den Abruf wiederholen und das Ergebnis öffnen, bevor es abgelegt wird."
        )
    if len(tables) > 1:
        raise IntakeError(
            f"Die Datei ist eine Internetseite mit {len(tables)} Tabellen. Bitte die gemeinte Tabelle "
            "als CSV speichern."
        )
    return tables[0]
