"""What a field notebook may say: one verb, one piece of the page, always from the gated table."""

from collections.abc import Sequence
from functools import cached_property
from html import escape

from IPython.display import HTML, display

from isp_utils.charts import Fragment, peers, places, point_beside, points_from, profile_table, trend
from isp_utils.indicators.alike import alike
from isp_utils.indicators.composite import compute_index
from isp_utils.indicators.statements.salience import messages, varied
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import FIELDS, Indicator
from isp_utils.model.errors import InputError
from isp_utils.model.indicator import TIERS
from isp_utils.model.indices import read_index
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.terms import Sources
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import enumeration
from isp_utils.pages.page import Page, folded, say, say_list, show, show_pair
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.composite_index import parts_table, picture_of, sentences_of, unfit
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.deliverers import by_office
from isp_utils.pages.parts.items import message_list, sentence, statement_item
from isp_utils.pages.parts.links import report_of
from isp_utils.pages.parts.made_up import made_up_table
from isp_utils.pages.parts.profile_rows import profile_rows
from isp_utils.pages.parts.scraps import glue
from isp_utils.pages.parts.sentences import no_figure
from isp_utils.pages.parts.spoken import question_sentence, unknown_sentence
from isp_utils.pages.told import Told, told_of

ROLES = ("land", "bund")
FIRST, OLDER = 5, 3  # messages of a report, and of older figures below them
FEW_PLACES = 8  # more of them stand in a part that opens
TOP_ROWS = 14  # of the profile that stands at the top


