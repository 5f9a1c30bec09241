"""What the notebook of the Sozialraumkonferenzen may say: the Verdichtung, each sentence with its Wortmeldungen."""

from collections.abc import Sequence
from math import isnan

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Caption, Kind, table
from isp_utils.model.biography import Biography, load_biography
from isp_utils.model.conferences import read_themes
from isp_utils.model.wording import NO_BREAK, enumeration, german_number
from isp_utils.pages.page import Page, say, say_list, show
from isp_utils.pages.parts.captions import DEMO
from isp_utils.pages.parts.massnahmen_links import PAGE as MASSNAHMEN
from isp_utils.pages.parts.massnahmen_links import empfehlung_anchor
from isp_utils.pages.parts.scraps import glue
from isp_utils.pages.voices.condensed import agreement, coders
from isp_utils.pages.voices.sentences import counted, in_one_line
from isp_utils.pages.voices.verdichtung import sentence_html, unassigned_html, verdichtung
from isp_utils.pages.voices.wordings import conference_section, documented

NOTHING = "Es liegt noch kein Protokoll einer Sozialraumkonferenz vor. Woher die Formulare kommen, steht im Handbuch."
NONE_YET = "Noch kein Protokoll."
MADE_UP = (
    f"{DEMO}: erfundene Konferenzen.",
    "Sie zeigen, wie diese Seite mit eigenen Protokollen aussieht, und sagen nichts über die Orte.",
)
MOST = 6  # sentences shown open; the others open on demand
METHOD = (
    "Verdichten heißt: Menschen ordnen jede Wortmeldung einem Thema zu (Kodierung). Die Suite schlägt nach erklärten "
    "Wortlisten Themen vor, ordnet aber nichts selbst zu.",
    "Einig heißt: In jeder Gruppe mit mindestens drei Stimmen überwiegt die Zustimmung. Geteilt heißt: In mindestens "
    "einer Gruppe überwiegt sie, in mindestens einer die Ablehnung. Das Verfahren folgt der Plattform Polis.",
    "Stimmen sind keine Befragung: Wer kam, hat sich selbst entschieden zu kommen.",
    "Gruppen mit weniger als fünf Teilnehmenden stehen zusammen unter „andere“; keine Wortmeldung nennt eine solche "
    "Gruppe. Namen werden nicht angenommen.",
)


