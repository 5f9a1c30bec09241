"""No test lies where nobody looks for it."""

from fnmatch import fnmatch

from isp_utils.store import PACKAGE

TESTS = PACKAGE.parent / "tests"


def test_no_folder_with_tests_is_passed_over(pytestconfig):
    """Pytest passes over folders called build, dist, venv if it is not told otherwise: so it did with ours."""
    passed_over = [pattern for pattern in pytestconfig.getini("norecursedirs") if pattern != "__pycache__"]
    folders = {path.parent for root in (TESTS, PACKAGE) for path in root.rglob("*.py")}
    parts = {
        part.name for folder in folders for part in (folder, *folder.parents) if part.is_relative_to(PACKAGE.parent)
    }
    assert [name for name in parts - {PACKAGE.parent.name} if any(fnmatch(name, one) for one in passed_over)] == []
