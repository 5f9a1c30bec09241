"""The documents lead where they say, and the README names the two commands that CI uses."""

import re
from pathlib import Path

import yaml

from tests.architecture.tree import ROOT, name_of, project_files

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def dead_links(document: Path) -> list[str]:
    """Relative links of a Markdown file that lead nowhere."""
    text = document.read_text(encoding="utf-8")
    return [link for link in LINK.findall(text) if not (document.parent / link).exists()]


def test_links_lead_somewhere():
    documents = [path for path in project_files() if path.suffix == ".md"]
    assert sum(len(LINK.findall(path.read_text(encoding="utf-8"))) for path in documents) > 10
    assert {name_of(path): dead for path in documents if (dead := dead_links(path))} == {}


def test_a_dead_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) [there](gone.md#part) ![picture](gone.png) [web](https://example.org/x)")
    assert dead_links(page) == ["gone.md", "gone.png"]


def test_ci_runs_the_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\npython run_all.py  " in readme
    assert "\npython run_all.py test" in readme
    assert "python3 run_all.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]


def test_publiccode_says_what_the_standard_asks_for():
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"} <= set(said)
    assert {"softwareType", "description", "legal", "maintenance", "localisation"} <= set(said)
    assert said["legal"]["license"] == "EUPL-1.2"
    assert set(said["description"]) >= {"de"}
    for text in said["description"].values():
        assert len(text["shortDescription"]) <= 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
