"""A page that is no report: its file, its words in the navigation, and what it is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Catalogue, County


@dataclass(frozen=True)
class Material:
    """What a small page may be made from: the gated figures of one county, its catalogue, and the day of the run."""

    figures: Figures
    texts: Path  # folder of the catalogue
    created: str  # 31.12.2024

    @property
    def catalogue(self) -> Catalogue:
        """As the county reads it."""
        return self.figures.catalogue

    @property
    def county(self) -> County:
        """Whose site it is."""
        return self.figures.county

    @property
    def words(self) -> dict[str, str]:
        """What the {words} of the catalogue mean here."""
        return self.catalogue.words(self.county.key)


@dataclass(frozen=True)
class SmallPage:
    """File name, title of the page, words of the link to it, and the function that makes its inside."""

    html: str
    title: str
    link: str
    body: Callable[[Material], str]
