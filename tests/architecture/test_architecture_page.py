"""docs/Architektur.md is true: its paths exist, its rooms are the folders, its quotations and its figure are right."""

import re
from collections.abc import Iterator

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.indicators.figures import Figures
from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.model.catalogue import load
from isp_utils.pages.parts import sentences
from isp_utils.privacy.gate import gate
from tests.architecture.test_layers import RANK
from tests.architecture.tree import PACKAGE, ROOT

PAGE = (ROOT / "docs" / "Architektur.md").read_text(encoding="utf-8")
MADE = ("data/processed/", "outputs/")  # by a run, not in git
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```\w+\n(.*?)```", re.DOTALL)
ROOM = re.compile(r"^\| `([\w.]+)` \| (\d) \|", re.MULTILINE)
BASE = "regionalstatistik/12411-0018_2018-2020.csv"


def paths(page: str) -> list[str]:
    """What a page names in code style and begins with a folder of the project; `<...>` stands for any name."""
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = [name for name in CODE.findall(BLOCK.sub("", page)) if name.split("/")[0] in tops and "/" in name]
    return [name for name in named if not name.startswith(MADE)]


def lost(page: str) -> list[str]:
    """Paths of a page that lead nowhere."""
    return [name for name in paths(page) if not any(ROOT.glob(re.sub(r"<[^>]+>", "*", name).rstrip("/")))]


def quotations(page: str) -> Iterator[tuple[str, str]]:
    """Every quoted line with the first file that its step (`**1. ...`) names."""
    for block in BLOCK.finditer(page):
        step = page[: block.start()].rpartition("\n**")[2]
        where = next(name for name in paths(step) if (ROOT / name).is_file())
        yield from ((where, line.strip()) for line in block[1].splitlines())


def test_every_path_exists():
    assert len(paths(PAGE)) > 20
    assert lost(PAGE) == []


def test_a_lost_path_is_found():
    assert lost("`docs/decisions/` `isp_utils/gone.py` `docs/<any>/x.md` `data/processed/intern/`") == [
        "isp_utils/gone.py",
        "docs/<any>/x.md",
    ]


def test_the_rooms_are_the_folders_on_their_floors():
    named = {name.removesuffix(".py"): int(floor) for name, floor in ROOM.findall(PAGE)}
    assert named == {room: rank for room, rank in RANK.items() if room != "__main__"}
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders == set(named) - {"store"}


def test_what_is_quoted_stands_there():
    quoted = list(quotations(PAGE))
    assert len(quoted) > 5
    for where, line in quoted:
        lines = (ROOT / where).read_text(encoding="utf-8").splitlines()
        assert line in map(str.strip, lines), f"{where} no longer says: {line}"
    where, line = quoted[0]
    number = int(re.search(r"Zeile (\d+)", PAGE)[1])
    assert (ROOT / where).read_text(encoding="utf-8").splitlines()[number - 1] == line


def test_the_figure_is_what_the_code_makes_of_the_quoted_row():
    catalogue = load(PACKAGE / "catalogue")
    files = (ROOT / next(quotations(PAGE))[0], ROOT / "data" / "raw" / BASE)
    facts = pd.concat([read_delivery(path, catalogue.register) for path in files])
    facts = facts[facts["region"] == "03354"].reset_index(drop=True)
    gated = gate(facts, [compute(facts, catalogue)], catalogue).tables[0]
    county, name = catalogue.county("03354"), "betreuungsquote_u3"
    figure = Figures(gated, catalogue, county, 9999).newest(name, "03354")
    assert figure is not None
    said = sentences.value(catalogue.indicators[name], figure, county.in_sentence)
    assert plain(said) in plain(PAGE.replace("\n> ", " "))
    assert plain(f"{figure.numerator:.0f} Kinder;") in plain(PAGE)


def plain(text: str) -> str:
    """The text with ordinary blanks and hyphens."""
    return re.sub(r"\s+", " ", text).replace("\u2011", "-")
