"""What the notebook of the committees may say: the Beratungsfolge, the documents of each committee, how one is made."""

from datetime import date
from html import escape

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Caption, Kind, table
from isp_utils.model import reads
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.committees import Gremium, read_committees
from isp_utils.model.wording import enumeration, german_date
from isp_utils.pages.committees.address import ENDINGS, committee_file, committee_page
from isp_utils.pages.committees.occasion import DEMO, OPEN
from isp_utils.pages.page import Page, say, show

NONE_YET = (
    "Für den Landkreis ist noch kein Gremium eingetragen.",
    "Sobald eines eingetragen ist, entstehen Vortrag und Infovorlage mit jedem Lauf.",
)
OPEN_DAYS = "Wo „Termin offen“ steht, ist der Sitzungstag noch nicht festgelegt."


class Committees(Page):
    """The page of the committees of a county."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """Reads the Beratungsfolge of the county; `jahr` is passed on to the documents by the run."""
        super().__init__(kreis, jahr)
        self.gremien = read_committees(self.store.catalogue, kreis).gremien

    def order(self) -> None:
        """The Beratungsfolge: who, what for, when."""
        if not self.gremien:
            return say(*NONE_YET)
        days = [self._day(item) for item in self.gremien]
        rows = [
            {"Gremium": item.name, "Aufgabe": item.task, "Beratung": item.access, "Sitzung": day}
            for item, day in zip(self.gremien, days, strict=True)
        ]
        caption = Caption(
            title="Beratungsfolge",
            measure="Gremien in der Reihenfolge, in der sie den Bericht beraten",
            source=f"Quelle: {self.county.name}",
            description="Tabelle mit einer Zeile je Gremium: Aufgabe, öffentlich oder nicht, nächster Sitzungstag.",
            csv="beratungsfolge",
            kind=Kind.LIST,
        )
        show(table(pd.DataFrame(rows), caption))
        return say(OPEN_DAYS) if OPEN in days else None

    def _day(self, item: Gremium) -> str:
        if item.sessions:
            reads.note(reads.TODAY)
        day = item.next_session(date.today())
        return f"{german_date(day)}{DEMO if item.demo else ''}" if day else OPEN

    def documents(self) -> None:
        """Talk and paper of each committee: as a page, as PowerPoint, as Word."""
        cards = "".join(self._card(item) for item in self.gremien)
        display(HTML(f'<ul class="isp-cards">{cards}</ul>' if cards else "<p>Noch keine Unterlagen.</p>"))

    @staticmethod
    def _card(item: Gremium) -> str:
        name = escape(item.name)
        fields = enumeration([FIELDS[field] for field in item.fields]) if len(item.fields) < len(FIELDS) else ""
        about = escape(fields or "Alle Planungsfelder")
        files = " · ".join(
            f'<a href="{committee_file(item.id, ending)}" download>{words}'
            f'<span class="isp-hidden"> für: {name}</span></a>'
            for ending, words in ENDINGS.items()
        )
        return f'<li><h3><a href="{committee_page(item.id)}">{name}</a></h3><p>{about}</p><p>{files}</p></li>'
