"""Terms, lists of sources and methods are taken apart in one place: model/terms.py."""

import ast
from collections.abc import Iterator

import pytest

from isp_utils.model.terms import PLUS, Method
from tests.architecture.tree import PACKAGE, modules, name_of

HOME = PACKAGE / "model" / "terms.py"
CUTTING = {"split", "rsplit", "partition", "rpartition"}
MARKS = {"Wilson", "genähert", "Poisson", *(method.value for method in Method)}
TESTING = {"startswith", "endswith", "contains", "removesuffix", "removeprefix"}


def breaches(source: str) -> list[str]:
    """Places of a module that write or read a short form by hand, with their lines."""
    tree = ast.parse(source)
    return [f"line {line}: {text}" for line, text in sorted((*sources(tree), *terms(tree), *methods(tree)))]


def sources(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The sign between two sources, alone or in an f-string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value == PLUS:
            yield node.lineno, "a list of sources: use Sources (in_sum for formulas)"


def terms(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A text cut at its slashes; the last part of an address (rsplit("/", 1)) is no term."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CUTTING:
            given = [item.value if isinstance(item, ast.Constant) else None for item in node.args]
            if given[:1] == ["/"] and (node.func.attr, given) != ("rsplit", ["/", 1]):
                yield node.lineno, "a term: use Term"


def methods(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A word of a method looked for in a text, or written down as such."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            asked = [item for item in (node.left, *node.comparators) if isinstance(item, ast.Constant)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TESTING:
            asked = [item for item in node.args if isinstance(item, ast.Constant)]
        elif isinstance(node, ast.keyword) and node.arg == "method":
            asked = [node.value] if isinstance(node.value, ast.Constant) else []
        else:
            continue
        if any(item.value in MARKS for item in asked):
            yield getattr(node, "lineno", 0), "a method known by its word: use Method"


@pytest.mark.parametrize("path", [path for path in modules() if path != HOME], ids=name_of)
def test_short_forms_are_read_by_their_types(path):
    assert breaches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "names = text.split(' + ')",
        "text = ' + '.join(names)",
        "SIGN = ' + '",
        "text = f'{first} + {second}'",
        "fact = term.split('/')[0]",
        "fact, age, group = (*term.split('/'), 'total', 'total')[:3]",
        "fact = term.split('/', 1)[0]",
        "what, age, group = name.rsplit('/', 2)",
        "fact = term.partition('/')[0]",
        "about = 'genähert' in figure.method",
        "shares = rows['method'].str.startswith('Wilson')",
        "given = table['method'] == 'veröffentlichter Wert'",
        "table = table.assign(method='Bestandszahl')",
    ],
)
def test_each_short_form_by_hand_is_found(source):
    assert breaches(source)


def test_what_is_no_short_form_passes():
    assert breaches("name = url.rsplit('/', 1)[-1]\nwords = {'ratio': 'Anteil mit Wilson-Intervall (95 %)'}") == []
