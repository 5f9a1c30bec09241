"""How much room words take, measured once in a process: charts of a run share years, units and names."""

from functools import lru_cache
from typing import Literal

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

Extent = tuple[float, float, float]  # width, height, descent in points


@lru_cache(maxsize=8192)
def measured(text: str, font: FontProperties, formula: bool | Literal["TeX"] = False) -> Extent:
    """Room that a line takes in a font that nobody changes any more."""
    width, height, descent = TextToPath().get_text_width_height_descent(text, font, formula)  # type: ignore[no-untyped-call]
    return float(width), float(height), float(descent)


class MeasuredOnce(RendererSVG):
    """Writes SVG as matplotlib does, with words measured once for all drawings instead of for each."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]) -> Extent:
        """Width, height and descent in points."""
        return measured(s, prop.copy(), ismath)  # type: ignore[no-untyped-call]
