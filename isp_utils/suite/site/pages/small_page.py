"""A page that is no report: its file, its words in the navigation, and what it is made from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Catalogue, County

_TEXT = re.compile(r"(?<=>)[^<]+(?=<)")
_TOGETHER = re.compile(r"(\d|§) (?=[\w§])")


@dataclass(frozen=True)
class Material:
    """What a small page may be made from: the gated figures of one county, its catalogue, and the day of the run."""

    figures: Figures
    texts: Path  # folder of the catalogue
    created: str  # 31.12.2024
    statements: Mapping[str, Statement | None]  # by Kennzahl

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


def unbroken_numbers(html: str) -> str:
    """Markup in which no line breaks between a number, or a §, and the word behind it.

    >>> unbroken_numbers("<p>§ 24 nennt 3 Jahre</p>") == "<p>§\\xa024\\xa0nennt 3\\xa0Jahre</p>"
    True
    """
    return _TEXT.sub(lambda text: _TOGETHER.sub("\\1\xa0", text[0]), html)
