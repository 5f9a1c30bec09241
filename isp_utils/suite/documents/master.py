"""Our slide master: white, the four colours of the site as a band, large type; the county's own master replaces it."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from isp_utils.charts.parts.style import BUND, INK, MUTED, NAVY, ORANGE, PEER, PLUM, TEAL
from isp_utils.suite.documents.properties import FileFacts, describe

if TYPE_CHECKING:
    from pptx.presentation import Presentation

FONT = "Arial"  # on every desk; Liberation Sans has the same widths
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.62  # inches
BAND = 0.1
TITLE = (MARGIN, 0.42, WIDTH - 2 * MARGIN, 1.3)  # left, top, width, height
CONTENT = (MARGIN, 1.95, WIDTH - 2 * MARGIN, 4.72)
FOOT_TOP, FOOT_HEIGHT = 6.93, 0.32
OPENING_TITLE = (MARGIN, 1.0, WIDTH - 2 * MARGIN, 1.7)
OPENING_SUBTITLE = (MARGIN, 2.9, WIDTH - 2 * MARGIN, 0.6)
HEADING = "0F3557"
COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": HEADING,
    "lt2": "F3F6F9",
    "accent1": NAVY,
    "accent2": TEAL,
    "accent3": PLUM,
    "accent4": ORANGE,
    "accent5": BUND,
    "accent6": PEER,
    "hlink": NAVY,
    "folHlink": PLUM,
}
STRIPES = ((NAVY, 0.0, 0.7), (TEAL, 0.7, 0.85), (PLUM, 0.85, 0.95), (ORANGE, 0.95, 1.0))  # as at the head of the site
KEPT = {0: "Titelfolie", 1: "Titel und Inhalt"}  # layouts of the library's own template
_THEME = "theme"


def our_master() -> "Presentation":
    """An empty presentation of two layouts, 16:9."""
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _keep_layouts(made)
    master = made.slide_master
    _colour(master)
    _stripe(master)
    _place(master.placeholders, TITLE, CONTENT)
    opening, usual = made.slide_layouts
    _place(usual.placeholders, TITLE, CONTENT)
    _place(opening.placeholders, OPENING_TITLE, OPENING_SUBTITLE)
    _title_style(master, 26)
    _title_style(opening.placeholders[0], 40)
    _title_style(opening.placeholders[1], 24, bold=False)
    describe(made, FileFacts("Folienvorlage", "", "", date.today()))
    return made


def _keep_layouts(made: "Presentation") -> None:
    layouts = list(made.slide_layouts)
    for place, layout in enumerate(layouts):
        if place in KEPT:
            layout.name = KEPT[place]
        else:
            made.slide_layouts.remove(layout)


def _colour(master: Any) -> None:
    """Colours and fonts of the theme, which the library knows as text alone."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith(f"/{_THEME}"))
    text = part.blob.decode("utf-8")
    for name, colour in COLOURS.items():
        value = f'<a:srgbClr val="{colour.lstrip("#").upper()}"/>'
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf"\1{value}\2", text, flags=re.DOTALL)
    text = re.sub(r'(<a:latin typeface=")[^"]*(")', rf"\1{FONT}\2", text)
    part._blob = text.encode("utf-8")


def _stripe(master: Any) -> None:
    """The band at the top: decoration, so it has no alternative text and stands behind everything."""
    from pptx.dml.color import RGBColor
    from pptx.oxml import parse_xml
    from pptx.util import Inches

    for number, (colour, start, end) in enumerate(STRIPES):
        left, width = Inches(WIDTH * start), Inches(WIDTH * (end - start)) + 1
        rgb = RGBColor.from_string(colour.lstrip("#"))
        shape = parse_xml(
            '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
            f'<p:cNvPr id="{900 + number}" name="Farbband {number + 1}" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="0"/><a:ext cx="{width}" cy="{Inches(BAND)}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )
        master.shapes._spTree.insert(2 + number, shape)


def _place(placeholders: Any, title: tuple[float, ...], body: tuple[float, ...]) -> None:
    """Positions of title, body, footer and number; the day is left out, the footer says it."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    foot = (MARGIN, FOOT_TOP, WIDTH - 2 * MARGIN - 1.0, FOOT_HEIGHT)
    number = (WIDTH - MARGIN - 0.9, FOOT_TOP, 0.9, FOOT_HEIGHT)
    places = {
        KIND.TITLE: title,
        KIND.CENTER_TITLE: title,
        KIND.BODY: body,
        KIND.OBJECT: body,
        KIND.SUBTITLE: body,
        KIND.FOOTER: foot,
        KIND.SLIDE_NUMBER: number,
    }
    for shape in list(placeholders):
        kind = shape.placeholder_format.type
        if kind == KIND.DATE:
            shape._element.getparent().remove(shape._element)
        elif kind in places:
            put(shape, places[kind])
        if kind == KIND.FOOTER:
            _small(shape, "l")
        if kind == KIND.SLIDE_NUMBER:
            _small(shape, "r")
        if kind in (KIND.TITLE, KIND.CENTER_TITLE, KIND.SUBTITLE):
            _anchor(shape, "b" if title == OPENING_TITLE and kind != KIND.SUBTITLE else "t")


def put(shape: Any, place: tuple[float, ...]) -> None:
    """Move a shape to left, top, width, height in inches."""
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in place)


def _anchor(shape: Any, side: str) -> None:
    from pptx.oxml.ns import qn

    body = shape._element.txBody.find(qn("a:bodyPr"))
    for child in list(body):
        body.remove(child)
    for name in ("lIns", "rIns", "tIns", "bIns"):
        body.set(name, "0")
    body.set("anchor", side)


def _small(shape: Any, align: str) -> None:
    """Type of the foot: small, grey, left or right."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    _anchor(shape, "ctr")
    styles = shape._element.txBody.find(qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    level = f'<a:lvl1pPr xmlns:a="{space}" algn="{align}"><a:defRPr sz="1200"><a:solidFill>'
    styles.append(parse_xml(f'{level}<a:srgbClr val="{MUTED.lstrip("#")}"/></a:solidFill></a:defRPr></a:lvl1pPr>'))


def _title_style(owner: Any, points: int, bold: bool = True) -> None:
    """Titles left, bold, in the colour of headings: the style of the master, or of one placeholder of a layout."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    level = parse_xml(
        f'<a:lvl1pPr xmlns:a="{space}" algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{points * 100}" b="{int(bold)}" kern="1200">'
        '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/>'
        '<a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )
    element = owner._element
    styles = element.find(f".//{qn('p:titleStyle')}") if element.tag == qn("p:sldMaster") else None
    styles = element.txBody.find(qn("a:lstStyle")) if styles is None else styles
    for child in list(styles):
        styles.remove(child)
    styles.append(level)
