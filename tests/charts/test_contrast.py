"""Colours of the page and of the charts against WCAG 2.2 (1.4.3 text 4.5:1, 1.4.11 marks 3:1)."""

import re

import pytest

from isp_utils.charts.parts.style import BUND, INK, LAND, MUTED, NAVY, ORANGE, PAPER, PEER, PLUM, STROKES, TEAL
from isp_utils.suite.site.template import FOLDER, NAME

CSS = (FOLDER / NAME / "isp.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
)
TEXT = ("ink", "muted", "link", "heading")
GROUNDS = ("paper", "tint", "zebra", "hint")


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_of_the_page(theme, ground, text):
    assert contrast(theme[text], theme[ground]) >= 4.5


def test_text_in_coloured_cells():
    grounds = re.findall(r"\.isp-t-[a-z]+ \{ background: (#[0-9a-f]{6})", CSS)
    assert len(grounds) == 8
    for ground in grounds:
        for text in (INK, "#3d4855"):
            assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("colour", [NAVY, TEAL, PLUM, ORANGE, PEER, BUND, LAND])
def test_marks_in_charts(colour):
    assert contrast(colour, PAPER) >= 3.0


def test_text_in_charts():
    assert contrast(INK, PAPER) >= 4.5
    assert contrast(MUTED, PAPER) >= 4.5


def test_series_differ_without_colour():
    for group in (("own", "land", "bund"), ("first", "second", "third", "fourth")):
        assert len({STROKES[name].marker for name in group}) == len(group)
