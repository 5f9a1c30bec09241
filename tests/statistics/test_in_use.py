"""No statistics without a reader: what no page reaches stands in the decision with the issue that will use it."""

import re

import isp_utils.statistics as room
from tests.architecture.tree import ROOT
from tests.statistics.use import ROOM, house, unused

DECISION = next((ROOT / "docs" / "decisions").glob("*statistik.md"))  # its number is not our business
KEPT = re.compile(r"^\| `([\w.]+)`: ([\w, ]+?) \| [G-L] \d+(?:, (?:[G-L] )?\d+)* \| \S.{15,} \|$", re.MULTILINE)


def kept(page: str) -> set[tuple[str, str]]:
    """Module and name of every row of the table "Kept for later": `module`: names | issue and point | what for."""
    return {(f"{ROOM}.{module}", name.strip()) for module, names in KEPT.findall(page) for name in names.split(",")}


def test_what_no_page_reaches_is_kept_for_a_named_reason():
    idle, listed = unused(house(ROOT)), kept(DECISION.read_text(encoding="utf-8"))
    assert listed, "the table is not read any more"
    assert idle - listed == set(), "no page reaches these: use them, delete them, or say in the decision for what"
    assert listed - idle == set(), "in the table, but in use by now or not there any more"


def test_the_index_names_every_module():
    modules = {name for name, text in house(ROOT).items() if name.startswith(f"{ROOM}.") and "def " in text}
    named = re.findall(r"^- `(\w+)`:", str(room.__doc__), re.MULTILINE)
    assert sorted(named) == sorted(name.rpartition(".")[2] for name in modules)


def test_use_is_followed_through_functions_and_modules():
    sources = {
        "isp_utils.page": "from isp_utils.statistics import a\nfrom isp_utils.statistics.b import shown as s\na.top()",
        "isp_utils.statistics.a": "from isp_utils.statistics.b import deep\ndef top(): return _inner()\n"
        "def _inner(): return deep\ndef idle(): return idle_too()\ndef idle_too(): pass",
        "isp_utils.statistics.b": "class Kind: pass\ndef deep() -> Kind: pass\ndef shown(): pass\nclass Lone: pass",
    }
    alone = {("isp_utils.statistics.a", "idle"), ("isp_utils.statistics.a", "idle_too")}
    # an import that nobody uses is no use: the linter forbids it, and here it counts for nothing
    assert unused(sources) == alone | {("isp_utils.statistics.b", "Lone"), ("isp_utils.statistics.b", "shown")}


def test_a_row_without_issue_or_reason_is_no_reason():
    assert kept("| `peers`: nearest, far | H 8 | four or five comparable Kreise |") == {
        (f"{ROOM}.peers", "nearest"),
        (f"{ROOM}.peers", "far"),
    }
    assert kept("| `peers`: nearest | H 8, J 1 | four or five comparable Kreise |") != set()
    assert kept("| `peers`: nearest | later | four or five comparable Kreise |") == set()
    assert kept("| `peers`: nearest | H 8 | later |") == set()
