"""Matplotlib figure to inline SVG: described, scalable, the same bytes on every call."""

import io
import re
from html import escape
from xml.etree import ElementTree

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from isp_utils.pictures.style import SETTINGS

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"font: (?:(bold|\d+) )?([\d.]+)px [^;]+")
_LINE_END = re.compile(r"\s*\n\s*")
_LONG_FRACTION = re.compile(r"(\d+\.\d\d)\d+")


def inline_svg(figure: Figure, key: str, title: str, description: str) -> str:
    """The drawing as an `<svg>` element with role img, title and desc; all ids begin with `key`.

    No width and height (the page decides), no metadata, text as text in the page's own font.
    """
    root = ElementTree.fromstring(_drawn(figure))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    _drop(root, {"metadata", "style"})
    _rename_ids(root, key)
    for element in root.iter():
        _tidy(element)
    _flatten(root)
    inner = "".join(
        ElementTree.tostring(child, encoding="unicode", short_empty_elements=True) for child in root
    )
    names = f"{key}-t {key}-d"
    head = (
        f'<svg class="isp-svg" role="img" aria-labelledby="{names}" viewBox="{root.get("viewBox")}" '
        f'focusable="false" stroke-linejoin="round" stroke-linecap="butt">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
    )
    return head + _LINE_END.sub(" ", inner) + "</svg>"


def _drawn(figure: Figure) -> str:
    buffer = io.StringIO()
    with matplotlib.rc_context(SETTINGS):
        FigureCanvasSVG(figure).print_svg(buffer, metadata=_NO_METADATA)
    return buffer.getvalue()


def _drop(element: ElementTree.Element, tags: set[str]) -> None:
    for child in list(element):
        _drop(child, tags)
        empty_defs = child.tag == "defs" and len(child) == 0
        if child.tag in tags or empty_defs:
            element.remove(child)


def _referenced(element: ElementTree.Element) -> list[str]:
    targets = [
        value[1:] for name, value in element.attrib.items() if name == "href" and value.startswith("#")
    ]
    return targets + [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]


def _rename_ids(root: ElementTree.Element, key: str) -> None:
    """Keep only ids that something refers to, numbered in order of appearance: unique and deterministic."""
    order = dict.fromkeys(name for element in root.iter() for name in _referenced(element))
    fresh = {name: f"{key}-{number}" for number, name in enumerate(order)}
    for element in root.iter():
        if element.get("id") in fresh:
            element.set("id", fresh[element.get("id", "")])
        else:
            element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            if name == "href" and value[1:] in fresh:
                element.set(name, f"#{fresh[value[1:]]}")
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(lambda match: f"url(#{fresh[match[1]]})", value))


def _tidy(element: ElementTree.Element) -> None:
    if style := element.get("style"):
        element.set("style", _FONT.sub(_font, style).replace("; ", ";").replace(": ", ":"))
    for name in ("d", "x", "y", "transform"):
        if value := element.get(name):
            element.set(name, _LONG_FRACTION.sub(r"\1", value))
    if element.tag != "text":
        element.text = (element.text or "").strip() or None
    element.tail = None


def _font(match: re.Match[str]) -> str:
    weight = f"font-weight:{match[1]};" if match[1] else ""
    return f"{weight}font-size:{float(match[2]):g}px"


def _flatten(element: ElementTree.Element) -> None:
    """Replace groups without attributes by their children; drop empty ones."""
    children: list[ElementTree.Element] = []
    for child in list(element):
        _flatten(child)
        children.extend(child if child.tag == "g" and not child.attrib else [child])
    element[:] = children
