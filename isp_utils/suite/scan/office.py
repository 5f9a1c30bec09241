"""Slides and documents read back: charts with the workbooks that they carry, tables, and every paragraph, notes too.

A chart of figures has the id of its Kennzahl at the end of its name ("Diagramm kinderarmut_u15"); one without is
refused like a picture of a page of which nobody can say what may be hidden in it.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from isp_utils.charts.kinds import Kind
from isp_utils.suite.scan.as_seen import as_seen
from isp_utils.suite.scan.tables import Shown
from isp_utils.suite.scan.text_fragments import Piece

SLIDES, DOCUMENT = ".pptx", ".docx"
Rows = tuple[tuple[str, ...], ...]


def office_pictures(path: Path) -> Iterator[Shown]:
    """Charts and tables of a file of slides, tables of a document."""
    if path.suffix == SLIDES:
        for number, slide in enumerate(_slides(path), start=1):
            for shape in _shapes(slide.shapes):
                if shape.has_chart:
                    yield from _charts(shape, f"Folie {number}")
                elif shape.has_table:
                    rows = tuple(tuple(cell.text for cell in row.cells) for row in shape.table.rows)
                    yield _shown(Kind.OVERVIEW, "", (f"Folie {number}, Tabelle", ""), rows)
    elif path.suffix == DOCUMENT:
        for number, table in enumerate(_document(path).tables, start=1):
            rows = tuple(tuple(cell.text for cell in row.cells) for row in table.rows)
            yield _shown(Kind.OVERVIEW, "", (f"Tabelle {number}", ""), rows)


def office_sentences(path: Path, root: Path) -> Iterator[Piece]:
    """Every paragraph, alternative text and note, each as a sentence of a page is read."""
    name = str(path.relative_to(root))
    if path.suffix == SLIDES:
        for number, slide in enumerate(_slides(path), start=1):
            frames = [shape.text_frame for shape in _shapes(slide.shapes) if shape.has_text_frame]
            if slide.has_notes_slide:
                frames += [shape.text_frame for shape in slide.notes_slide.shapes if shape.has_text_frame]
            told = [paragraph.text for frame in frames for paragraph in frame.paragraphs]
            described = slide.element.xpath(".//p:cNvPr/@descr")
            for text in (*told, *described):
                yield Piece(f"{name}: Folie {number}", "p", " ".join(as_seen(str(text)).split()))
    elif path.suffix == DOCUMENT:
        for paragraph in _document(path).element.body.iter(_word("p")):
            text = "".join(str(run.text or "") for run in paragraph.iter(_word("t")))
            yield Piece(name, "p", " ".join(as_seen(text).split()))


def _charts(shape: Any, place: str) -> Iterator[Shown]:
    """A chart as it is drawn, and as the workbook behind it has it."""
    made, indicator = shape.chart, shape.name.rpartition(" ")[2]
    descriptions = shape._element.xpath(".//p:cNvPr/@descr")
    title = str(descriptions[0]) if descriptions else ""
    plot = made.plots[0]
    lines = [tuple(_text(value) for value in series.values) for series in plot.series]
    rows = tuple(zip((str(name) for name in plot.categories), *lines, strict=True))
    head = ("", *(series.name for series in plot.series))
    kind = Kind.PLACES if "bar" in str(plot._element.tag) else Kind.TREND
    yield _shown(kind, indicator, (f"{place}, Diagramm", title), (head, *rows))
    workbook = made.part.chart_workbook.xlsx_part
    if workbook is not None:
        for sheet in _sheets(workbook.blob):
            yield _shown(kind, indicator, (f"{place}, Mappe des Diagramms", title), sheet)


def _sheets(content: bytes) -> Iterator[Rows]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        lines = book.get_sheet_by_name(name).to_python()
        yield tuple(tuple(_text(cell) for cell in line) for line in lines)


def _shown(kind: Kind, indicator: str, words: tuple[str, str], rows: Sequence[Sequence[str]]) -> Shown:
    name, title = words
    head, *others = [tuple(row) for row in rows] or [()]
    return Shown(kind, indicator, name, title, head, tuple(others), ())


def _text(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else as_seen(str(value))


def _shapes(shapes: Any) -> Iterator[Any]:
    """All shapes, those of groups too."""
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)


def _slides(path: Path) -> Any:
    from pptx import Presentation

    return Presentation(str(path)).slides


def _document(path: Path) -> Any:
    from docx import Document

    return Document(str(path))


def _word(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
