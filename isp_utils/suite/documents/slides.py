"""A talk as a PowerPoint file, on our master or on the county's own."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isp_utils.charts.parts.style import MUTED
from isp_utils.pages.committees.slide import Slide, Talk
from isp_utils.pages.committees.visuals import SlideChart
from isp_utils.suite.documents.fit import EMU_PER_POINT, height_needed, largest_size
from isp_utils.suite.documents.layouts import content_field, opened_master, opening_layout, usual_layout
from isp_utils.suite.documents.master import our_master
from isp_utils.suite.documents.properties import FileFacts, describe
from isp_utils.suite.documents.slide_visuals import BETTER, WORSE, add_chart, add_table, rgb

CHART, GAP = 0.6, 0.035  # shares of the width of a slide's content
LOWEST = 0.9  # share of the height of a slide above its foot
FIGURE, LABEL, POINT, NOTE = 54, 18, 17, 13  # sizes of type in points
TITLES, OPENING_TITLES, FEET = (26, 24, 22, 20, 18, 16, 14), (40, 36, 32, 28, 24, 20), (12, 11, 10, 9, 8)
SUBTITLE = 45  # points that a line below the title needs
GAP_BELOW = 0.04  # between a table and the points below it
POINTS_BELOW, MOST_BELOW = 0.16, 0.35  # shares of the height for the points below a table: at least, at most
SHRUNK = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # of the words beside a picture, where a master has little room for them


def write_talk(talk: Talk, facts: FileFacts, path: Path, master: Path | None = None) -> None:
    """Write the slides; `master`: the county's own file. InputError where it cannot be used."""
    made = opened_master(master) if master else our_master()
    deck = _Deck(made, facts, opening_layout(made), usual_layout(made, master))
    deck.opening(talk)
    for slide in talk.slides:
        deck.usual(slide)
    describe(made, facts)
    made.save(str(path))


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
        _title(slide, "\v".join(talk.lines), OPENING_TITLES)
        others = [shape for shape in slide.placeholders if shape.placeholder_format.idx != 0]
        for number, shape in enumerate(others):
            if number:
                _remove(shape)
            else:
                shape.text_frame.text = talk.subtitle
        _, _, width, _ = self._area()
        left, title = slide.shapes.title.left, slide.shapes.title
        bottom = max([title.top + title.height, *(shape.top + int(SUBTITLE * EMU_PER_POINT) for shape in others[:1])])
        room = int(self.made.slide_height * LOWEST - bottom)
        start = bottom + int(0.15 * room)
        add_table(slide, talk.opening, (left, start, int(width * 0.72), int(0.85 * room)))
        slide.notes_slide.notes_text_frame.text = f"Begrüßung. {self.facts.foot}."
        self._foot(slide, self.first)

    def usual(self, content: Slide) -> None:
        """A slide with one picture or table."""
        slide = self.made.slides.add_slide(self.layout)
        _title(slide, content.title, TITLES)
        body = content_field(slide)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx not in (0, body.placeholder_format.idx):
                _remove(shape)
        left, top, width, height = self._area()
        if isinstance(content.visual, SlideChart):
            self._beside(slide, body, content)
        else:
            below = _room_below(content.points, width, height)
            frame = add_table(slide, content.visual, (left, top, width, height - below))
            start = top + frame.height + int(height * GAP_BELOW)
            _words(body, content, (left, start, width, top + height - start))
        if content.source:
            self._line(slide, f"{content.source}", (left, top + height, width, int(height * 0.07)))
        slide.notes_slide.notes_text_frame.text = content.notes
        self._foot(slide, self.layout)

    def _beside(self, slide: Any, body: Any, content: Slide) -> None:
        """Picture left, with what it shows above it; the figure and the points right."""
        left, top, width, height = self._area()
        head = int(height * 0.11)
        if isinstance(content.visual, SlideChart):
            wide, remarks = int(width * CHART), " ".join(content.visual.remarks)
            foot = int(height_needed(remarks, wide / EMU_PER_POINT, NOTE) * EMU_PER_POINT) if remarks else 0
            self._line(slide, content.visual.caption, (left, top, wide, head))
            add_chart(slide, content.visual, (left, top + head, wide, height - head - foot))
            if remarks:
                self._line(slide, remarks, (left, top + height - foot, wide, foot))
        start = left + int(width * (CHART + GAP))
        _words(body, content, (start, top, left + width - start, height))

    def _area(self) -> tuple[int, int, int, int]:
        body = content_field(self.layout)
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
        run.font.color.rgb = rgb(MUTED)

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
                self._stamp(next(item for item in slide.placeholders if item._element is copy))

    def _stamp(self, shape: Any) -> None:
        """County, data date and run at the foot, in type that fits."""
        from pptx.util import Pt

        shape.text_frame.text = self.facts.foot
        shape.text_frame.word_wrap = True
        size = largest_size(self.facts.foot, shape.width, shape.height, FEET)
        shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


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
    lines = [(content.figure, FIGURE, tone), (content.label, LABEL, tone)]
    lines = [line for line in lines if line[0]] + [(point, POINT, None) for point in content.points]
    scale = _scale_that_fits([(text, size) for text, size, _ in lines], place)
    for number, (text, size, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        _unbulleted(paragraph)
        paragraph.space_before, paragraph.space_after = Pt(_space(size, number) * scale), Pt(0)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(round(size * scale)), size != POINT
        if colour:
            run.font.color.rgb = rgb(colour)


def _room_below(points: Sequence[str], width: int, height: int) -> int:
    """Height in EMU for the points below a table, so that they need not shrink."""
    if not points:
        return 0
    needed = sum(height_needed(point, width / EMU_PER_POINT, POINT) + _space(POINT, 1) for point in points)
    return int(min(max(height * POINTS_BELOW, needed * EMU_PER_POINT + height * GAP_BELOW), height * MOST_BELOW))


def _space(size: int, number: int) -> int:
    """Points above a paragraph."""
    return 0 if size == FIGURE or not number else 2 if size == LABEL else 14


def _scale_that_fits(lines: Sequence[tuple[str, int]], place: tuple[int, int, int, int]) -> float:
    """How much the words must shrink to have room; 1 nearly always."""
    width, room = place[2] / EMU_PER_POINT, place[3] / EMU_PER_POINT
    for scale in SHRUNK:
        needed = sum(height_needed(text, width, size * scale) for text, size in lines)
        if needed + sum(_space(size, number) * scale for number, (_, size) in enumerate(lines)) <= room:
            return scale
    return SHRUNK[-1]


def _title(slide: Any, text: str, sizes: Sequence[int]) -> None:
    """The title as large as its box allows."""
    from pptx.util import Pt

    title = slide.shapes.title
    title.text = text
    size = largest_size(text, title.width, title.height, sizes)
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)


def _unbulleted(paragraph: Any) -> None:
    from pptx.oxml import parse_xml

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml('<a:buNone xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'))


def _remove(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)
