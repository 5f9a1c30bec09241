"""What office files say about themselves: the county, the day of the data, German everywhere, no library."""

import re
import zipfile
from datetime import datetime

import pytest
from docx import Document
from pptx import Presentation

from isp_utils.suite.documents.master import our_master
from isp_utils.suite.documents.paper import write_paper
from isp_utils.suite.documents.paper_template import write_paper_template
from isp_utils.suite.documents.slides import write_talk
from tests.suite.documents.said import FACTS, PAPER, TALK

LETTERS = re.compile(r"<a:(?:rPr|defRPr|endParaRPr)\b([^>]*)>")
OPENED = {"talk": Presentation, "paper": Document}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("eigenschaften")
    found = {"talk": folder / "a.pptx", "paper": folder / "a.docx"}
    write_talk(TALK, FACTS, found["talk"])
    write_paper(PAPER, FACTS, found["paper"])
    return found


def parts(path):
    with zipfile.ZipFile(path) as opened:
        names = [name for name in opened.namelist() if name.endswith((".xml", ".rels"))]
        return {name: opened.read(name).decode("utf-8") for name in names}


@pytest.mark.parametrize("kind", OPENED)
def test_title_author_and_day_are_those_of_the_county(files, kind):
    known = OPENED[kind](files[kind]).core_properties
    assert (known.title, known.author, known.last_modified_by) == (FACTS.title, FACTS.author, FACTS.author)
    assert (known.created.replace(tzinfo=None), known.modified.replace(tzinfo=None)) == (datetime(2031, 7, 9),) * 2
    assert known.language == "de-DE"


@pytest.mark.parametrize("kind", OPENED)
def test_nothing_of_the_templates_of_the_libraries_is_left(files, kind):
    found = parts(files[kind])
    strange = ("python-", "Steve", "2013", "Macintosh", "4:3")
    said = " ".join(text for name, text in found.items() if name.startswith("docProps"))
    assert [word for word in strange if word in said] == []
    with zipfile.ZipFile(files[kind]) as opened:
        assert [name for name in opened.namelist() if "thumbnail" in name or "printer" in name] == []


@pytest.mark.parametrize("kind", OPENED)
def test_every_word_is_german(files, kind):
    found = parts(files[kind])
    assert [name for name, text in found.items() if "en-US" in re.sub(r'w:eastAsia="[^"]*"', "", text)] == []


def test_every_run_of_a_slide_has_its_language(files):
    for name, text in parts(files["talk"]).items():
        letters = LETTERS.findall(text)
        assert [name for found in letters if 'lang="de-DE"' not in found] == []
        assert len(re.findall(r"<a:(?:r|fld|br)\b", text)) <= len(letters)


def test_our_forms_say_nothing_of_the_libraries_either(tmp_path):
    our_master().save(tmp_path / "folien.pptx")
    write_paper_template(tmp_path / "infovorlage.docx")
    for path in tmp_path.iterdir():
        found = parts(path)
        assert "python-" not in found["docProps/core.xml"]
        assert "2013" not in found["docProps/core.xml"]
        assert "Macintosh" not in found["docProps/app.xml"]
