"""Pictures in produced files, whatever their form."""

from collections.abc import Iterator
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.pages.parts.scraps import outputs_of
from isp_utils.suite.scan.office import office_pictures
from isp_utils.suite.scan.tables import Shown, shown_in


def pictures_of(path: Path) -> Iterator[Shown]:
    """Pictures of a page, slides, a document or the outputs of a notebook; InputError for one of an unknown kind."""
    markups = [path.read_text(encoding="utf-8")] if path.suffix == ".html" else []
    if path.suffix == ".ipynb":
        markups = ["".join(output) for output in outputs_of(path, "text/html")]
    try:
        yield from office_pictures(path)
        for markup in markups:
            yield from shown_in(markup)
    except InputError as error:
        raise InputError(f"Die Seiten werden nicht veröffentlicht. {path.name}, {error}") from error
