"""outputs/index.html: one page over all counties of a run, with the way to each and what failed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.wording import enumeration
from isp_utils.store import Store, write_text
from isp_utils.suite.counties.arrival import Made
from isp_utils.suite.site.context import today
from isp_utils.suite.site.template import page, rendered

TITLE = "Alle Kreise"
UNCHANGED, DONE = "unverändert", "neu erstellt"
MISSING = "neu erstellt, aber es fehlt: {pages}"
KEPT, NOT_MADE = "nicht erstellt; es gilt die frühere Fassung", "nicht erstellt"


def write_overview(store: Store, catalogue: Catalogue, counties: Sequence[Made]) -> Path:
    """Write the page and return its folder; says nothing of the figures but the newest year."""
    overview = store.outputs("")
    groups = [(land, list(_entries(store, made))) for land, made in _by_land(catalogue, counties).items()]
    wrong = sum(not made.well for made in counties)
    body = rendered("kreise", groups=groups, number=len(counties), wrong=wrong, newest=_newest(counties))
    about: dict[str, Any] = {"county": enumeration([land for land, _ in groups]) if len(groups) < 3 else "Deutschland"}
    about |= {"title": TITLE, "created": today(), "demo": False}
    write_text(page(body, about), overview / "index.html")
    return overview


def _by_land(catalogue: Catalogue, counties: Sequence[Made]) -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {}
    for made in counties:
        found.setdefault(catalogue.register[made.order.kreis[:2]].name, []).append(made)
    return found


def _entries(store: Store, counties: Sequence[Made]) -> Iterator[dict[str, object]]:
    for made in counties:
        kreis = made.order.kreis
        there = (store.outputs(kreis) / "index.html").exists()
        href = f"{kreis}/index.html" if there else ""
        yield {"name": made.name, "href": href, "newest": made.newest, "well": made.well, "state": _state(made, there)}


def _state(made: Made, there: bool) -> str:
    if made.refused:
        return KEPT if there else NOT_MADE
    if made.failed:
        return MISSING.format(pages=enumeration(made.failed))
    return UNCHANGED if made.unchanged else DONE


def _newest(counties: Sequence[Made]) -> int:
    return max((made.newest for made in counties), default=0)