class Conferences(Page):
    """The page of the Sozialraumkonferenzen, and the page of all Wortmeldungen."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """Reads what the build left of the minutes; `jahr` leaves later conferences out."""
        super().__init__(kreis, jahr)
        self.biography: Biography = load_biography(self.catalogue, self.store.catalogue, kreis)
        self.themes = read_themes(self.store.catalogue)[1]
        self.found = verdichtung(self.voices, self.themes, self.biography, jahr)
        self.held, self.demo = self.found.held, self.found.demo
        for item in self.massnahmen.empfehlungen:
            said = [voice for voice in self.found.spoken if voice.label in item.voices]
            self.found.index.cite(said, empfehlung_anchor(item.id), f"Empfehlung: {item.title}", MASSNAHMEN)

    def summary(self) -> None:
        """How many conferences the page rests on, and whether they are made up."""
        if not self.held:
            return say(NOTHING)
        if self.demo:
            display(
                HTML(
                    f'<div class="isp-statement isp-demo"><p><strong>{MADE_UP[0]}</strong></p><p>{MADE_UP[1]}</p></div>'
                )
            )
        places = enumeration(list(dict.fromkeys(item.place for item in self.held)))
        years = sorted({item.day.year for item in self.held})
        when = f"{years[0]}" if len(years) == 1 else f"{years[0]} bis {years[-1]}"
        return say(
            f"{counted(len(self.held), 'Konferenz', 'Konferenzen')} in {places} ({when}), "
            f"{counted(len(self.found.spoken), 'Wortmeldung', 'Wortmeldungen')}, davon "
            f"{german_number(sum(bool(v.theme) for v in self.found.spoken))} einem Thema zugeordnet."
        )

    def documentation(self) -> None:
        """Date, place and participants by group of every conference, each with the way to its Wortmeldungen."""
        mark = f" ({DEMO})" if self.demo else ""
        lines = "".join(f"<li>{documented(item)}{mark}</li>" for item in self.held)
        if lines:
            display(HTML(f"<ul>{lines}</ul>"))

    def frequency(self) -> None:
        """Themes by spread, frequency and votes."""
        rows = [
            {
                "Thema": item.theme.title,
                "Wortmeldungen": len(item.voices),
                "Orte": len(item.places),
                "Runden": enumeration([str(number) for number in item.rounds]),
                "Stimmen dafür": item.votes,
            }
            for item in self.found.bundles
        ]
        self._table(rows, "Themen der Konferenzen", "Wortmeldungen, Orte, Runden und Stimmen je Thema", "themen")

    def condensed(self) -> None:
        """Each theme in a sentence, with short quotations."""
        self._sentences("themes", "Noch ist keine Wortmeldung einem Thema zugeordnet.")

    def common_ground(self) -> None:
        """What all groups support."""
        self._sentences("shared", "Keine Wortmeldung wird von allen vergleichbaren Gruppen getragen.")

    def dissent(self) -> None:
        """What divides the groups."""
        self._sentences("dividing", "Keine Wortmeldung teilt die Gruppen.")

    def one_place(self) -> None:
        """What was said in one place only."""
        places = {item.place for item in self.held}
        everywhere = "Jedes Thema und jedes Hindernis wurde an mehreren Orten genannt."
        self._sentences("places", everywhere if len(places) > 1 else "Es gab erst an einem Ort eine Konferenz.")

    def rounds(self) -> None:
        """The first round against the second."""
        self._sentences("rounds", "Es gab erst eine Runde.")

    def unassigned(self) -> None:
        """Wortmeldungen without a theme, with what the word lists propose."""
        nothing = "Alle Wortmeldungen sind zugeordnet." if self.held else NONE_YET
        display(HTML(unassigned_html(self.found.spoken, self.themes, nothing)))

    def method(self) -> None:
        """How it was condensed, and how far two people agreed."""
        names, alpha = coders(self.voices.codings), agreement(self.voices.codings)
        mark = f"{DEMO}: " if self.demo else ""
        if len(names) > 1 and not isnan(alpha):
            say(
                f"{mark}{len(names)}{NO_BREAK}Personen haben unabhängig voneinander kodiert. Ihre Übereinstimmung nach "
                f"Krippendorff beträgt α{NO_BREAK}={NO_BREAK}{german_number(alpha, 2)} (1 ist völlige Übereinstimmung, "
                "0 wäre Zufall; ab 0,80 gilt eine Kodierung als verlässlich, ab 0,67 als vorläufig brauchbar)."
            )
        else:
            say("Wie verlässlich die Zuordnung ist, zeigt sich erst, wenn eine zweite Person unabhängig kodiert.")
        say_list(METHOD)

    def wordings(self) -> None:
        """Every Wortmeldung, and where it went."""
        for item in self.held:
            own = [voice for voice in self.found.spoken if voice.conference == item]
            display(HTML(conference_section(item, own, self.found.index, self.biography)))
        if not self.held:
            say(NOTHING)

    def record(self) -> None:
        """Hand the main results over to the synthesis."""
        if self.held:
            chosen = [
                *self.found.sentences["themes"][:3],
                *self.found.sentences["shared"][:1],
                *self.found.sentences["dividing"][:1],
            ]
            glue("konferenzen", {"demo": self.demo, "sentences": [in_one_line(sentence) for sentence in chosen]})

    def _sentences(self, kind: str, nothing: str) -> None:
        items = [sentence_html(sentence, self.demo) for sentence in self.found.sentences[kind]]
        if not items:
            return say_list([], nothing if self.held else NONE_YET)
        html = "".join(items[:MOST])
        if len(items) > MOST:
            more = f"{len(items) - MOST}{NO_BREAK}weitere"
            html += f'<details class="isp-more"><summary>{more}</summary>{"".join(items[MOST:])}</details>'
        display(HTML(html))
        return None

    def _table(self, rows: Sequence[dict[str, object]], title: str, measure: str, name: str) -> None:
        if not rows:
            return
        caption = Caption(
            title=f"{DEMO}: {title}" if self.demo else title,
            measure=measure,
            source=f"Quelle: {DEMO}" if self.demo else "Quelle: Protokolle der Sozialraumkonferenzen",
            description=f"Tabelle: {title}, {measure}, {self.county.name}.",
            csv=f"sozialraumkonferenzen_{name}",
            kind=Kind.LIST,
            digits=0,
            demo=self.demo,
        )
        show(table(pd.DataFrame(list(rows)), caption))
