"""`isp gremium` and `isp vorlage gremien`: one set of documents for one meeting, refused where a word is wrong."""

import shutil

import pytest
from docx import Document
from pptx import Presentation

from isp_utils.store import Store, write_text
from isp_utils.suite.build.register import released
from tests.musterkreis import COUNTY, KREIS, PEERS, write_workplace
from tests.workplace import ROOT, command_in

DONE, REFUSED = 0, 2


@pytest.fixture(scope="module")
def place(built, tmp_path_factory) -> Store:
    """A built workplace of one's own, of which nothing has left the house yet."""
    return Store(shutil.copytree(built.home, tmp_path_factory.mktemp("haus") / "kopie"))


@pytest.fixture(scope="module")
def folder(place, tmp_path_factory):
    target = tmp_path_factory.mktemp("sitzung") / "fertig"
    assert released(place).table.empty
    given = ("--kreis", KREIS, "--sitzung", "2031-06-01", "--nummer", "2031/7", "--ziel", str(target))
    assert command_in(place.home, "gremium", "fachausschuss", *given) == DONE
    return target


def test_what_leaves_the_house_is_registered(place, folder):
    assert folder.exists()
    assert not released(place).table.empty


def test_during_a_run_it_waits(place, tmp_path, monkeypatch, capsys):
    """The internal folder is sealed then."""
    monkeypatch.setattr("isp_utils.suite.build.alone._taken", lambda file: False)
    target = tmp_path / "neu"
    asked = ("gremium", "fachausschuss", "--kreis", KREIS, "--ziel", str(target))
    assert command_in(place.home, *asked) == REFUSED
    assert "läuft schon ein Lauf" in capsys.readouterr().err
    assert not target.exists()


def test_before_the_first_run_it_says_what_to_do(tmp_path, capsys):
    home = write_workplace(tmp_path / "haus")
    assert command_in(home, "gremium", "fachausschuss", "--kreis", KREIS) == REFUSED
    assert "Bitte zuerst »python run_all.py« ausführen" in capsys.readouterr().err


def test_a_meeting_has_slides_paper_and_page(folder):
    slides = Presentation(folder / "gremien" / "fachausschuss.pptx").slides
    assert "01.06.2031" in "".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    paper = Document(folder / "gremien" / "fachausschuss.docx")
    assert "2031/7" in [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert "01.06.2031" in (folder / "fachausschuss.html").read_text(encoding="utf-8")


def test_no_link_of_the_page_leads_out_of_the_folder(folder):
    html = (folder / "fachausschuss.html").read_text(encoding="utf-8")
    links = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert [link for link in links if not link.startswith("#") and not (folder / link).exists()] == []


def test_without_a_place_of_its_own_it_lies_where_git_does_not_look_and_the_place_is_told(
    place, tmp_path, monkeypatch, capsys
):
    """In the workplace, from wherever the command was called."""
    monkeypatch.chdir(tmp_path)
    assert command_in(place.home, "gremium", "fachausschuss", "--kreis", KREIS, "--sitzung", "2031-06-01") == DONE
    folder = place.home / "sitzungen" / "fachausschuss_2031-06-01"
    assert (folder / "fachausschuss.html").exists()
    assert f"Unterlagen geschrieben: {folder}." in capsys.readouterr().out
    assert "sitzungen/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_a_place_that_is_named_lies_in_the_workplace_too(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command_in(place.home, "gremium", "fachausschuss", "--kreis", KREIS, "--ziel", "sitzungen/juni") == DONE
    assert (place.home / "sitzungen" / "juni" / "fachausschuss.html").exists()


def test_of_several_counties_one_must_be_named(built, tmp_path, capsys):
    home = shutil.copytree(built.home, tmp_path / "zwei")
    other = home / "isp_utils" / "catalogue" / "counties" / PEERS[0] / "county.toml"
    write_text(COUNTY.replace("Musterkreis", "Nachbar 1"), other)
    for arguments in (("gremium", "fachausschuss"), ("holen", "regionalstatistik"), ("vorlage", "jugendamt")):
        assert command_in(home, *arguments) == REFUSED
        said = capsys.readouterr().err
        assert "--kreis" in said
        assert KREIS in said
        assert PEERS[0] in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fachauschuss",), "Meinten Sie »fachausschuss«"),
        (("fachausschuss", "--sitzung", "1.6.2031"), "Erwartet wird ein Tag als JJJJ-MM-TT"),
        ((), "es fehlt"),
    ],
)
def test_a_slip_is_refused_in_german(built, capsys, arguments, said):
    assert command_in(built.home, "gremium", *arguments, "--kreis", KREIS) == REFUSED
    assert said in capsys.readouterr().err


def test_the_forms_can_be_written_and_used(built, tmp_path, capsys):
    target = tmp_path / "formulare"
    assert command_in(built.home, "vorlage", "gremien", "--ziel", str(target)) == DONE
    assert "data/raw/vorlagen" in capsys.readouterr().out
    assert len(Presentation(target / "folien.pptx").slide_layouts) == 2
    assert "{{ betreff }}" in [item.text for item in Document(target / "infovorlage.docx").paragraphs]
    assert command_in(built.home, "vorlage", "gremien", "--ziel", str(target)) == REFUSED
