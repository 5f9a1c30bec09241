"""Which department delivers what a Kennzahl counts."""

from collections.abc import Iterable

from isp_utils.model.catalogue import Indicator, Source
from isp_utils.model.terms import Term


def deliverer_of(indicator: Indicator, sources: Iterable[Source]) -> Source | None:
    """The county's own source that delivers the numerator of a Kennzahl; None where no department does."""
    facts = {term.fact for term in Term.each(indicator.numerator)}
    return next((source for source in sources if facts & {demo.fact for demo in source.demo}), None)
