"""What the start page says: five sentences, a profile of the county, and the most important finding of each report."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from isp_utils.indicators.alike import alike
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.base_rate import base_rate
from isp_utils.indicators.statements.salience import Highlight, changes, messages, newest_of_each, varied
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import FIELDS, Indicator, PageEntry
from isp_utils.model.indicator import TIERS
from isp_utils.model.periods import year_of
from isp_utils.model.wording import NO_BREAK
from isp_utils.pages.parts.items import Link, entries, entry, message_entry, sentence
from isp_utils.pages.parts.spoken import unknown_sentence

KINDS = ("worse", "better", "other")
OF_FIELD = 2  # Kennzahlen of each field in the profile of the county


@dataclass(frozen=True)
class Findings:
    """The statements on all Kennzahlen of a county, and what of them matters most."""

    figures: Figures
    statements: Sequence[Statement]

    @property
    def land(self) -> str:
        """Name of the Land."""
        return self.figures.catalogue.register[self.figures.county.key[:2]].name

    @cached_property
    def alike(self) -> list[str]:
        """Keys of the comparable Kreise."""
        return alike(self.figures)

    @cached_property
    def messages(self) -> list[Highlight]:
        """What stands out, of all fields, the weightiest first; no older figures."""
        found = messages(self.figures, self.statements, self.alike)
        return [message for message in found if message.kind != "older"]

    def of_field(self, field: str) -> list[Highlight]:
        """Those of one planning field."""
        return [message for message in self.messages if message.statement.indicator.home == field]

    def real(self, field: str) -> list[Statement]:
        """Statements of a field on published figures that are not made up."""
        found = (said for said in self.statements if said.indicator.home == field)
        return [said for said in found if said.own.published and not said.own.demo]

    @cached_property
    def unknown(self) -> list[Indicator]:
        """Kennzahlen without a real figure that only the county's offices can deliver, the most important first."""
        known = {said.indicator.id for said in self.statements if said.own.published and not said.own.demo}
        lacking = [item for item in self.figures.catalogue.indicators.values() if item.id not in known and item.unknown]
        return sorted(lacking, key=lambda item: (TIERS.index(item.tier), -len(item.fields)))


def five_sentences(found: Findings, asks: Link) -> str:
    """HTML: the weightiest message of each kind, the clearest change, and what nobody knows; `asks`: where to ask.

    A Kennzahl stands once; a kind that nothing supports is left out.
    """
    pages = {page.field: page for page in found.figures.catalogue.pages if page.field}
    chosen: list[Highlight] = []
    for kind in KINDS:
        of_kind = [message for message in found.messages if message.kind == kind and message.statement.indicator.home]
        chosen += varied(of_kind, 1)
    told = {message.statement.indicator.id for message in chosen}
    turned = changes(found.figures, found.statements)
    chosen += [message for message in turned if message.statement.indicator.id not in told][:1]
    listed = [message_entry(message, _report(message, pages), found.land) for message in chosen]
    if found.unknown:
        link = f'<a href="{escape(asks[0], quote=True)}">{escape(asks[1])}</a>'
        listed.append(entry("unknown", unknown_sentence(found.unknown[0]), link))
    return entries(listed)


def _report(message: Highlight, pages: dict[str, PageEntry]) -> list[Link]:
    page = pages.get(message.statement.indicator.home)
    return [(page.html, page.title)] if page else []


def judged_sentence(found: Findings, statements: Sequence[Statement]) -> str:
    """How many of the Kennzahlen with better and worse stand worse than in the Land, and how many better; "" for one.

    Of two Kennzahlen that say the same only the newer counts.
    """
    judged = _judged(statements)
    if len(judged) <= 1:
        return ""
    worse, better = (sum(said.verdict == verdict for said in judged) for verdict in ("worse", "better"))
    return (
        f"Von {len(judged)}{NO_BREAK}Kennzahlen mit Wertung stehen {worse or 'keine'}{NO_BREAK}ungünstiger da als in "
        f"{found.land}, {better or 'keine'}{NO_BREAK}günstiger."
    )


def base_rate_sentence(found: Findings, statements: Sequence[Statement]) -> str:
    """What the count of judged_sentence is read against: how many it is in other Kreise; "" where that is unknown."""
    judged = _judged(statements)
    rate = base_rate(found.figures, judged) if len(judged) > 1 else None
    if rate is None:
        return ""
    kreise = f"der {rate.kreise}{NO_BREAK}Kreise{'' if rate.every else ' mit diesen Zahlen'}"
    more = f", in drei Vierteln höchstens{NO_BREAK}{rate.three_quarters}" if rate.three_quarters > rate.half else ""
    share = "der Hälfte" if more else "drei Vierteln"
    verb = "stehen" if rate.half > 1 else "steht"
    number = f"höchstens{NO_BREAK}{rate.half}" if rate.half else "keine"
    return f"Zum Vergleich, nach derselben Regel: In {share} {kreise} {verb} {number} davon ungünstiger da{more}."


def counted_sentences(found: Findings, statements: Sequence[Statement]) -> str:
    """The count of judged_sentence and what it is read against."""
    lines = (judged_sentence(found, statements), base_rate_sentence(found, statements))
    return " ".join(line for line in lines if line)


def _judged(statements: Sequence[Statement]) -> list[Statement]:
    """Those on Kennzahlen with better and worse that were compared; of two that say the same the newer."""
    return [said for said in newest_of_each(statements) if said.comparison and said.indicator.better != "none"]


def county_profile(found: Findings) -> list[Statement]:
    """The Kennzahlen that stand out most, two of each planning field."""
    return [message.statement for field in FIELDS for message in varied(found.of_field(field), OF_FIELD, per_topic=1)]


def first_sentence(found: Findings, field: str) -> str:
    """The most important finding of a report; "" where nothing stands out."""
    return next((sentence(message.statement, found.land) for message in varied(found.of_field(field), 1)), "")


def count_and_years(found: Findings, field: str) -> str:
    """'31 Kennzahlen, 2015 bis 2024': how many there are in a field, and from which years their newest figures are."""
    real = found.real(field)
    number = f"{len(real)}\u00a0Kennzahlen" if len(real) > 1 else "eine Kennzahl"
    return f"{number}, {_years(real)}" if real else ""


def newest_years(found: Findings) -> str:
    """'2011 bis 2025': from which years the newest figures of all fields are."""
    return _years([said for said in found.statements if said.own.published and not said.own.demo])


def _years(statements: Sequence[Statement]) -> str:
    years = sorted(year_of(said.own.period) for said in statements)
    return f"{years[0]} bis {years[-1]}" if years[0] < years[-1] else str(years[0])
