"""Nothing unused: somebody refers to every public top-level name of the package, and a test is nobody.

The statistics are left out: they have a rule of their own. Private names are the linter's.
"""

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOT, project_files

ELSEWHERE = "isp_utils.statistics"
READERS = ("benchmarks", "notebooks", "run_all.py")
EXCEPTIONS: dict[str, str] = {  # "module.name": why nobody refers to it
    "isp_utils.pages.data.kennzahlen": "the data door, for analyses (docs/Jupyter.md)",
    "isp_utils.pages.data.orte": "the data door, for analyses (docs/Jupyter.md)",
}

Name = tuple[str, str]  # module, name at its top level


def unused(sources: Mapping[str, str]) -> set[Name]:
    """Public names that no other statement of any source refers to; `sources`: text by dotted module or file name."""
    trees = {module: ast.parse(text) for module, text in sources.items()}
    rooms = {m: tree for m, tree in trees.items() if _is_room(m, trees)}
    passed_on = {(m, alias): origin for m, tree in rooms.items() for alias, origin in _imports(tree)}
    public = {(m, name) for m, tree in trees.items() if m.startswith("isp_utils") for name in _public(tree)}
    return public - {_origin(name, passed_on) for m, tree in trees.items() for name in _referred(m, tree, trees)}


def _is_room(module: str, modules: Iterable[str]) -> bool:
    """Whether a module is a package: what it imports is passed on, and used only where somebody takes it."""
    return any(other.startswith(f"{module}.") for other in modules)


def _origin(name: Name, passed_on: Mapping[Name, Name]) -> Name:
    """Where a name is defined, whichever packages passed it on (one that imports its own module passes nothing on)."""
    while passed_on.get(name, name) != name:
        name = passed_on[name]
    return name


def _imports(tree: ast.AST) -> Iterator[tuple[str, Name]]:
    """Local name, and module and name that it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, (node.module, alias.name)) for alias in node.names)


def _public(tree: ast.Module) -> Iterator[str]:
    return (name for node in tree.body for name in _defined(node) if not name.startswith("_"))


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)]


def _referred(module: str, tree: ast.Module, modules: Iterable[str]) -> Iterator[Name]:
    """What a module refers to: imported names, `module.name`, and its own names outside their definition."""
    imported = dict(_imports(tree))
    rooms = {alias: ".".join(origin) for alias, origin in imported.items() if ".".join(origin) in modules}
    for statement in tree.body:
        own = _defined(statement)
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms:
                yield rooms[node.value.id], node.attr
            for name in _names(node):
                if name in imported:
                    yield imported[name]
                elif name not in own:
                    yield module, name


def _names(node: ast.AST) -> set[str]:
    """Names that a node reads, also in an annotation in quotes."""
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Load) else set()
    quoted = [node.returns] if isinstance(node, ast.FunctionDef) else []
    quoted += [node.annotation] if isinstance(node, ast.arg | ast.AnnAssign) else []
    texts = [part.value for part in quoted if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return {inner.id for text in texts for inner in ast.walk(ast.parse(text)) if isinstance(inner, ast.Name)}


def house() -> dict[str, str]:
    """Text of all that may refer to a name: the package by dotted module, notebooks' code, scripts."""
    found = {}
    for path in project_files():
        inside = path.relative_to(ROOT)
        if path.suffix == ".py" and path.is_relative_to(PACKAGE):
            found[".".join(inside.with_suffix("").parts).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
        elif inside.parts[0] in READERS and path.suffix in (".py", ".ipynb"):
            found[inside.as_posix()] = _code(path)
    return found


def _code(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code")


def test_somebody_refers_to_every_public_name():
    idle = {f"{module}.{name}" for module, name in unused(house()) if not module.startswith(ELSEWHERE)}
    assert idle - set(EXCEPTIONS) == set(), "nothing but tests refers to these: use or delete them"
    assert set(EXCEPTIONS) - idle == set(), "in use by now, or gone: take them off the list"


def test_notebooks_and_scripts_are_read():
    found = house()
    assert {name.split("/")[0] for name in found if not name.startswith("isp_utils")} == set(READERS)


BAD = {
    "isp_utils.model.words": "UNUSED = 1\nUSED = 2\ndef idle(): return idle()\ndef taken(): return USED\n"
    "class Quoted: pass\ndef hint(x: 'Quoted') -> 'list[Quoted]': pass\ndef _private(): pass\nA, B = 1, 2\n",
    "isp_utils.charts": "from isp_utils.charts.inputs import Idle, Taken\n",
    "isp_utils.charts.inputs": "class Idle: pass\nclass Taken: pass\nclass Inner: pass\nPAIR: Inner = Inner()\n",
    "run_all.py": "from isp_utils.charts import Taken as T\nfrom isp_utils.model import words\n"
    "from isp_utils.model.words import hint\nwords.taken(T, words.B)\ndef go(): hint()\n",
}


def test_the_rule_finds_what_only_names_itself_or_is_only_passed_on():
    words, inputs = "isp_utils.model.words", "isp_utils.charts.inputs"
    expected = {(words, "UNUSED"), (words, "idle"), (words, "A"), (inputs, "Idle"), (inputs, "PAIR")}
    assert unused(BAD) == expected


def test_an_import_that_nobody_uses_is_no_use():
    sources = {"isp_utils.a": "X = 1\n", "isp_utils.b": "from isp_utils.a import X\n"}
    assert unused(sources) == {("isp_utils.a", "X")}
