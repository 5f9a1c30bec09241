"""Which department delivers what a Kennzahl counts."""

from collections.abc import Iterable

from isp_utils.model.catalogue import Catalogue, Indicator, Source
from isp_utils.model.terms import Term

NO_OFFICE = "Statistische Ämter"


def deliverer_of(indicator: Indicator, sources: Iterable[Source]) -> Source | None:
    """The county's own source that delivers the numerator of a Kennzahl; None where no department does."""
    facts = {term.fact for term in Term.each(indicator.numerator)}
    return next((source for source in sources if facts & {demo.fact for demo in source.demo}), None)


def office_of(catalogue: Catalogue, indicator: Indicator) -> str:
    """The office that could deliver a Kennzahl, as pages name it."""
    source = deliverer_of(indicator, catalogue.sources.values())
    return source.title.partition(":")[0] if source else NO_OFFICE


def by_office(catalogue: Catalogue, items: Iterable[Indicator]) -> dict[str, list[str]]:
    """Short titles of Kennzahlen by the office that could deliver them."""
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(office_of(catalogue, item), []).append(item.short)
    return found
