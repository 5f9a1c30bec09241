"""Matplotlib figure to inline SVG: described, scalable, small, the same bytes on every call.

What matplotlib writes is made fit for a page with many figures: ids only where something refers to them,
no clip paths (our drawings stay inside their axes), equal neighbours joined, texts last and grouped by look.
"""

import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import matplotlib
from matplotlib.figure import Figure

from isp_utils.charts.parts.measured import MeasuredOnce
from isp_utils.charts.parts.style import SETTINGS, SETTINGS_OF_SVG

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"font:\s*(?:(bold|\d+) )?([\d.]+)px [^;]+;?")
_FAMILY = re.compile(r"font-family:[^;]+;?")
_SIZE = re.compile(r"font-size:([\d.]+)px;?")
_NUMBER = re.compile(r"-?\d+\.\d+")
_AROUND_COMMANDS = re.compile(r"\s*([A-Za-z])\s*")
_MOVED = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")
_NOT_TURNED = re.compile(r"rotate\(-?0(\.0*)? [^)]*\)")
_OUR_THINGS = ("figure.", "font.", "hatch.", "lines.", "markers.", "mathtext.", "patch.", "path.", "svg.", "text.")
_DROPPED = {"metadata", "style", "clipPath"}


def inline_svg(figure: Figure, key: str, title: str, description: str, foreign: bool = False) -> str:
    """The drawing as an `<svg>` element with role img, title and desc; all ids begin with `key`.

    Title and desc are its text alternative (WCAG 2.2, 1.1.1). No width and height (the page decides), no metadata,
    text as text in the page's own font. Ours are written under `our_settings`. `foreign`: not drawn by us, so that
    something may leave its axes (clipped) or the figure (then it grows).
    """
    root = _without_namespaces(fromstring(_grown(figure) if foreign else _drawn(figure)), clipped=foreign)
    _drop(root, _DROPPED - {"clipPath"} if foreign else _DROPPED)
    _rename_ids(root, key)
    _flatten(root)
    outer = set(root)
    for element in root.iter():
        _tidy(element, digits=1 if element in outer else 2)
    size, texts = _texts(root)
    shapes = _joined(element for element in root if element.tag != "text")
    inner = "".join(tostring(element, encoding="unicode") for element in (*shapes, *texts))
    words = f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
    return (
        f'<svg class="isp-svg" role="img" aria-labelledby="{key}-t {key}-d" viewBox="{root.get("viewBox")}" '
        f'font-size="{size}" stroke-linejoin="round">{words}{inner}</svg>'
    )


@contextmanager
def our_settings() -> Iterator[None]:
    """Matplotlib as our charts need it, whatever a notebook has set for its own figures.

    Only what differs is set, and only what is of the things that we draw: to check all settings takes as long as to
    draw the lines.
    """
    now = matplotlib.rcParams
    with matplotlib.rc_context({name: value for name, value in _our_settings().items() if now[name] != value}):
        yield


@lru_cache(maxsize=1)
def _our_settings() -> dict[Any, Any]:
    of_our_things = {name: value for name, value in matplotlib.rcParamsDefault.items() if name.startswith(_OUR_THINGS)}
    return of_our_things | SETTINGS


