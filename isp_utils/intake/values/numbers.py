"""Written numbers to values: German and English style, thousands groups, typographic minus, and what is ambiguous."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

GERMAN, ENGLISH = "de", "en"
_SPACES = " \u00a0\u202f\u2009\u2007"
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2012": "-", "\u2010": "-", "\u2011": "-"})
_PLAIN = re.compile(r"[-+]?\d+")
_DE = re.compile(r"[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+")
_DE_DOTS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")
_EN = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)\.\d+")
_EN_COMMAS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+")
_GROUPED = re.compile(rf"[-+]?\d{{1,3}}([{_SPACES}]\d{{3}})+([.,]\d+)?")
_TINY = re.compile(r"[-+]?\d+(\.\d+)?e-\d{1,2}")  # as programs write 0.00015; Excel writes a capital E
_SCIENTIFIC = re.compile(r"[-+]?\d+([.,]\d+)?[eE][-+]?\d+")


def tidy(cell: str) -> str:
    """A cell without outer blanks, with plain minus, and with space-like thousands separators removed.

    >>> tidy(" 46\\u00a0502 "), tidy("\\u2212120"), tidy("\\u201315"), tidy("\\u2013")
    ('46502', '-120', '-15', '-')
    """
    text = cell.strip().strip(_SPACES).translate(_MINUS)
    if text[:1] in "-+" and text[1:2] in tuple(_SPACES) and text[2:3].isdigit():
        text = text[0] + text[2:]
    return re.sub(f"[{_SPACES}]", "", text) if _GROUPED.fullmatch(text) else text


def is_scientific(cell: str) -> bool:
    """Whether a cell is a number that Excel rounded to powers of ten (3,35454E+10)."""
    return bool(_SCIENTIFIC.fullmatch(cell.strip()))


@dataclass(frozen=True)
class Style:
    """How numbers are written in a file: language, and what speaks for it."""

    language: str
    ambiguous: tuple[str, ...] = ()  # cells that mean another number in the other language
    conflict: tuple[str, ...] = ()  # one cell of each language, where both occur


def style_of(cells: Iterable[str], default: str = GERMAN) -> Style:
    """The style that the cells of a file prove; `default` where nothing proves any.

    >>> style_of(["1,5", "2"]).language, style_of(["7.9", "12"]).language
    ('de', 'en')
    >>> style_of(["2,117", "7.9"]).conflict
    ('2,117', '7.9')
    >>> style_of(["1.560", "93"]).ambiguous
    ('1.560',)
    """
    texts = [text for text in dict.fromkeys(map(tidy, cells)) if text and not _PLAIN.fullmatch(text)]
    dots = [t for t in texts if _DE_DOTS.fullmatch(t)]
    commas = [t for t in texts if _EN_COMMAS.fullmatch(t)]
    german = [t for t in texts if _DE.fullmatch(t) and t not in commas] + [t for t in dots if t.count(".") > 1]
    english = [t for t in texts if _EN.fullmatch(t) and t not in dots] + [t for t in commas if t.count(",") > 1]
    if german and english:
        return Style(default, conflict=(german[0], english[0]))
    if english:
        return Style(ENGLISH, tuple(dots), (commas[0], english[0]) if commas else ())
    if german:
        return Style(GERMAN, tuple(dots))
    return Style(default, tuple(dots if default == GERMAN else commas) or tuple(commas))


def parse(cell: str, language: str = GERMAN) -> float | None:
    """The number in a tidy cell, or None where it is no number in that language.

    >>> parse("1.360,5"), parse("1.360"), parse("1,360", "en"), parse("ca. 418"), parse("-"), parse("1.5e-4", "en")
    (1360.5, 1360.0, 1360.0, None, None, 0.00015)
    """
    if _PLAIN.fullmatch(cell):
        return float(cell)
    if language == GERMAN and (_DE.fullmatch(cell) or _DE_DOTS.fullmatch(cell)):
        return float(cell.replace(".", "").replace(",", "."))
    if language == GERMAN and re.fullmatch(r"[-+]?\d+,\d+", cell):
        return float(cell.replace(",", "."))
    if language == ENGLISH and _TINY.fullmatch(cell):
        return float(cell)
    if language == ENGLISH and (_EN.fullmatch(cell) or _EN_COMMAS.fullmatch(cell)):
        return float(cell.replace(",", ""))
    return None
