"""Slides: a title, one native chart or table, an alternative text and notes each, on our master or the county's."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches

from isp_utils.model.errors import InputError
from isp_utils.suite.documents.slides import write_talk
from tests.suite.documents.office import as_pdf, overflowing, pages_of, require_office
from tests.suite.documents.said import FACTS, LINES, QUESTION, STAMP, TALK


@pytest.fixture(scope="module")
def slides(tmp_path_factory):
    path = tmp_path_factory.mktemp("folien") / "vortrag.pptx"
    write_talk(TALK, FACTS, path)
    return path


def written(folder, master):
    path = folder / "vortrag.pptx"
    write_talk(TALK, FACTS, path, master)
    return path


def visuals(slide):
    return [shape for shape in slide.shapes if shape.has_chart or shape.has_table]


def text(slide):
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_slide_has_title_notes_number_stamp_and_one_described_chart_or_table(slides):
    for slide in Presentation(slides).slides:
        assert slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text
        (visual,) = visuals(slide)
        assert visual._element.xpath(".//p:cNvPr")[0].get("descr")
        assert STAMP in text(slide)
        assert slide._element.xpath(".//a:fld[@type='slidenum']")


def test_no_placeholder_stays_empty(slides):
    for slide in Presentation(slides).slides:
        assert [shape.name for shape in slide.placeholders if not shape.text_frame.text.strip()] == []


def test_at_most_three_points_beside_a_picture(slides):
    for slide in list(Presentation(slides).slides)[1:]:
        for shape in slide.placeholders:
            if shape.placeholder_format.idx == 1:
                points = [item for item in shape.text_frame.paragraphs if item.runs[0].font.size.pt < 50]
                assert len(points) <= 3


def test_the_workbook_of_a_chart_holds_what_is_printed_and_nothing_else(slides):
    (frame,) = visuals(Presentation(slides).slides[1])
    rows = list(load_workbook(BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active.values)
    assert rows[0][1:] == ("Musterkreis", "Musterland")
    assert [row[1] for row in rows[1:]] == list(LINES.lines[0].values)
    assert len(rows) == 1 + len(LINES.categories)


def test_a_missing_year_is_a_gap_in_the_line(slides):
    (frame,) = visuals(Presentation(slides).slides[1])
    assert frame.chart.plots[0].series[0].values[2] is None


def test_no_text_runs_out_of_its_box(slides, tmp_path):
    require_office()
    pages = pages_of(as_pdf(slides, tmp_path))
    made = list(Presentation(slides).slides)
    assert len(pages) == len(made)
    for slide, words in zip(made, pages, strict=True):
        shapes = [shape for shape in slide.shapes if shape.has_text_frame]
        assert [found for shape in shapes if (found := overflowing(shape, words)) and "‹Nr.›" not in found] == []


def test_a_box_that_is_too_small_is_found(slides, tmp_path):
    require_office()
    made = Presentation(slides)
    title = made.slides[1].shapes.title
    title.left, title.top, title.width, title.height = Inches(0.6), Inches(0.4), Inches(4), Inches(0.5)
    made.save(tmp_path / "eng.pptx")
    words = pages_of(as_pdf(tmp_path / "eng.pptx", tmp_path))[1]
    assert overflowing(Presentation(tmp_path / "eng.pptx").slides[1].shapes.title, words)


def test_the_master_of_the_county_replaces_ours(tmp_path):
    made = Presentation()  # 4:3, other layouts, an example slide
    made.slide_layouts[1].name = "Titel und Inhalt"
    example = made.slides.add_slide(made.slide_layouts[0])
    example.shapes.title.text = "Beispiel der Hausschrift"
    made.save(tmp_path / "folien.pptx")
    found = Presentation(written(tmp_path, tmp_path / "folien.pptx"))
    assert (found.slide_width, found.slide_height) == (made.slide_width, made.slide_height)
    assert len(found.slides) == 1 + len(TALK.slides)
    assert "Beispiel" not in " ".join(text(slide) for slide in found.slides)
    assert QUESTION in text(found.slides[1])
    assert all(visuals(slide) for slide in found.slides)


def test_words_have_room_on_a_master_of_the_county_too(tmp_path):
    require_office()
    Presentation().save(tmp_path / "folien.pptx")  # 4:3, titles of 44 points in the middle
    path = written(tmp_path, tmp_path / "folien.pptx")
    for slide, words in zip(Presentation(path).slides, pages_of(as_pdf(path, tmp_path)), strict=True):
        shapes = [slide.shapes.title, *(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)]
        assert [found for shape in shapes if (found := overflowing(shape, words))] == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04kein Archiv", b"Text"])
def test_a_master_that_is_no_presentation_is_refused(tmp_path, content):
    (tmp_path / "folien.pptx").write_bytes(content)
    with pytest.raises(InputError, match=r"folien\.pptx: Die Datei lässt sich nicht als PowerPoint-Datei öffnen"):
        written(tmp_path, tmp_path / "folien.pptx")


def test_a_master_without_room_for_content_is_refused(tmp_path):
    made = Presentation()
    for layout in list(made.slide_layouts)[1:]:
        made.slide_layouts.remove(layout)
    made.save(tmp_path / "folien.pptx")
    with pytest.raises(InputError, match="„Titel und Inhalt“ anlegen"):
        written(tmp_path, tmp_path / "folien.pptx")
