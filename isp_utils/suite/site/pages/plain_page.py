"""Leichte Sprache: the numbers of the reports in plain lines, only where the county's figure may be judged."""

from collections.abc import Mapping
from typing import Any

from isp_utils.indicators.figure import Figure
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import year_of
from isp_utils.model.plain_language import PlainBlock, PlainLanguage, read_plain_language
from isp_utils.model.wording import capital, german_number
from isp_utils.model.words import filled, named_words
from isp_utils.suite.site.pages.small_page import Material
from isp_utils.suite.site.template import rendered


def plain_body(material: Material) -> str:
    """Inside of the page."""
    texts = read_plain_language(material.texts)
    blocks = [found for block in texts.blocks if (found := _block(texts, block, material))]
    words = material.words
    return rendered(
        "leichte-sprache",
        intro=filled(texts.intro, words),
        about=filled(texts.about, words),
        unchecked=filled(texts.unchecked, words),
        blocks=blocks,
        county=material.county,
    )


def _block(texts: PlainLanguage, block: PlainBlock, material: Material) -> Mapping[str, Any] | None:
    """Title and finished lines; None where the county has no figure of the Kennzahl that may be judged."""
    item = material.catalogue.indicators.get(block.indicator)
    said = material.statements.get(item.id) if item else None
    if said is None or not said.own.published or said.own.demo or said.hindered:
        return None
    blanks = _blanks(said, material)
    compared = texts.compared(block, said.comparison, blanks["rund"] != blanks.get("land_rund"))
    lines = [filled(line, blanks) for line in (*block.lines, compared)]
    return {
        "title": block.title,
        "lines": [capital(line) for line in lines if line and not named_words(line)],
        "indicator": block.indicator,
    }


def _blanks(said: Statement, material: Material) -> dict[str, str]:
    """What fills the blanks; those of the Land only where the two may stand side by side."""
    item, own = said.indicator, said.own
    land = material.catalogue.register[material.county.key[:2]].name
    period = own.period if "/" in own.period else str(year_of(own.period))
    found = {"hier": material.county.in_sentence, "land": land, "jahr": period, **_numbers(own, item, "")}
    return found | (_numbers(said.land.other, item, "land_") if said.land else {})


def _numbers(figure: Figure, item: Indicator, before: str) -> dict[str, str]:
    """The value as the reports print it, and without decimals."""
    return {f"{before}wert": german_number(figure.value, item.digits), f"{before}rund": german_number(figure.value)}
