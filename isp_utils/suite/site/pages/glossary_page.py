"""Glossar: the words of the reports in the order of the alphabet, a heading for each letter."""

from itertools import groupby

from isp_utils.model.glossary import read_glossary
from isp_utils.suite.site.pages.small_page import Material
from isp_utils.suite.site.template import rendered


def glossary_body(material: Material) -> str:
    """Inside of the page."""
    entries = read_glossary(material.texts, material.words)
    letters = [(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: entry.place[0].upper())]
    return rendered("glossar", letters=letters)
