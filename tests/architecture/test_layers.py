"""Imports run downwards only, between the packages and between the rooms of a package.

model <- intake, statistics, privacy <- store, indicators <- needs <- charts <- pages <- suite
"""

import ast
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, modules, name_of

LAYERS = (
    {"catalogue"},  # data, no code
    {"model"},
    {"intake", "statistics", "privacy"},
    {"store", "indicators"},
    {"needs"},
    {"charts"},
    {"pages"},
    {"suite"},
    {"__main__"},
)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
LOOSE = {"__init__.py", "__main__.py", "store.py"}  # the only modules that lie in no room
ARRAYS_ONLY = ("statistics", "privacy/solver")  # rooms that know nothing of the package but errors


def imported(tree: ast.AST, package: tuple[str, ...]) -> set[str]:
    """Dotted names of isp_utils that a module of the given package imports, at any depth."""
    targets = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            targets |= {f"{start}.{alias.name}" for alias in node.names}
    return {name for name in targets if name.startswith("isp_utils.")}


def breaches(module: str, source: str) -> list[str]:
    """What a module (its path below isp_utils) imports against the order of the layers."""
    own = module.split("/")[0].removesuffix(".py")
    package = ("isp_utils", *module.split("/")[:-1])
    names = imported(ast.parse(source), package)
    parts = {name.split(".")[1] for name in names} - {own}
    if own == "__init__":
        return [f"{module} must import nothing of the package"] if parts else []
    if "/" not in module and module not in LOOSE:
        return [f"{module} lies loose: give it a room"]
    if own not in RANK:
        return [f"{module} belongs to no layer: give it a place in LAYERS"]
    found = [f"{module} imports {part}" for part in sorted(parts) if part not in RANK or RANK[part] >= RANK[own]]
    if module.startswith(ARRAYS_ONLY):
        room = ("isp_utils." + next(room for room in ARRAYS_ONLY if module.startswith(room))).replace("/", ".")
        known = (room, "isp_utils.model.errors")
        found += [f"{module} knows arrays alone, not {name}" for name in sorted(names) if not name.startswith(known)]
    return found


def rooms(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Which room (folder, or module that lies in none) of a package imports which, from its modules' sources."""
    links: dict[str, set[str]] = {}
    stems = {path.split("/")[1].removesuffix(".py") for path in sources}
    for path, source in sources.items():
        package, room = path.split("/")[0], path.split("/")[1].removesuffix(".py")
        names = imported(ast.parse(source), ("isp_utils", *path.split("/")[:-1]))
        inner = {name.split(".")[2] for name in names if name.startswith(f"isp_utils.{package}.")}
        links.setdefault(room, set()).update((inner & stems) - {room})
    return links


def circle(sources: Mapping[str, str]) -> str:
    """Rooms of a package that import one another in a circle; empty where there is none."""
    try:
        TopologicalSorter(rooms(sources)).prepare()
    except CycleError as error:
        return " -> ".join(error.args[1])
    return ""


def sources_of(paths: Iterable[Path]) -> dict[str, str]:
    """Source of each module by its path below isp_utils."""
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_downwards(path):
    module = path.relative_to(PACKAGE).as_posix()
    assert breaches(module, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("package", sorted({part for layer in LAYERS for part in layer if (PACKAGE / part).is_dir()}))
def test_rooms_of_a_package_import_in_no_circle(package):
    folder = PACKAGE / package
    inside = sources_of(path for path in modules() if path.is_relative_to(folder) and path.name != "__init__.py")
    assert circle(inside) == ""


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model/periods.py", "from isp_utils.store import facts"),
        ("privacy/cells/cells.py", "from isp_utils.statistics import intervals"),
        ("privacy/solver/audit.py", "from isp_utils.model.catalogue import Catalogue"),
        ("statistics/trend.py", "def f():\n    import isp_utils.intake.checks"),
        ("charts/trend.py", "from ..pages.field import Report"),
        ("pages/field.py", "from isp_utils import suite"),
        ("intake/delivery.py", "from .. import charts"),
        ("needs/outlook.py", "from isp_utils.charts import table"),
        ("report.py", "import json"),
        ("tools/paths.py", "import json"),
        ("__init__.py", "from isp_utils.model import schema"),
        ("store.py", "import isp_utils.unknown"),
    ],
)
def test_a_wrong_import_is_found(module, source):
    assert breaches(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("indicators/compute.py", "from isp_utils.model import schema\nfrom isp_utils.statistics import intervals"),
        ("suite/run/run.py", "from .kernels import X\nfrom isp_utils.pages.field import Report\nimport pandas"),
        ("model/regions.py", "from isp_utils.model.errors import InputError"),
    ],
)
def test_a_right_import_passes(module, source):
    assert breaches(module, source) == []


def test_a_circle_of_rooms_is_found():
    there = {"intake/files/a.py": "from isp_utils.intake.values.b import x", "intake/values/b.py": ""}
    back = there | {"intake/values/b.py": "def f():\n    from isp_utils.intake import files"}
    assert circle(there) == ""
    assert circle(back)
