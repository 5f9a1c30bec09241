"""What the synthesis notebook may say: the fields side by side along the Bildungsbiografie."""

from functools import cached_property
from html import escape

from IPython.display import HTML, display

from isp_utils.charts import Caption, Kind, matrix
from isp_utils.indicators.alike import alike
from isp_utils.model.catalogue import ANALYSES, FIELDS, STATIONS, Source
from isp_utils.model.priorities import PriorityRules, load_priority_rules
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.life_course.obstacles import found_obstacles
from isp_utils.pages.page import opening, say, say_list, show, show_list
from isp_utils.pages.parts.deliverers import by_office, office_of
from isp_utils.pages.parts.findings import Finding, agreements, contradictions, matrix_cells, newest_findings
from isp_utils.pages.parts.priorities import Priority, Unfavourable, places_in_order, priorities, unfavourable
from isp_utils.pages.parts.priority_words import (
    answer_line,
    obstacle_line,
    priority_html,
    recorded,
    rules_in_words,
    unfavourable_line,
)
from isp_utils.pages.parts.scraps import glue, scraps_of, sentences_glued
from isp_utils.pages.parts.triangulation import PROVEN

CONFERENCES = "75_sozialraumkonferenzen"


class Synthesis(Frame):
    """The page that reads the findings of all field notebooks of a county, its obstacles and its Maßnahmen."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """Reads the executed field notebooks of this run."""
        super().__init__(kreis, jahr)
        of_fields = (self.store.runs(kreis) / f"{page.notebook}.ipynb" for page in self.catalogue.pages if page.field)
        self.findings = [
            Finding(indicator=name, short=self.indicator(name).short, fields=self._concerned(name), **scrap)
            for notebook in of_fields
            if notebook.exists()
            for name, scrap in scraps_of(notebook).items()
            if name in self.catalogue.indicators
        ]

    @cached_property
    def unfavourable(self) -> list[Unfavourable]:
        """Kennzahlen of all fields that are worse than in the Land and in the comparable Kreise."""
        statements = self.statements(list(self.catalogue.indicators.values()))
        return unfavourable(self.figures, statements, alike(self.figures), self.rules.movement)

    @cached_property
    def chosen(self) -> list[Priority]:
        """The Schwerpunkte by the declared rules."""
        context = (self.biography, self.massnahmen.massnahmen, self.rules)
        titles = places_in_order(self.catalogue.topics)
        return priorities(self.unfavourable, found_obstacles(self), titles, context)

    @cached_property
    def rules(self) -> PriorityRules:
        """The rules of the catalogue."""
        return load_priority_rules(self.store.catalogue)

    def priorities(self) -> None:
        """The Schwerpunkte, each with what speaks for it and the Maßnahmen that answer; then the rules."""
        if not self.chosen:
            say("Nach den Regeln ergibt sich kein Schwerpunkt.")
        elif len(self.chosen) < self.rules.fewest:
            say(f"Nur {len(self.chosen)} erreichen die nötigen Punkte; mehr geben die Zahlen nicht her.")
        land = self.catalogue.register[self.county.key[:2]].name
        html = [priority_html(number, item, self.biography, land) for number, item in enumerate(self.chosen, 1)]
        display(HTML("".join(html) + opening("Nach welchen Regeln", rules_in_words(self.rules))))

    def worse_and_worsening(self) -> None:
        """Kennzahlen worse than in the comparable Kreise that also develop unfavourably, over all fields."""
        lines = [unfavourable_line(item) for item in self.unfavourable if item.worsening]
        show_list(
            lines, "Keine Kennzahl liegt ungünstiger als die vergleichbaren Kreise und verschlechtert sich zugleich."
        )

    def obstacles(self) -> None:
        """Obstacles that two kinds of evidence prove, each with what answers it."""
        proven = [item for item in found_obstacles(self) if item.status == PROVEN]
        lines = [f"{obstacle_line(item, self.biography)} Antwort: {answer_line(item.massnahmen)}" for item in proven]
        show_list(lines, "Noch ist kein Hindernis mit zwei Arten von Belegen belegt.")

    def _concerned(self, name: str) -> tuple[str, ...]:
        """Planning fields that a Kennzahl concerns."""
        return tuple(field for field in self.indicator(name).fields if field in FIELDS)

    def summary(self) -> None:
        """How much the page rests on."""
        real = [finding for finding in self.findings if not finding.demo]
        fields = {finding.field for finding in real}
        say(f"Diese Seite liest {len(real)} Kennzahlen mit veröffentlichten Zahlen aus {len(fields)} Planungsfeldern.")

    def matrix(self) -> None:
        """Stations x fields: where the county stands against its Land."""
        pages = {page.field: page.html for page in self.catalogue.pages if page.field}
        cells = matrix_cells(self.told_once, pages)
        caption = Caption(
            title="Stationen der Bildungsbiografie und Planungsfelder: Stand gegenüber dem Land",
            measure="Kennzahlen, die auffallen; jede steht einmal, in dem Feld, dessen Bericht von ihr handelt",
            source=self.words.source(self.sources()),
            description="Tabelle mit den Stationen in den Zeilen und den vier Planungsfeldern in den Spalten.",
            csv="stationen_und_felder",
            kind=Kind.MATRIX,
        )
        show(matrix(list(STATIONS.values()), list(FIELDS.values()), cells, caption, "Station"))

    @property
    def told_once(self) -> list[Finding]:
        """The findings, of two that say the same in two ways the newer one."""
        return newest_findings(self.findings, {name: item.about for name, item in self.catalogue.indicators.items()})

    def sources(self) -> Sources:
        """Delivered sources behind the findings."""
        figures = (self.figures.newest(finding.indicator, self.county.key) for finding in self.findings)
        names = Sources.of(figure.source for figure in figures if figure)
        return Sources(tuple(name for name in names if name in self.words.retrieved))

    def together(self) -> None:
        """Where several fields point the same way."""
        say_list(
            agreements(self.told_once),
            "An keiner Station weisen Kennzahlen aus mindestens zwei Planungsfeldern in dieselbe Richtung.",
        )

    def contradictions(self) -> None:
        """Where the figures disagree."""
        say_list(contradictions(self.told_once), "Zwischen den Urteilen gibt es keine Widersprüche.")

    def voices_heard(self) -> None:
        """What the Sozialraumkonferenzen say in a few sentences; made-up ones stand closed."""
        notebook = self.store.runs(self.county.key) / f"{CONFERENCES}.ipynb"
        found = scraps_of(notebook).get("konferenzen") if notebook.exists() else None
        if not found:
            say("Es liegt noch kein Protokoll einer Sozialraumkonferenz vor.")
        elif found["demo"]:
            say("Bisher gibt es nur Demodaten.")
            display(HTML(opening("Demodaten: was hier stehen könnte", found["sentences"])))
        else:
            say_list(found["sentences"])

    def analyses(self) -> None:
        """What the free analyses of this run found, each sentence with its page; nothing where there is none."""
        runs = sorted((self.store.runs(self.county.key) / ANALYSES).glob("*.ipynb"))
        found = {path.stem: sentences_glued(scraps_of(path)) for path in runs}
        lines = [
            f'{escape(said)} <a href="analyse_{name}.html">Analyse<span class="isp-hidden">: {escape(name)}</span></a>'
            for name, sentences in found.items()
            for said in sentences
        ]
        if lines:
            items = "".join(f"<li>{line}</li>" for line in lines)
            display(HTML(f"<h2>Was freie Analysen sagen</h2><ul>{items}</ul>"))

    def unknown(self) -> None:
        """What nobody knows yet, by the office that could tell, with the words that ask for it."""
        known = {finding.indicator for finding in self.findings if not finding.demo}
        lacking = [item for item in self.catalogue.indicators.values() if item.home and item.id not in known]
        requests = {office_of(self.catalogue, item): self.deliverer(item) for item in lacking}
        offices = by_office(self.catalogue, lacking)
        entries = [_entry(office, names, requests[office]) for office, names in offices.items()]
        nothing = "<p>Zu allen Kennzahlen der Felder liegen Zahlen vor.</p>"
        display(HTML(f"<ul>{''.join(entries)}</ul>" if entries else nothing))

    def record(self) -> None:
        """Hand the main results over to the start page."""
        glue("gemeinsam", agreements(self.told_once))
        glue("widersprueche", contradictions(self.told_once))
        glue("schwerpunkte", [recorded(item) for item in self.chosen])


def _entry(office: str, names: list[str], source: Source | None) -> str:
    """One office: what it could tell, and the letter that asks for it."""
    words = f"<strong>{escape(office)}:</strong> {escape(enumeration(names))}."
    if source is None or not source.request:
        return f"<li>{words}</li>"
    summary = f'<summary>Anschreiben<span class="isp-hidden"> an: {escape(office)}</span></summary>'
    return f'<li>{words}<details class="isp-data">{summary}<p>{escape(source.request)}</p></details></li>'
