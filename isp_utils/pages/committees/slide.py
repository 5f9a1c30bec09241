"""What a slide and a talk consist of."""

from dataclasses import dataclass

from isp_utils.pages.committees.visuals import SlideChart, SlideTable


@dataclass(frozen=True)
class Slide:
    """One slide: its message as title, a big figure with what it is, at most two more points, notes for the speaker.

    tone: "worse" | "better" | ""; label: the verdict beside the figure; source: line below the picture;
    indicator: the Kennzahl it is about, "" for none.
    """

    title: str
    visual: SlideChart | SlideTable
    notes: str
    figure: str = ""
    label: str = ""
    tone: str = ""
    points: tuple[str, ...] = ()
    source: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Talk:
    """The title in two lines, subtitle and table of the first slide, then the other slides in order."""

    lines: tuple[str, str]
    subtitle: str
    opening: SlideTable
    slides: tuple[Slide, ...]

    @property
    def title(self) -> str:
        """The title in one line."""
        return " ".join(self.lines)
