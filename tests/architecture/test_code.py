"""Size, arguments, docstrings, annotations, exceptions and names of the package's code."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.tree import modules, name_of

MOST_LINES = 250
MOST_ARGUMENTS = 5
BROAD = {"Exception", "BaseException"}
DRAWERS = {"utils", "util", "helper", "helpers", "misc", "common", "manager", "tools"}
WEAK_NAMES = {"df", "helper", "util", "utils", "manager"}
WEAK_VERBS = ("get_", "process_", "handle_")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def breaches(source: str) -> list[str]:
    """Everything in a module's source that breaks a rule of this file, with its line."""
    tree = ast.parse(source)
    found = [*size(source), *excepts(tree), *names(tree), *wide_functions(tree), *undocumented(tree)]
    return [f"line {line}: {text}" for line, text in sorted(found)]


def size(source: str) -> Iterator[tuple[int, str]]:
    """A module longer than can be read in one go."""
    lines = source.count("\n")
    if lines > MOST_LINES:
        yield lines, f"{lines} lines, at most {MOST_LINES}"


def excepts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Bare and broad handlers, also hidden in a tuple or in contextlib.suppress."""
    for node in ast.walk(tree):
        caught: list[ast.expr | None] = []
        if isinstance(node, ast.ExceptHandler):
            caught = list(node.type.elts) if isinstance(node.type, ast.Tuple) else [node.type]
        if isinstance(node, ast.Call) and last_name(node.func) == "suppress":
            caught = list(node.args)
        for kind in caught:
            if kind is None or last_name(kind) in BROAD:
                yield node.lineno, "bare or broad except"


def last_name(node: ast.expr) -> str:
    """`b` of `a.b`, `b` of `b`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names that say nothing: df, helper, get_..., process_...; a base class may demand such a method."""
    heirs = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.bases]
    demanded = {method for heir in heirs for method in heir.body}
    for node in ast.walk(tree):
        if node in demanded:
            continue
        if isinstance(node, Function | ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        else:
            continue
        bare = name.strip("_").lower()
        if bare in WEAK_NAMES or (isinstance(node, Function) and bare.startswith(WEAK_VERBS)):
            yield node.lineno, f"the name {name} says nothing"


def wide_functions(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Functions with more arguments than one keeps in mind; self and cls do not count."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and len(arguments(node)) > MOST_ARGUMENTS:
            yield node.lineno, f"{node.name} takes {len(arguments(node))} arguments, at most {MOST_ARGUMENTS}"


def arguments(function: Function) -> list[ast.arg]:
    """All arguments of a function but self and cls."""
    spec = function.args
    every = [*spec.posonlyargs, *spec.args, spec.vararg, *spec.kwonlyargs, spec.kwarg]
    return [arg for arg in every if arg is not None and arg.arg not in {"self", "cls"}]


def undocumented(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The module and every public class, function and method without docstring or full annotations."""
    if not ast.get_docstring(tree):
        yield 1, "the module has no docstring"
    for node in public(tree):
        if not ast.get_docstring(node):
            yield node.lineno, f"{node.name} has no docstring"
        if isinstance(node, Function):
            bare = [arg.arg for arg in arguments(node) if arg.annotation is None]
            if bare or node.returns is None:
                yield node.lineno, f"{node.name} is not fully annotated"


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Public classes and functions of a module and public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_code_keeps_the_rules(path):
    assert path.stem not in DRAWERS, "a drawer for anything: name the module after its one responsibility"
    assert breaches(path.read_text(encoding="utf-8")) == []


HEAD = '"""M."""\n'
BAD = {
    "no module docstring": "X = 1\n",
    "no docstring": HEAD + "def f() -> int:\n    return 1\n",
    "method without docstring": HEAD + 'class A:\n    """A."""\n    def f(self) -> int:\n        return 1\n',
    "no annotation": HEAD + 'def f(a) -> int:\n    """F."""\n',
    "no return type": HEAD + 'def f(a: int):\n    """F."""\n',
    "six arguments": HEAD + "def _f(a, b, c, d, *e, **g):\n    pass\n",
    "bare except": HEAD + "try:\n    pass\nexcept:\n    pass\n",
    "broad except": HEAD + "try:\n    pass\nexcept (ValueError, Exception):\n    pass\n",
    "broad suppress": HEAD + "with contextlib.suppress(BaseException):\n    pass\n",
    "weak verb": HEAD + "def _get_rows() -> int:\n    return 1\n",
    "weak method": HEAD + "class _A:\n    def handle_data(self):\n        pass\n",
    "weak name": HEAD + "df = 1\n",
    "weak argument": HEAD + "X = lambda df: df\n",
    "too long": HEAD + "X = 1\n" * MOST_LINES,
}


@pytest.mark.parametrize("source", BAD.values(), ids=BAD)
def test_each_rule_can_fail(source):
    assert len(breaches(source)) == 1


def test_good_code_passes():
    narrow = "try:\n    X = 1\nexcept (KeyError, ValueError):\n    X = 2\n"
    heir = "class _A(HTMLParser):\n    def handle_data(self):\n        pass\n"
    assert breaches(HEAD + heir) == []
    assert breaches(HEAD + narrow + "def _f(self, a, b, c, d, e):\n    pass\n") == []
