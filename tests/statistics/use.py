"""Which public names of isp_utils.statistics the rest of the package reaches, by reading the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = "isp_utils"
ROOM = "isp_utils.statistics"

Name = tuple[str, str]  # module, public or private name at its top level


def unused(sources: dict[str, str]) -> set[Name]:
    """Public functions and classes of the statistics that no module outside them reaches, also not through others.

    `sources`: text of every module of the house by its dotted name.
    """
    trees = {module: ast.parse(text) for module, text in sources.items()}
    defined = {module: dict(_defined(tree)) for module, tree in trees.items() if module.startswith(ROOM)}
    waiting = [n for m, tree in trees.items() if m not in defined for n in _named(tree, tree, m, defined)]
    reached: set[Name] = set()
    while waiting:
        module, name = waiting.pop()
        if (module, name) not in reached and name in defined.get(module, {}):
            reached.add((module, name))
            waiting += _named(defined[module][name], trees[module], module, defined)
    public = {(m, n) for m, names in defined.items() for n, node in names.items() if _public(n, node)}
    return public - reached


def _public(name: str, node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef) and not name.startswith("_")


def house(root: Path) -> dict[str, str]:
    """The modules of the package under `root` by dotted name."""
    found = {}
    for path in sorted((root / HOUSE).rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


def _defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Every name that a module defines at its top level, with its statement."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((t.id, node) for t in targets if isinstance(t, ast.Name))


def _named(part: ast.AST, module: ast.Module, own: str, defined: dict[str, dict[str, ast.stmt]]) -> Iterator[Name]:
    """Names of the statistics that a part of a module uses: imported ones, `module.name`, and the module's own."""
    names, rooms = {}, {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOM):
            for alias in node.names:
                here, inner = alias.asname or alias.name, f"{node.module}.{alias.name}"
                if inner in defined:
                    rooms[here] = inner
                else:
                    names[here] = (node.module, alias.name)
    for node in ast.walk(part):
        if isinstance(node, ast.Name):
            if node.id in names:
                yield names[node.id]
            elif node.id in defined.get(own, {}):
                yield own, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms:
            yield rooms[node.value.id], node.attr
