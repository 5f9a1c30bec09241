"""A protected figure planted in slides, notes, charts, their workbooks, documents and the data package is found."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.privacy.solver.system import System
from isp_utils.suite.scan.knowledge import Knowledge
from isp_utils.suite.scan.scanner import Scanner

pptx = pytest.importorskip("pptx")
docx = pytest.importorskip("docx")
from docx import Document  # noqa: E402
from pptx import Presentation  # noqa: E402
from pptx.chart.data import CategoryChartData  # noqa: E402
from pptx.enum.chart import XL_CHART_TYPE  # noqa: E402
from pptx.util import Inches  # noqa: E402

KREIS, PLACE = "03354", "033545403"
INDICATOR, PERIOD, VALUE = "kinderarmut_u15", "2023", 17.3
PLACES = (Inches(1), Inches(1), Inches(6), Inches(4))


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    """One figure is hidden: that of the county, and the same of one Samtgemeinde."""
    row = {"indicator": INDICATOR, "period": PERIOD, "sex": "total", "age": "total", "group": "total", "value": VALUE}
    numbers = dict.fromkeys(("lower", "upper", "numerator", "denominator"), np.nan)
    rows = [row | numbers | {"region": region, "census_base": "none"} for region in (KREIS, PLACE)]
    knowledge = Knowledge(pd.DataFrame(rows), pd.DataFrame(), object.__new__(System), np.array([]))
    catalogue = load()
    return Scanner(knowledge, catalogue.seen_from(KREIS), catalogue.county(KREIS))


@pytest.fixture(scope="module")
def names(scanner) -> dict[str, str]:
    """How files name the Kennzahl, the county and the Samtgemeinde."""
    register = scanner.catalogue.register
    item = scanner.catalogue.indicators[INDICATOR]
    return {"item": item.title, "short": item.short, "kreis": scanner.county.short, "ort": register[PLACE].name}


def told(names: dict[str, str], figure: str = "17,3") -> str:
    """The sentence of a page about the hidden figure."""
    return f"{names['item']} in {names['kreis']} {PERIOD}: {figure} %."


def found_in(scanner: Scanner, folder: Path) -> list[str]:
    """What the scanner finds in a folder with nothing else."""
    runs = folder / "leer"
    runs.mkdir(exist_ok=True)
    return list(scanner.findings(folder, runs))


def slides(folder: Path, fill: Callable[[object], None]) -> Path:
    """A file of one slide."""
    talk = Presentation()
    fill(talk.slides.add_slide(talk.slide_layouts[6]))
    path = folder / "gremien" / "ausschuss.pptx"
    path.parent.mkdir()
    talk.save(str(path))
    return path


def chart(names: dict[str, str], value: float | None, name: str = f"Diagramm {INDICATOR}") -> Callable[[object], None]:
    """A line over two years on a slide."""

    def fill(slide) -> None:
        data = CategoryChartData()
        data.categories = ["2022", PERIOD]
        data.add_series(names["kreis"], (16.9, value))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *PLACES, data)
        frame.name = name

    return fill


def bars(names: dict[str, str], value: float | None) -> Callable[[object], None]:
    """Bars of two areas on a slide; the year stands in the alternative text."""

    def fill(slide) -> None:
        data = CategoryChartData()
        data.categories = [names["ort"], "Niedersachsen"]
        data.add_series(names["short"], (value, 12.1))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *PLACES, data)
        frame.name = f"Diagramm {INDICATOR}"
        frame._element.xpath(".//p:cNvPr")[0].set("descr", f"Balkenbild {PERIOD}")

    return fill


def table(names: dict[str, str], figure: str) -> Callable[[object], None]:
    """A table of Kennzahlen on a slide."""

    def fill(slide) -> None:
        made = slide.shapes.add_table(2, 3, *PLACES).table
        for column, words in enumerate(("Kennzahl", "Jahr", "Wert")):
            made.cell(0, column).text = words
        for column, words in enumerate((names["short"], PERIOD, figure)):
            made.cell(1, column).text = words

    return fill


def text(words: str) -> Callable[[object], None]:
    """A sentence in two runs of one paragraph."""

    def fill(slide) -> None:
        paragraph = slide.shapes.add_textbox(*PLACES).text_frame.paragraphs[0]
        for part in (words[:20], words[20:]):
            paragraph.add_run().text = part

    return fill


def notes(words: str) -> Callable[[object], None]:
    """What the speaker says."""

    def fill(slide) -> None:
        slide.notes_slide.notes_text_frame.text = words

    return fill


ON_SLIDES = {
    "sentence": lambda names, shown: text(told(names, shown or "[g]")),
    "note": lambda names, shown: notes(told(names, shown or "[g]")),
    "table": lambda names, shown: table(names, shown or "[g]"),
    "line": lambda names, shown: chart(names, 17.3 if shown else None),
    "bar": lambda names, shown: bars(names, 17.3 if shown else None),
}


@pytest.mark.parametrize("place", ON_SLIDES)
def test_a_protected_figure_on_a_slide_is_found_and_its_sign_is_not(scanner, names, tmp_path, place):
    path = slides(tmp_path, ON_SLIDES[place](names, "17,3"))
    found = found_in(scanner, tmp_path)
    assert any("ausschuss.pptx" in line for line in found)
    assert not any("17" in line for line in found), "the finding must not tell the figure itself"
    path.unlink()
    path.parent.rmdir()
    slides(tmp_path, ON_SLIDES[place](names, ""))
    assert found_in(scanner, tmp_path) == []


def test_a_protected_figure_in_the_workbook_behind_a_chart_is_found(scanner, names, tmp_path):
    path = slides(tmp_path, chart(names, None))
    talk = Presentation(str(path))
    part = talk.slides[0].shapes[0].chart.part.chart_workbook.xlsx_part
    book = openpyxl.load_workbook(BytesIO(part.blob))
    book.active["B3"] = VALUE
    content = BytesIO()
    book.save(content)
    part._blob = content.getvalue()
    talk.save(str(path))
    assert any("Mappe des Diagramms" in line for line in found_in(scanner, tmp_path))


def test_a_chart_of_no_kennzahl_stops_the_scan(scanner, names, tmp_path):
    slides(tmp_path, chart(names, 16.0, name="Diagramm 1"))
    with pytest.raises(InputError, match=r"ausschuss\.pptx, .*Folie 1, Diagramm.*gibt es nicht"):
        found_in(scanner, tmp_path)


def document(folder: Path, words: str, cells: tuple[str, ...]) -> None:
    """A document with a paragraph and a table."""
    made = Document()
    made.add_paragraph(words)
    row = made.add_table(rows=2, cols=3).rows[1]
    for cell, word in zip(row.cells, cells, strict=True):
        cell.text = word
    made.save(str(folder / "vorlage.docx"))


@pytest.mark.parametrize("place", ["paragraph", "table"])
def test_a_protected_figure_in_a_document_is_found(scanner, names, tmp_path, place):
    words = told(names) if place == "paragraph" else "Ein Satz."
    document(tmp_path, words, (names["short"], PERIOD, "17,3" if place == "table" else "[g]"))
    assert any("vorlage.docx" in line for line in found_in(scanner, tmp_path))
    document(tmp_path, "Ein Satz.", (names["short"], PERIOD, "[g]"))
    assert found_in(scanner, tmp_path) == []


def test_a_protected_figure_in_the_data_package_is_found(scanner, names, tmp_path):
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({"resources": [{"title": told(names)}]}, ensure_ascii=False), encoding="utf-8")
    assert any("datapackage.json" in line for line in found_in(scanner, tmp_path))
    path.write_text(json.dumps({"resources": [{"title": told(names, "[g]")}]}), encoding="utf-8")
    assert found_in(scanner, tmp_path) == []


@pytest.mark.parametrize("name", ["kaputt.pptx", "kaputt.docx"])
def test_a_file_that_cannot_be_opened_stops_the_scan(scanner, tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 nichts")
    with pytest.raises(InputError, match=name):
        found_in(scanner, tmp_path)
