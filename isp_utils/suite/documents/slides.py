"""A talk as a PowerPoint file, on our master or on the county's own."""

import zipfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isp_utils.charts.parts.style import MUTED
from isp_utils.model.errors import InputError
from isp_utils.pages.committees.slide import Slide, Talk
from isp_utils.pages.committees.visuals import SlideChart
from isp_utils.suite.documents.master import our_master
from isp_utils.suite.documents.slide_visuals import BETTER, WORSE, add_chart, add_table

CHART, GAP = 0.6, 0.035  # shares of the width of a slide's content
FIGURE, LABEL, POINT, NOTE = 54, 18, 17, 13  # sizes of type in points
NAMES = ("titel und inhalt", "title and content")


@dataclass(frozen=True)
class FileFacts:
    """What a document says about itself: title and author in its properties, one line at the foot."""

    title: str
    author: str
    foot: str


def write_talk(talk: Talk, facts: FileFacts, path: Path, master: Path | None = None) -> None:
    """Write the slides; `master`: the county's own file. InputError where it cannot be used."""
    made = _opened(master) if master else our_master()
    deck = _Deck(made, facts, _opening_layout(made), _usual_layout(made, master))
    deck.opening(talk)
    for slide in talk.slides:
        deck.usual(slide)
    made.core_properties.title, made.core_properties.author = facts.title, facts.author
    made.core_properties.language = "de-DE"
    made.save(str(path))


def _opened(master: Path) -> Any:
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        made = Presentation(str(master))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise InputError(
            f"{master.name}: Die Datei lässt sich nicht als PowerPoint-Datei öffnen. Erwartet wird eine .pptx ohne "
            "Kennwort. Bitte in PowerPoint neu speichern oder entfernen; dann gilt die Folienvorlage der Suite."
        ) from problem
    for entry in list(made.slides._sldIdLst):  # examples in the county's file are no part of the talk
        made.part.drop_rel(entry.rId)
        made.slides._sldIdLst.remove(entry)
    return made


def _opening_layout(made: Any) -> Any:
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    found = (layout for layout in made.slide_layouts if KIND.CENTER_TITLE in _kinds(layout))
    return next(found, made.slide_layouts[0])


def _usual_layout(made: Any, master: Path | None) -> Any:
    """The layout with a title and one field for content: by its name, else the first that has both."""
    fitting = [layout for layout in made.slide_layouts if _body(layout) is not None and _has_title(layout)]
    if not fitting:
        name = master.name if master else "Folienvorlage"
        raise InputError(
            f"{name}: Keine Folienlayout hat einen Titel und ein Feld für Inhalt. Bitte im Folienmaster das Layout "
            "„Titel und Inhalt“ anlegen."
        )
    return next((layout for layout in fitting if layout.name.casefold().startswith(NAMES)), fitting[0])


def _kinds(layout: Any) -> set[Any]:
    return {shape.placeholder_format.type for shape in layout.placeholders}


