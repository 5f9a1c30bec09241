"""Is anything drawn where a figure is hidden? Read back from the drawing of a line with its band."""

from isp_utils.charts.parts.style import NAVY
from isp_utils.suite.scan.marks import marks_at

SHOWN, HIDDEN = [2000.0, 2001.0, 2003.0, 2004.0], [2002.0]
PLACES = {2000: 50, 2001: 60, 2002: 70, 2003: 80, 2004: 90}


def drawing(band: list[int], marks: list[float]) -> str:
    """A line with marks in some years, and a band over some years as our charts draw it: a shape that is used at 0."""
    ends = "L".join(f"{PLACES[year]}.02 -100" for year in band)
    uses = "".join(f'<use href="#m" x="{PLACES[int(year)]}" y="100" />' for year in marks)
    return (
        f'<svg><defs><path id="b" d="M{ends}z" /></defs><use href="#b" x="0" y="200" style="fill:{NAVY};'
        f'fill-opacity:0.16" /><defs><path id="m" d="M0 1.9L-1.9 0z" /></defs>'
        f'<g style="fill:{NAVY}">{uses}</g></svg>'
    )


def test_a_band_in_pieces_beside_a_hidden_year_is_no_mark_in_it():
    assert not marks_at(drawing([2000, 2001], SHOWN), HIDDEN, SHOWN)


def test_a_mark_and_a_band_in_a_hidden_year_are_found():
    assert marks_at(drawing([2000, 2001], [*SHOWN, 2002.0]), HIDDEN, SHOWN)
    assert marks_at(drawing([2001, 2002, 2003], SHOWN), HIDDEN, SHOWN)
