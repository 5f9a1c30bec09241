"""Imports run downwards only.

model <- intake, statistics, privacy <- store, indicators <- charts <- pages <- suite
"""

import ast

import pytest

from tests.architecture.tree import PACKAGE, modules, name_of

LAYERS = (
    {"catalogue"},  # data, no code
    {"model"},
    {"intake", "statistics", "privacy"},
    {"store", "indicators"},
    {"needs"},
    {"charts"},
    {"pages"},  # what a notebook may say
    {"suite"},
    {"__main__"},
)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
PEERS = (LAYERS[3],)  # these layers are steps of one work and may know one another


def imported_parts(tree: ast.AST, package: tuple[str, ...]) -> set[str]:
    """The parts of isp_utils (model, store, ...) that a module of the given package imports, at any depth."""
    targets = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            targets |= {f"{start}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in targets if name.startswith("isp_utils.")}


def breaches(module: str, source: str) -> list[str]:
    """What a module (its path below isp_utils) imports against the order of the layers."""
    own = module.split("/")[0].removesuffix(".py")
    package = ("isp_utils", *module.split("/")[:-1])
    parts = imported_parts(ast.parse(source), package) - {own}
    if own == "__init__":
        return [f"{module} must import nothing of the package"] if parts else []
    if own not in RANK:
        return [f"{module} belongs to no layer: give it a place in LAYERS"]
    return [f"{module} imports {part}" for part in sorted(parts) if not may_import(own, part)]


def may_import(own: str, part: str) -> bool:
    """Whether a layer may know another one."""
    peers = any({own, part} <= layer for layer in PEERS)
    return peers or (part in RANK and RANK[part] < RANK[own])


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_downwards(path):
    module = path.relative_to(PACKAGE).as_posix()
    assert breaches(module, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model/periods.py", "from isp_utils.store import facts"),
        ("privacy/suppression.py", "from isp_utils.statistics import intervals"),
        ("statistics/trend.py", "def f():\n    import isp_utils.intake.delivery.checks"),
        ("charts/trend.py", "from ..pages.field import Report"),
        ("pages/field.py", "from isp_utils import suite"),
        ("intake/delivery.py", "from .. import charts"),
        ("tools.py", "import json"),
        ("__init__.py", "from isp_utils.model import schema"),
        ("store.py", "import isp_utils.unknown"),
    ],
)
def test_a_wrong_import_is_found(module, source):
    assert breaches(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("indicators/compute.py", "from isp_utils.store import read\nfrom isp_utils.privacy import suppression"),
        ("suite/run.py", "from .plan import Plan\nfrom isp_utils.pages.field import Report\nimport pandas"),
        ("model/regions.py", "from isp_utils.model.errors import InputError"),
    ],
)
def test_a_right_import_passes(module, source):
    assert breaches(module, source) == []
