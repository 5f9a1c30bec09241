"""The paper: its words in our template or the county's, two pages, refused with the remedy where a place is wrong."""

import pytest
from docx import Document

from isp_utils.model.errors import InputError
from isp_utils.suite.documents.paper import words_of, write_paper
from isp_utils.suite.documents.paper_template import write_paper_template
from tests.suite.documents.office import as_pdf, pages_of, require_office
from tests.suite.documents.said import FACTS, PAPER, STAMP


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    path = tmp_path_factory.mktemp("vorlage") / "vorlage.docx"
    write_paper(PAPER, FACTS, path)
    return path


def text(path):
    made = Document(path)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    foot = [item.text for section in made.sections for item in (*section.header.paragraphs, *section.footer.paragraphs)]
    return "\n".join([*(item.text for item in made.paragraphs), *cells, *foot])


def filled(folder, *lines):
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(folder / "infovorlage.docx")
    write_paper(PAPER, FACTS, folder / "fertig.docx", folder / "infovorlage.docx")
    return text(folder / "fertig.docx")


def test_every_word_of_the_paper_stands_in_it_and_no_place_is_left(paper):
    said = text(paper)
    wanted = [PAPER.number, PAPER.subject, PAPER.office, PAPER.day, PAPER.access, PAPER.proposal, STAMP]
    wanted += [*PAPER.situation, *PAPER.cost, *PAPER.questions, *PAPER.unknown, *PAPER.annexes, *PAPER.reading]
    wanted += [word for row in (*PAPER.steps, *PAPER.figures.rows) for word in row]
    assert [word for word in wanted if word not in said] == []
    assert "{" not in said
    assert "%}" not in said


def test_headings_table_heads_and_language_are_marked(paper):
    made = Document(paper)
    assert made.core_properties.title == FACTS.title
    assert made.core_properties.language == "de-DE"
    assert [item.style.name for item in made.paragraphs if item.style.name.startswith("Heading")].count(
        "Heading 1"
    ) == 1
    heads = [table for table in made.tables if table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")]
    assert len(heads) == 2


def test_it_has_exactly_two_pages(paper, tmp_path):
    require_office()
    pages = pages_of(as_pdf(paper, tmp_path))
    assert len(pages) == 2
    assert all(len(words) > 100 for words in pages)


def test_the_template_of_the_county_replaces_ours(tmp_path):
    said = filled(
        tmp_path,
        "Drucksache {{ nummer }}",
        "{{ betreff }}",
        "{%p for satz in sachstand %}",
        "{{ satz }}",
        "{%p endfor %}",
    )
    assert said.startswith(f"Drucksache {PAPER.number}\n{PAPER.subject}\n{PAPER.situation[0]}")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{{ betref }}"], r"infovorlage\.docx: \{\{ betref \}\} gibt es nicht. Meinten Sie »betreff«"),
        (["{{ betreff"], "Platzhalter ist unvollständig"),
        (["{%p for satz in sachstand %}", "{{ satz }}"], "Platzhalter ist unvollständig"),
        (["{{ betreff.__class__.__mro__ }}"], "Platzhalter ist unvollständig"),
    ],
)
def test_a_place_that_is_wrong_is_refused_with_the_remedy(tmp_path, lines, said):
    with pytest.raises(InputError, match=said):
        filled(tmp_path, *lines)


def test_a_template_that_is_no_document_is_refused(tmp_path):
    (tmp_path / "infovorlage.docx").write_bytes(b"kein Archiv")
    with pytest.raises(InputError, match="lässt sich nicht als Word-Datei öffnen"):
        write_paper(PAPER, FACTS, tmp_path / "fertig.docx", tmp_path / "infovorlage.docx")


def test_every_word_has_its_place_in_our_template(tmp_path):
    write_paper_template(tmp_path / "muster.docx")
    said = text(tmp_path / "muster.docx")
    lacking = [
        name for name in words_of(PAPER, FACTS) if f"{{{{ {name} }}}}" not in said and f"in {name} %" not in said
    ]
    assert lacking == []
