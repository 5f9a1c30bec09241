"""What of a slide master is used: the county's own file, its layouts, and the field for content."""

import zipfile
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError

NAMES = ("titel und inhalt", "title and content")


def opened_master(master: Path) -> Any:
    """The county's own presentation without its slides; InputError where it is none."""
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


def opening_layout(made: Any) -> Any:
    """The layout of a title slide, else the first."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    found = (layout for layout in made.slide_layouts if KIND.CENTER_TITLE in _kinds(layout))
    return next(found, made.slide_layouts[0])


def usual_layout(made: Any, master: Path | None) -> Any:
    """The layout with a title and a field for content: by its name, else the first; InputError where there is none."""
    fitting = [layout for layout in made.slide_layouts if content_field(layout) is not None and _has_title(layout)]
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


def content_field(owner: Any) -> Any:
    """The field for content of a layout or slide, None where there is none."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    found = [shape for shape in owner.placeholders if shape.placeholder_format.type in (KIND.OBJECT, KIND.BODY)]
    return max(found, key=lambda shape: (shape.width or 0) * (shape.height or 0), default=None)