def _has_title(layout: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    return KIND.TITLE in _kinds(layout)


def _body(owner: Any) -> Any:
    """The field for content of a layout or slide, None where there is none."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    found = [shape for shape in owner.placeholders if shape.placeholder_format.type in (KIND.OBJECT, KIND.BODY)]
    return max(found, key=lambda shape: (shape.width or 0) * (shape.height or 0), default=None)


@dataclass(frozen=True)
class _Deck:
    """A presentation that is being filled."""

    made: Any
    facts: FileFacts
    first: Any  # layout of the title slide
    layout: Any  # of all others

    def opening(self, talk: Talk) -> None:
        """The title slide: what the talk is about, for whom, and what it rests on."""
        slide = self.made.slides.add_slide(self.first)
        slide.shapes.title.text = "\v".join(talk.lines)
        others = [shape for shape in slide.placeholders if shape.placeholder_format.idx != 0]
        for number, shape in enumerate(others):
            if number:
                _remove(shape)
            else:
                shape.text_frame.text = talk.subtitle
        _, _, width, _ = self._area()
        left, bottom = slide.shapes.title.left, max(shape.top + shape.height for shape in slide.placeholders)
        room = self.made.slide_height * 0.9 - bottom
        add_table(slide, talk.opening, (left, int(bottom + 0.18 * room), int(width * 0.72), 0), LABEL)
        slide.notes_slide.notes_text_frame.text = f"Begrüßung. {self.facts.foot}."
        self._foot(slide, self.first)

    def usual(self, content: Slide) -> None:
        """A slide with one picture or table."""
        slide = self.made.slides.add_slide(self.layout)
        slide.shapes.title.text = content.title
        body = _body(slide)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx not in (0, body.placeholder_format.idx):
                _remove(shape)
        left, top, width, height = self._area()
        if isinstance(content.visual, SlideChart):
            self._beside(slide, body, content)
        else:
            frame = add_table(slide, content.visual, (left, top, width, height), LABEL)
            below = top + frame.height + int(height * 0.06)
            _words(body, content, (left, below, width, max(top + height - below, int(height * 0.12))))
        if content.source:
            self._line(slide, f"{content.source}", (left, top + height, width, int(height * 0.07)))
        slide.notes_slide.notes_text_frame.text = content.notes
        self._foot(slide, self.layout)

    def _beside(self, slide: Any, body: Any, content: Slide) -> None:
        """Picture left, with what it shows above it; the figure and the points right."""
        left, top, width, height = self._area()
        head = int(height * 0.11)
        if isinstance(content.visual, SlideChart):
            self._line(slide, content.visual.caption, (left, top, int(width * CHART), head))
            add_chart(slide, content.visual, (left, top + head, int(width * CHART), height - head))
        start = left + int(width * (CHART + GAP))
        _words(body, content, (start, top, left + width - start, height))

    def _area(self) -> tuple[int, int, int, int]:
        body = _body(self.layout)
        return body.left, body.top, body.width, body.height

    @staticmethod
    def _line(slide: Any, text: str, place: tuple[int, int, int, int]) -> None:
        """A line in small grey type."""
        from pptx.util import Pt

        box = slide.shapes.add_textbox(*place)
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        run = frame.paragraphs[0].add_run()
        run.text = text
        run.font.size = Pt(NOTE)
        run.font.color.rgb = _colour(MUTED)

    def _foot(self, slide: Any, layout: Any) -> None:
        """Footer and number, which the library leaves to the layout: without a copy on the slide nobody sees them."""
        from pptx.enum.shapes import PP_PLACEHOLDER as KIND

        for shape in layout.placeholders:
            kind = shape.placeholder_format.type
            if kind not in (KIND.FOOTER, KIND.SLIDE_NUMBER):
                continue
            copy = deepcopy(shape._element)
            slide.shapes._spTree.append(copy)
            if kind == KIND.FOOTER:
                next(item for item in slide.placeholders if item._element is copy).text_frame.text = self.facts.foot


def _words(body: Any, content: Slide, place: tuple[int, int, int, int]) -> None:
    """The field of a slide: the big figure, the verdict, the points; removed where there is nothing to say."""
    from pptx.util import Pt

    if not content.figure and not content.points:
        _remove(body)
        return
    body.left, body.top, body.width, body.height = place
    frame = body.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    tone = {"worse": WORSE, "better": BETTER}.get(content.tone)
    lines = [(content.figure, FIGURE, True, tone), (content.label, LABEL, True, tone)]
    lines = [line for line in lines if line[0]] + [(point, POINT, False, None) for point in content.points]
    for number, (text, size, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        _unbulleted(paragraph)
        paragraph.space_before = Pt(0 if size == FIGURE or not number else 2 if size == LABEL else 14)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        if colour:
            run.font.color.rgb = _colour(colour)


def _unbulleted(paragraph: Any) -> None:
    from pptx.oxml import parse_xml

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml('<a:buNone xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'))


def _remove(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _colour(text: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(text.lstrip("#"))
