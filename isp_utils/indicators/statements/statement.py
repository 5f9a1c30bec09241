"""The statement on a Kennzahl: all pages, tables and files take comparison, verdict and development from here."""

from dataclasses import dataclass

from isp_utils.indicators.figure import Figure
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.comparison import Comparison, compared
from isp_utils.indicators.statements.development import Development, development_of
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance, hindered
from isp_utils.indicators.statements.place import Place, place_of
from isp_utils.model.catalogue import Indicator


@dataclass(frozen=True)
class Statement:
    """What may be said about the county's newest figure; a hindrance leaves the value and its reason, no judgement."""

    indicator: Indicator
    own: Figure
    hindered: Hindered | None
    references: tuple[Comparison, ...]  # Land, then Bund, as far as they have a figure
    land: Comparison | None
    development: Development | None
    place: Place | None

    @property
    def comparison(self) -> str:
        """'higher' | 'similar' | 'lower' than the Land, '' where nothing can be said."""
        return self.land.code if self.land and self.hindered is None else ""

    @property
    def verdict(self) -> str:
        """'better' | 'worse' than the Land; '' without difference, without direction or with a hindrance."""
        return verdict_of(self.indicator, self.comparison)

    @property
    def turn(self) -> str:
        """'better' | 'worse' development than the Land's, else ''."""
        return self.development.turn if self.development and self.hindered is None else ""


def verdict_of(indicator: Indicator, code: str) -> str:
    """'better' | 'worse' for the code of a comparison; '' without difference or without direction."""
    if code not in ("higher", "lower") or indicator.better == "none":
        return ""
    return "better" if code == indicator.better else "worse"


def statement_of(figures: Figures, indicator: Indicator) -> Statement | None:
    """The statement on the county's newest figure of a Kennzahl; None where it has no row at all."""
    own = figures.newest(indicator.id, figures.county.key)
    if own is None:
        return None
    if not own.published:
        return Statement(indicator, own, None, (), None, None, None)
    why = hindered(indicator, own, figures.newest_year)
    if why and why.why is Hindrance.DEMO:
        return Statement(indicator, own, why, (), None, None, None)
    found = [compared(figures, indicator, own, region) for region in (figures.county.key[:2], "DG")]
    place = None if why else place_of(figures, indicator, own)
    moved = development_of(figures, indicator, own, tested=why is None)
    return Statement(indicator, own, why, tuple(item for item in found if item), found[0], moved, place)
