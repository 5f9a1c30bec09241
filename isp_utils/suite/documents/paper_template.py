"""Our Word template of an Informationsvorlage: styles, places of the words, two pages. The county's own replaces it.

The places are Jinja words, as docxtpl reads them: {{ betreff }}, {%tr for ... %} for rows, {%p for ... %} for lines.
"""

from datetime import date
from pathlib import Path
from typing import Any

from isp_utils.charts.parts.style import FAINT, INK, MUTED, NAVY
from isp_utils.suite.documents.master import HEADING
from isp_utils.suite.documents.properties import FileFacts, describe

FONT = "Arial"
MARGINS = {"top": 2.0, "bottom": 1.8, "left": 2.5, "right": 2.0}  # cm, as letters of offices have them
HEADINGS = {1: 18, 2: 12}  # points
TEXT, SMALL = 11, 9.5
CHAIN = (("Gremium", "gremium", 7.0), ("Aufgabe", "aufgabe", 5.5), ("Sitzung", "sitzung", 4.0))
ROWS = (
    *(("Kennzahl", "kennzahl", 6.2), ("Zeit", "zeit", 2.1), ("Kreis", "kreis", 2.6)),
    *(("Land", "land", 2.6), ("Im Vergleich", "urteil", 3.0)),
)
FACTS = (("Vorlage Nr.", "nummer"), ("Datum", "datum"), ("Zuständig", "stelle"), ("Beratung", "beratung"))


def write_paper_template(path: Path) -> None:
    """Write our template, for use and for the county to change in Word."""
    from docx import Document
    from docx.shared import Cm

    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", Cm(size))
    section.footer_distance = section.header_distance = Cm(0.9)
    _styles(made)
    _beginning(made)
    _what_follows(made)
    _head_and_foot(section)
    describe(made, FileFacts("Informationsvorlage", "", "", date.today()))
    made.save(str(path))


def _styles(made: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal = made.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(TEXT), _rgb(INK)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "de-DE"})
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(5), 1.12
    for level, size in HEADINGS.items():
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, _rgb(HEADING)
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = FONT
        style.paragraph_format.space_before = Pt(11 if level > 1 else 4)
        style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(4), True
    bullets = made.styles["List Bullet"].paragraph_format
    bullets.space_after, bullets.line_spacing = Pt(4), 1.12


def _beginning(made: Any) -> None:
    """Head, Beratungsfolge, what is asked for, the situation."""
    kicker = made.add_paragraph()
    _run(kicker, "Informationsvorlage", SMALL + 1, MUTED, True)
    kicker.paragraph_format.space_after = _pt(0)
    made.add_heading("{{ betreff }}", 1)
    table = made.add_table(len(FACTS), 2)
    for row, (title, word) in zip(table.rows, FACTS, strict=True):
        _written(row.cells[0], title, True)
        _written(row.cells[1], f"{{{{ {word} }}}}", False)
    _widths(table, (3.2, 13.3))
    made.add_heading("Beratungsfolge", 2)
    _looped(made, CHAIN, "schritt", "beratungsfolge")
    made.add_heading("Vorschlag", 2)
    made.add_paragraph("{{ vorschlag }}")
    made.add_heading("Sachstand", 2)
    _bullets(made, "satz", "sachstand")


def _what_follows(made: Any) -> None:
    """Other figures, cost, questions, what is not known, annexes; the table only where there is any."""
    made.add_paragraph("{%p if kennzahlen %}")
    made.add_heading("Was außerdem vom Land abweicht", 2)
    _looped(made, ROWS, "zeile", "kennzahlen")
    made.add_paragraph("{%p endif %}")
    for title, word, rows in (
        ("Finanzielle Auswirkungen", "satz", "finanzen"),
        ("Fragen für die Beratung", "satz", "fragen"),
        ("Was noch keine Zahl sagt", "satz", "offen"),
        ("Wie sicher die Zahlen sind", "satz", "sicherheit"),
        ("Anlagen", "satz", "anlagen"),
    ):
        made.add_heading(title, 2)
        _bullets(made, word, rows)


def _bullets(made: Any, word: str, rows: str) -> None:
    made.add_paragraph(f"{{%p for {word} in {rows} %}}")
    made.add_paragraph(f"{{{{ {word} }}}}", style="List Bullet")
    made.add_paragraph("{%p endfor %}")


def _looped(made: Any, columns: tuple[tuple[str, str, float], ...], word: str, rows: str) -> None:
    """A table whose third row stands for every row of the content."""
    table = made.add_table(4, len(columns))
    for cell, (title, _, _) in zip(table.rows[0].cells, columns, strict=True):
        _written(cell, title, True)
        _lined(cell, NAVY, 12)
    table.rows[1].cells[0].text = f"{{%tr for {word} in {rows} %}}"
    for number, (cell, (_, name, _)) in enumerate(zip(table.rows[2].cells, columns, strict=True)):
        _written(cell, f"{{{{ {word}.{name} }}}}", number == 0, INK)
        _lined(cell, FAINT, 4)
    table.rows[3].cells[0].text = "{%tr endfor %}"
    _marked(table.rows[0], "w:tblHeader")  # read aloud, and repeated on a next page, as the head of its table
    _marked(table.rows[2], "w:cantSplit")  # no page begins with the lower half of a row
    _widths(table, [width for _, _, width in columns])


def _written(cell: Any, text: str, bold: bool, colour: str = "") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = _pt(2)
    _run(paragraph, text, TEXT - 1 if colour else SMALL + 0.5, colour or (MUTED if bold else INK), bold)


def _run(paragraph: Any, text: str, size: float, colour: str, bold: bool) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = _pt(size), bold, _rgb(colour)


def _lined(cell: Any, colour: str, eighths: int) -> None:
    """A line below a cell; eighths of a point."""
    from docx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    line = f'<w:bottom w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour.lstrip("#")}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:tcBorders xmlns:w="{space}">{line}</w:tcBorders>'))


def _marked(row: Any, property_name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(property_name))


def _widths(table: Any, widths: Any) -> None:
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _head_and_foot(section: Any) -> None:
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    _run(head, "{{ kreis }}", TEXT, HEADING, True)
    _run(head, "   Integrierte Sozialplanung", TEXT, MUTED, False)
    _run(foot, "{{ stempel }}   Seite ", SMALL - 1, MUTED, False)
    _page_number(foot)


def _page_number(paragraph: Any) -> None:
    from docx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    run = f'<w:r><w:rPr><w:sz w:val="16"/><w:color w:val="{MUTED.lstrip("#")}"/></w:rPr><w:t>1</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:fldSimple xmlns:w="{space}" w:instr="PAGE">{run}</w:fldSimple>'))


def _pt(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _rgb(colour: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(colour.lstrip("#"))