def _drawn(figure: Figure) -> str:
    buffer, (width, height) = io.StringIO(), figure.get_size_inches() * figure.dpi
    renderer = MeasuredOnce(width, height, buffer, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
    figure.draw(renderer)
    renderer.finalize()
    return buffer.getvalue()


def _grown(figure: Figure) -> str:
    """The drawing with whatever stands outside of the figure: no label is cut off."""
    buffer = io.StringIO()
    with matplotlib.rc_context(SETTINGS_OF_SVG):
        figure.savefig(buffer, format="svg", bbox_inches="tight", pad_inches=0.08, metadata=_NO_METADATA)
    return buffer.getvalue()


def _without_namespaces(root: Element, clipped: bool = False) -> Element:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
        if not clipped:
            element.attrib.pop("clip-path", None)
    return root


def _drop(element: Element, dropped: Collection[str]) -> None:
    for child in list(element):
        _drop(child, dropped)
        if child.tag in dropped or (child.tag == "defs" and len(child) == 0):
            element.remove(child)


def _referenced(element: Element) -> list[str]:
    targets = [value[1:] for name, value in element.attrib.items() if name == "href" and value.startswith("#")]
    return targets + [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]


def _rename_ids(root: Element, key: str) -> None:
    """Keep only ids that something refers to, numbered in order of appearance: unique and deterministic."""
    order = dict.fromkeys(name for element in root.iter() for name in _referenced(element))
    fresh = {name: f"{key}{number}" for number, name in enumerate(order)}
    for element in root.iter():
        if element.get("id") in fresh:
            element.set("id", fresh[element.get("id", "")])
        else:
            element.attrib.pop("id", None)
        for name, value in list(element.attrib.items()):
            if name == "href" and value[1:] in fresh:
                element.set(name, f"#{fresh[value[1:]]}")
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(lambda match: f"url(#{fresh[match[1]]})", value))


def _flatten(element: Element) -> None:
    """Replace groups without attributes by their children."""
    children: list[Element] = []
    for child in list(element):
        _flatten(child)
        children.extend(child if child.tag == "g" and not child.attrib else [child])
    element[:] = children


def _tidy(element: Element, digits: int) -> None:
    if element.tag == "text" and (moved := _MOVED.fullmatch(element.get("transform", ""))):
        del element.attrib["transform"]
        element.attrib |= {"x": moved[1], "y": moved[2]}
    for name in ("d", "x", "y"):
        if value := element.get(name):
            rounded = _NUMBER.sub(lambda match: f"{round(float(match[0]), digits):g}", value)
            element.set(name, _AROUND_COMMANDS.sub(r"\1", rounded).strip())
    if _NOT_TURNED.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
    if style := element.get("style"):
        style = _FAMILY.sub("", _FONT.sub(_font, style)).replace("; ", ";").replace(": ", ":")
        element.set("style", style.strip("; ").replace(";stroke-dashoffset:0;", ";"))
    element.text = (element.text or "").strip() or None
    element.tail = None


def _font(match: re.Match[str]) -> str:
    weight = f"font-weight:{match[1]};" if match[1] else ""
    return f"{weight}font-size:{float(match[2]):g}px;"


def _texts(root: Element) -> tuple[str, list[Element]]:
    """Most frequent text size (for the root), and the texts in groups of one look."""
    texts = [element for element in root if element.tag == "text"]
    sizes = Counter(found[1] for text in texts if (found := _SIZE.search(text.get("style", ""))))
    size = sizes.most_common(1)[0][0] if sizes else "10"
    groups: dict[str, Element] = {}
    for text in texts:
        style = text.attrib.pop("style", "").replace(f"font-size:{size}px", "").replace(";;", ";").strip("; ")
        groups.setdefault(style, Element("g", {"style": style})).append(text)
    return size, list(groups.values())


def _joined(shapes: Iterable[Element]) -> list[Element]:
    """Lines of one look in a row become one path, marks of one look one group."""
    found: list[Element] = []
    for (tag, style), run in groupby(shapes, key=lambda element: (element.tag, element.get("style", ""))):
        elements = list(run)
        if tag == "path" and "fill:none" in style and all(set(one.attrib) == {"d", "style"} for one in elements):
            found.append(Element("path", {"d": "".join(one.get("d", "") for one in elements), "style": style}))
        elif tag == "use" and len(elements) > 1:
            group = Element("g", {"style": style})
            for one in elements:
                SubElement(group, "use", {name: value for name, value in one.attrib.items() if name != "style"})
            found.append(group)
        else:
            found.extend(elements)
    return found
