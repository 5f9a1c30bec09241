"""No jargon on the pages: the texts of which they are made say none of the words of unsaid_words.toml."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from isp_utils.model.catalogue import Indicator, load
from isp_utils.model.toml import read_toml
from tests.architecture.tree import ROOT

UNSAID = read_toml(Path(__file__).parent / "unsaid_words.toml")
CATALOGUE = load()
SEEN = [load().seen_from(key) for key in (*CATALOGUE.counties, "01001")]
PRINTED = ("title", "short", "definition", "caveat", "unknown", "question")
TEMPLATES = ROOT / "isp_utils" / "suite" / "site" / "template"
PAGES = ROOT / "isp_utils" / "pages"
SENTENCE = re.compile(r"\w+ \w+")
OF_METHODS, OF_NAMES = ("methoden.html.j2", "facts.py"), "the methods page says"  # these two name the methods
OF_WORKSHOP = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)


def unsaid(text: str, table: str = "words") -> list[str]:
    """Every word of the list in a text, with what is said instead."""
    found = ((re.search(word, text), instead) for word, instead in UNSAID[table].items())
    return [f"{hit[0]}: {instead}" for hit, instead in found if hit]


def of_kennzahl(item: Indicator) -> Iterator[str]:
    yield from (getattr(item, name) for name in PRINTED)
    yield from (item.spoken, *item.responsible, *(found.reason for found in (*item.breaks, *item.exceptional)))


def of_notebook(path: Path) -> Iterator[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def of_module(path: Path) -> Iterator[str]:
    """Texts of a module that are sentences: no keys, no docstrings, no words of an error."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    docs |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in docs and SENTENCE.search(text):
            yield text


def of_toml(value: object) -> Iterator[str]:
    """Every text of a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in of_toml(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in of_toml(part))


def faults(texts: Iterator[str], where: str) -> list[str]:
    return [f"{where}: {fault}" for text in texts for fault in unsaid(text)]


@pytest.mark.parametrize("catalogue", SEEN)
def test_kennzahlen_and_notes_say_no_jargon(catalogue):
    assert [fault for item in catalogue.indicators.values() for fault in faults(of_kennzahl(item), item.id)] == []


def test_what_is_said_aloud_is_plainer_still():
    said = [(item.id, text) for item in CATALOGUE.indicators.values() for text in (item.spoken, item.question)]
    said += [(item.id, item.unknown) for item in CATALOGUE.indicators.values()]
    assert [f"{name}: {fault}" for name, text in said for fault in unsaid(text, "spoken")] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.j2")), ids=lambda path: path.stem)
def test_templates_say_no_jargon(path):
    found = unsaid(OF_WORKSHOP.sub("", path.read_text(encoding="utf-8")))
    assert [fault for fault in found if not (path.name in OF_METHODS and OF_NAMES in fault)] == []


def test_notebooks_say_no_jargon():
    books = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert len(books) > 5
    assert [fault for path in books for fault in faults(of_notebook(path), path.name)] == []


def test_modules_of_the_pages_say_no_jargon():
    found = [fault for path in sorted(PAGES.rglob("*.py")) for fault in faults(of_module(path), path.name)]
    assert [fault for fault in found if not (fault.startswith(OF_METHODS) and OF_NAMES in fault)] == []


@pytest.mark.parametrize("name", ["needs", "stations", "obstacles", "topics", "offers", "pages", "gaps", "planning"])
def test_other_texts_of_the_catalogue_say_no_jargon(name):
    assert faults(of_toml(read_toml(ROOT / "isp_utils" / "catalogue" / f"{name}.toml")), name) == []


def test_quotation_marks_are_of_one_kind():
    texts = [(item.id, text) for item in CATALOGUE.indicators.values() for text in of_kennzahl(item)]
    assert [name for name, text in texts if re.search('[»«"]', text)] == []


def test_each_rule_can_fail():
    assert unsaid("Quelle: Katalog der Suite.") == ["Katalog der Suite: Beschreibung der Kennzahlen"]
    assert unsaid("Berechtigte") == []
    assert unsaid("Leistungsberechtigte", "spoken")
