"""What the notebook of the Maßnahmen may say: the register, its time plan, what it costs, what is missing."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from html import escape

from IPython.display import HTML, display

from isp_utils.charts import Caption, GanttRow, Kind, gantt
from isp_utils.indicators.alike import alike
from isp_utils.indicators.effects import effect_of
from isp_utils.model.indicator import Indicator
from isp_utils.model.massnahmen import STATUS, Empfehlung, Massnahme
from isp_utils.model.wording import NO_BREAK, enumeration, german_date
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.life_course.obstacles import found_obstacles
from isp_utils.pages.massnahmen.costs import cost_rows, priced_ones
from isp_utils.pages.massnahmen.effects import HOW, effect_chart, effect_rows, sources_of
from isp_utils.pages.massnahmen.entries import empfehlung_entry, massnahme_entry
from isp_utils.pages.page import folded, say, say_list, show, show_list
from isp_utils.pages.parts.captions import DEMO
from isp_utils.pages.parts.effect_words import NO_PROOF, effect_html
from isp_utils.pages.parts.massnahmen_links import (
    PAGE,
    effect_anchor,
    empfehlung_link,
    massnahme_anchor,
    massnahme_link,
    obstacle_link,
)
from isp_utils.pages.parts.scraps import glue
from isp_utils.pages.parts.triangulation import unanswered
from isp_utils.pages.voices.condensed import voices_of
from isp_utils.pages.voices.sentences import counted

NOTHING = "Es ist noch keine Maßnahme eingetragen. Wie das geht, steht im Handbuch."
MADE_UP = (
    f"{DEMO}: Was so gekennzeichnet ist, ist erfunden.",
    "Es zeigt, wie diese Seite mit eigenen Einträgen aussieht, und sagt nichts über das Handeln der Verwaltung.",
)
DOWNLOAD = (
    '<p class="isp-download"><a href="daten/massnahmen.csv" download>Alle Angaben des Registers als CSV-Datei</a></p>'
)


class Massnahmen(Frame):
    """The page of the Empfehlungen and Maßnahmen; real entries come first."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """Reads the register that the build left."""
        super().__init__(kreis, jahr)
        self.actions: Sequence[Massnahme] = sorted(self.massnahmen.massnahmen, key=lambda item: item.demo)
        self.advice: Sequence[Empfehlung] = sorted(self.massnahmen.empfehlungen, key=lambda item: item.demo)

    def summary(self) -> None:
        """How many Maßnahmen there are, in which state, and whether some are made up."""
        if not self.actions:
            return say(NOTHING)
        if self.massnahmen.demo:
            first, second = map(escape, MADE_UP)
            display(HTML(f'<div class="isp-statement isp-demo"><p><strong>{first}</strong></p><p>{second}</p></div>'))
        for demo in (False, True):
            items = [item for item in self.actions if item.demo is demo]
            if items:
                say(_counted(items, f"{DEMO}: " if demo else ""))
        return None

    def schedule(self) -> None:
        """The Gantt figure with its table."""
        if self.actions:
            caption = Caption(
                title="Zeitplan der Maßnahmen",
                measure="Beginn, Ende, Status und Zuständigkeit je Maßnahme",
                source="Quelle: Register der Maßnahmen",
                description="Tabelle der Maßnahmen mit Beginn und Ende, Status in Worten und zuständiger Stelle.",
                csv="massnahmen_zeitplan",
                kind=Kind.SCHEDULE,
                demo=self.massnahmen.demo,
            )
            show(gantt([_row(item) for item in self.actions], caption))

    def overdue(self) -> None:
        """What should have ended or been reached by the day of the run."""
        lines = []
        for item in self.actions:
            late = [f"Ende war am {german_date(item.end)}"] if item.late and item.end else []
            steps = [step for step in item.milestones if step.late]
            late += [f"„{escape(step.title)}“ war für den {german_date(step.day)} vorgesehen" for step in steps]
            lines += [f"{massnahme_link(item)}: {'; '.join(late)}."] if late else []
        show_list(lines, "Nichts ist überfällig." if self.actions else NOTHING)

    def recommendations(self) -> None:
        """Every Empfehlung with what it rests on and the Maßnahmen that answer it."""
        voices = [voice for voice in voices_of(self.voices) if voice.conference.day.year <= self.figures.year]
        html = []
        for item in self.advice:
            said = [voice for voice in voices if voice.label in item.voices]
            answers, short = self.massnahmen.answering(item.id), self._short(item.indicator)
            html.append(empfehlung_entry(item, answers, said, self.biography, short))
        display(HTML("".join(html) or "<p>Es ist noch keine Empfehlung eingetragen.</p>"))

    def register(self) -> None:
        """Every Maßnahme with all that is known about it."""
        advice = {item.id: empfehlung_link(item) for item in self.advice}
        for item in self.actions:
            links = [advice[name] for name in item.empfehlungen if name in advice]
            indicator = self.catalogue.indicators.get(item.indicator)
            display(HTML(massnahme_entry(item, links, self.biography, indicator)))
            if indicator:
                self._effect(item, indicator)
        display(HTML(DOWNLOAD if self.actions else f"<p>{escape(NOTHING)}</p>"))

    def _effect(self, item: Massnahme, indicator: Indicator) -> None:
        """What became of its Kennzahl: the sentence, and the series with the year of the beginning."""
        made_up = f"<p><strong>{NO_PROOF}</strong> ({DEMO}).</p>"  # the long sentence would stand there every time
        words = made_up if item.demo else effect_html(effect_of(self.figures, item, self.comparable))
        anchor = effect_anchor(item.id)
        display(HTML(f'<div class="isp-item" id="{anchor}"><p><strong>Wirkung</strong></p>{words}</div>'))
        picture = effect_chart(self.words, item, indicator)
        if picture:
            show(folded(picture, f"Verlauf: {indicator.short}"))

    @cached_property
    def comparable(self) -> list[str]:
        """Keys of the comparable Kreise."""
        return alike(self.figures)

    def effects(self) -> None:
        """Before and after of every Maßnahme whose Kennzahl has both, as a table."""
        found = [effect_of(self.figures, item, self.comparable) for item in self.actions if item.indicator]
        rows = effect_rows(found)
        words = "Kennzahl vor und nach dem Beginn, mit Bereich; Land und vergleichbare Kreise in denselben Jahren"
        caption = self.caption(Kind.LIST, "Davor und danach", words, "wirkung", sources_of(self.figures, found))
        self.show_rows(rows, replace(caption, csv="massnahmen_wirkung"))
        if not rows:
            say("Noch gibt es zu keiner eigenen Maßnahme Zahlen von davor und danach.")
        say_list(HOW)

    def costs(self) -> None:
        """What the Maßnahmen cost by field and by station; one of several fields stands once."""
        for part, rows in cost_rows(self.actions).items():
            words = f"Kosten über die ganze Laufzeit je {part}; jede Maßnahme zählt einmal"
            caption = self.caption(Kind.LIST, f"Was die Maßnahmen kosten, nach {part}", words, f"kosten_{part.lower()}")
            self.show_rows(rows, caption, any(item.demo for item in priced_ones(self.actions)))
        unknown = [item.title for item in self.actions if item.cost is None]
        if unknown:
            say(f"Ohne Angabe der Kosten: {enumeration([f'„{title}“' for title in unknown])}.")

    def missing(self) -> None:
        """Obstacles and Empfehlungen without a Maßnahme, Maßnahmen without a Kennzahl."""
        open_obstacles = unanswered(found_obstacles(self))
        lines = [f"{obstacle_link(self.biography, o.transition, o.obstacle)} ({o.status})" for o in open_obstacles]
        _group(
            "Hindernisse ohne Maßnahme", lines, "Jedem Hindernis mit wirklichen Belegen steht eine Maßnahme gegenüber."
        )
        lines = [empfehlung_link(item) for item in self.advice if not self.massnahmen.answering(item.id)]
        _group("Empfehlungen ohne Maßnahme", lines, "Auf jede Empfehlung antwortet eine Maßnahme.")
        lines = [massnahme_link(item) for item in self.actions if not item.indicator]
        _group("Maßnahmen ohne Kennzahl", lines, "Jede Maßnahme nennt eine Kennzahl, die sich bewegen soll.")

    def record(self) -> None:
        """Hand over to the synthesis and the committees what is under way."""
        real = [item for item in self.actions if not item.demo]
        if real:
            glue("massnahmen", [{"id": i.id, "title": i.title, "status": i.status, "page": PAGE} for i in real])

    def _short(self, name: str) -> str:
        return self.catalogue.indicators[name].short if name in self.catalogue.indicators else ""


def _counted(items: Sequence[Massnahme], mark: str) -> str:
    """'2 Maßnahmen, davon 1 geplant und 1 abgeschlossen.'"""
    numbers = {word: sum(item.status == name for item in items) for name, word in STATUS.items()}
    states = [f"{number}{NO_BREAK}{word}" for word, number in numbers.items() if number]
    late = sum(item.late for item in items)
    more = f" Überfällig: {late}." if late else ""
    return f"{mark}{counted(len(items), 'Maßnahme', 'Maßnahmen')}, davon {enumeration(states)}.{more}"


def _row(item: Massnahme) -> GanttRow:
    marks = tuple((step.day, step.done) for step in item.milestones)
    status = STATUS[item.status] + (", überfällig" if item.late else "")
    name = item.title + (f" ({DEMO})" if item.demo else "")
    solid = item.status in ("laufend", "abgeschlossen")
    return GanttRow(name, f"#{massnahme_anchor(item.id)}", item.start, item.end, status, item.responsible, solid, marks)


def _group(title: str, lines: Sequence[str], nothing: str) -> None:
    display(HTML(f"<h3>{escape(title)}</h3>"))
    show_list(lines, nothing)
