"""The Kurzfassung of a report: what a committee reads on two sides of A4."""

from collections.abc import Sequence
from dataclasses import dataclass

from isp_utils.charts import Fragment, profile_table
from isp_utils.indicators.statements.salience import Highlight, varied
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import FIELDS, Indicator
from isp_utils.model.indicator import TIERS
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.items import message_list
from isp_utils.pages.parts.profile_rows import profile_rows
from isp_utils.pages.parts.spoken import question_sentence
from isp_utils.pages.start import Findings, county_profile

MESSAGES, ROWS, QUESTIONS, OFFICES, NAMES = 4, 8, 5, 6, 4  # as many as fit on the two sides


@dataclass(frozen=True)
class Short:
    """The pieces of a Kurzfassung, as HTML and as sentences; `field` "" is the one of the whole."""

    field: str
    report: str  # address of the whole report
    messages: str
    profile: Fragment
    questions: Sequence[str]
    missing: Sequence[str]
    sources: str

    @property
    def name(self) -> str:
        """What it is about."""
        return FIELDS.get(self.field, "Der Landkreis")


def short_of(found: Findings, field: str, words: Words, offices: dict[str, list[str]]) -> Short:
    """The Kurzfassung of a field ("": of all); `offices`: what nobody knows yet, by the office that could tell."""
    top = varied(found.of_field(field) if field else found.messages, MESSAGES)
    shown = rows_of(found, field, top)
    sources = Sources.of(said.own.source for said in shown)
    caption = words.profile("Der Landkreis unter den Kreisen", f"kurz_{field or 'landkreis'}", sources)
    names = (found.figures.county.short, found.land)
    table = profile_table(profile_rows(found.figures, shown, found.alike), caption, names)
    missing = [f"{office}: {_some(names)}." for office, names in list(offices.items())[:OFFICES]]
    pages = {page.field: page.html for page in found.figures.catalogue.pages}
    report = pages[field] if field else "index.html"
    listed, asked = message_list(top, found.land), questions(found, field, top)
    return Short(field, report, listed, table, asked, missing, caption.source)


def rows_of(found: Findings, field: str, top: Sequence[Highlight]) -> list[Statement]:
    """Statements of the profile: those of the messages, then the most important ones that can be compared."""
    told = [message.statement for message in top]
    others = county_profile(found) if not field else sorted(found.real(field), key=_importance)
    chosen = {said.indicator.id: said for said in (*told, *others) if said.indicator.comparable}
    return list(chosen.values())[:ROWS]


def _importance(said: Statement) -> int:
    return TIERS.index(said.indicator.tier)


def questions(found: Findings, field: str, top: Sequence[Highlight]) -> list[str]:
    """What a committee may ask: first about what stands out, then about the main Kennzahlen of the field."""
    asked: dict[str, Indicator] = {message.statement.indicator.id: message.statement.indicator for message in top}
    rest = [said.indicator for said in sorted(found.real(field), key=_importance)] if field else []
    asked |= {item.id: item for item in rest}
    lines = [question_sentence(item) for item in asked.values()]
    return list(dict.fromkeys(line for line in lines if line))[:QUESTIONS]


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMES
    return f"{', '.join(names[:NAMES])} und {more}\u00a0weitere" if more > 1 else enumeration(names)