class Report(Page):
    """The page of one planning field for one county, up to one year."""

    def __init__(self, field: str, kreis: str, jahr: int = 0, vergleich: Sequence[str] = ("land", "bund")) -> None:
        """`jahr` 0 takes the newest figures; `vergleich` names the reference areas."""
        super().__init__(kreis, jahr)
        if field not in FIELDS:
            raise InputError(f"Planungsfeld »{field}« gibt es nicht.{did_you_mean(str(field), FIELDS)}")
        self.field = field
        unknown = [role for role in vergleich if role not in ROLES]
        if unknown:
            raise InputError(f"vergleich: »{unknown[0]}«.{did_you_mean(unknown[0], ROLES)}")
        self.references = {role: {"land": self.county.key[:2], "bund": "DG"}[role] for role in vergleich}
        self.land = self.catalogue.register[self.county.key[:2]].name

    @cached_property
    def own(self) -> list[Statement]:
        """Statements on the Kennzahlen that are at home in this field."""
        return self.statements([item for item in self.catalogue.of_field(self.field) if item.home == self.field])

    @cached_property
    def real(self) -> list[Statement]:
        """Those on figures that are published and not made up."""
        return [said for said in self.own if said.own.published and not said.own.demo]

    @cached_property
    def alike(self) -> list[str]:
        """Keys of the Kreise most alike in structure."""
        return alike(self.figures)

    def messages(self) -> None:
        """What stands out in the field, and what stood out years ago; all findings are handed to the synthesis."""
        found = messages(self.figures, self.own, self.alike)
        newer = varied([message for message in found if message.kind != "older"], FIRST)
        older = [message for message in found if message.kind == "older"][:OLDER]
        nothing = "Keine Kennzahl dieses Feldes weicht so weit vom Land ab, dass es auffällt."
        display(HTML(message_list(newer, self.land) if newer else f"<p>{nothing}</p>"))
        if older:
            display(HTML(f"<h3>Ältere Zahlen, die auffielen</h3>{message_list(older, self.land)}"))
        for said in self.own:
            self._record(said)

    def profile(self) -> None:
        """The most important Kennzahlen of the field among the Kreise, in one table."""
        rows = self._by_weight(self.real)[:TOP_ROWS]
        self._profile(rows, f"{FIELDS[self.field]} im Vergleich der Kreise", f"{self.field}_profil")

    def overview(self) -> None:
        """All other Kennzahlen of the field with a published figure, in a part that opens."""
        rows = self._by_weight(self.real)[TOP_ROWS:]
        if rows:
            self._profile(rows, "Weitere Kennzahlen des Feldes", f"{self.field}_weitere", closed=True)

    def _by_weight(self, found: Sequence[Statement]) -> list[Statement]:
        """Judged before unjudged ones, then the most important tier; in it along the Bildungsbiografie."""
        return sorted(found, key=lambda said: (bool(said.hindered), TIERS.index(said.indicator.tier)))

    def _profile(self, found: Sequence[Statement], title: str, name: str, closed: bool = False) -> None:
        caption = self.words.profile(title, name, Sources.of(said.own.source for said in found))
        rows = profile_rows(self.figures, found, self.alike)
        fragment = profile_table(rows, caption, (self.county.short, self.land))
        show(folded(fragment, f"{title} ({len(rows)})") if closed else fragment)

    def answer(self, name: str) -> Told:
        """The main Kennzahl of a question: its sentence, its history, its places, and what is to be asked."""
        indicator = self.indicator(name)
        said = self.statement(indicator)
        if said is None or said.own.demo or not said.own.published:
            self.headline(name)
            return self._shown(indicator)
        asked = question_sentence(indicator)
        question = f'<p class="isp-ask">{escape(asked)}</p>' if asked else ""
        words = f'<div class="isp-words" id="{name}">{statement_item(said, self.land)}{question}</div>'
        show_pair(words, self._history(indicator))
        self.places(name)
        return self._shown(indicator)

    def _shown(self, indicator: Indicator) -> Told:
        """What was shown of a Kennzahl, with the series of the county, Land and Bund."""
        rows = self.table(indicator.id, [self.county.key, *self.references.values()])
        return told_of(indicator, self.statement(indicator), self.land, rows)

    def brief(self, name: str) -> None:
        """Sentence of a Kennzahl that stands beside a main one."""
        self.headline(name)

    def headline(self, name: str) -> None:
        """The figure in one spoken sentence, and how sure it is; where there is none, what nobody knows."""
        indicator = self.indicator(name)
        said = self.statement(indicator)
        if said is None or said.own.demo:
            made_up = ' <a href="#demodaten">So sähe es aus (Demodaten)</a>' if said else ""
            words = (
                f'<p class="isp-unknown">○ {escape(unknown_sentence(indicator) or no_figure(indicator))}{made_up}</p>'
            )
        else:
            words = statement_item(said, self.land)
        display(HTML(f'<div class="isp-item" id="{name}">{words}</div>'))

    def elsewhere(self, *names: str) -> None:
        """Kennzahlen of this question that another report tells about."""
        links = [
            f'<a href="{report_of(self.catalogue, item)}">{escape(item.short)}</a>'
            for item in map(self.indicator, names)
        ]
        display(HTML(f'<p class="isp-elsewhere">Siehe auch: {", ".join(links)}</p>'))

    def _record(self, said: Statement) -> None:
        """Hand the finding over to the synthesis."""
        finding = {"field": self.field, "station": said.indicator.station, "period": said.own.period}
        finding |= {"sentence": sentence(said, self.land), "comparison": said.comparison}
        glue(said.indicator.id, finding | {"verdict": said.verdict, "turn": said.turn, "demo": said.own.demo})

    def trend(self, name: str) -> Told:
        """The series of the county beside Land and Bund, cut at its breaks."""
        if fragment := self._history(self.indicator(name)):
            show(fragment)
        return self._shown(self.indicator(name))

    def _history(self, indicator: Indicator) -> Fragment | None:
        lines = curves(self.figures, indicator, self.references)
        if not lines:
            return None
        rows = self.figures.series(indicator.id, self.county.key)
        caption = self.words.trend(indicator, rows, tuple(line.label for line in lines))
        return trend(lines, caption, indicator.breaks)

    def peers(self, name: str) -> None:
        """The county among the Kreise of its Land; no order is shown where a figure must not be judged."""
        indicator = self.indicator(name)
        said = self.statement(indicator)
        if said is None or said.hindered or not indicator.comparable or not self._orders(said):
            return
        own = said.own
        rows = self.figures.peers(own)
        if len(rows) < 5:
            return
        labels = {key: self.catalogue.register[key].name for key in rows["region"]}
        land = self.figures.counterpart(own, self.county.key[:2])
        name_of_land = self.catalogue.register[self.county.key[:2]].name
        reference = point_beside(name_of_land, land) if land and land.published else None
        show(
            peers(points_from(rows, labels, own.region, self.alike), self.words.peers(indicator, own, rows), reference)
        )

    @staticmethod
    def _orders(said: Statement) -> bool:
        """Whether the order of the Kreise means anything: counts of everybody, or figures with limits."""
        return said.own.published and (said.indicator.nature == "stock" or said.own.certain)

    def places(self, name: str) -> None:
        """Areas inside the county, the smallest level for which there are figures."""
        indicator = self.indicator(name)
        for level in ("gemeinde", "samtgemeinde"):
            rows = self.figures.readable_areas(name, level)
            if not len(rows):
                continue
            labels = {key: self.catalogue.register[key].name for key in rows["region"]}
            whole = self.figures.whole(rows) if indicator.comparable else None
            reference = point_beside(self.county.short, whole) if whole else None
            word = LEVEL_WORDS[level] if level == "gemeinde" else self.said["verband"]
            caption = self.words.places(indicator, rows, word)
            fragment = places(points_from(rows, labels), caption, reference)
            show(fragment if len(rows) <= FEW_PLACES else folded(fragment, f"{caption.title} ({len(rows)})"))
            return

    def index(self, name: str) -> None:
        """A composite index of the catalogue: points, progress, place and class, as sure as they are."""
        index = read_index(self.store.catalogue / "indices" / f"{name}.toml", frozenset(self.catalogue.indicators))
        if against := unfit(index, self.figures):
            say(against)
            return
        found = compute_index(index, self.figures)
        say_list(sentences_of(index, found, self.county.short))
        if found:
            show(picture_of(index, found, self.figures, self.words))
            show(parts_table(index, self.figures, self.words))

    def demo(self) -> None:
        """Made-up figures of the field, in a part that opens: what a report will show once the offices deliver."""
        found = [said for said in self.own if said.own.demo]
        if not found:
            return
        caption = self.words.made_up(f"{self.field}_demodaten", Sources.of(said.own.source for said in found))
        fragment = folded(made_up_table(found, caption), f"{len(found)} Kennzahlen mit Demodaten")
        show(Fragment(f'<div id="demodaten">{fragment.html}</div>', fragment.name, fragment.csv))

    def missing(self) -> None:
        """What nobody knows yet, by the office that could tell."""
        items = self.catalogue.of_field(self.field)
        offices = by_office(self.catalogue, [item for item in items if item.home == self.field and self._lacks(item)])
        lines = [f"{office}: {enumeration(names)}." for office, names in sorted(offices.items())]
        say_list(lines, f"Zu jeder Kennzahl des Feldes {FIELDS[self.field]} liegt eine Zahl vor.")

    def _lacks(self, indicator: Indicator) -> bool:
        said = self.statement(indicator)
        return said is None or said.own.demo or not said.own.published

    def reading(self) -> None:
        """How many comparisons the page makes, and which Kreise are comparable."""
        say(judgements.how_many(self.own))
        rules = self.catalogue.alike
        if self.alike and rules:
            names = enumeration([self.catalogue.register[key].name for key in self.alike])
            say(f"{rules.method} Für {self.county.short} sind das {names}.")
