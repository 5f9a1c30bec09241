"""Impressum: who answers for the pages, from the county's own folder; what nobody has entered is a visible gap."""

from isp_utils.model.catalogue import County
from isp_utils.model.terms import Sources
from isp_utils.suite.site.pages.small_page import Material
from isp_utils.suite.site.template import rendered


def where_to_enter(county: County) -> str:
    """The file of the county's own folder in which a gap is closed.

    >>> where_to_enter(County("03999", "Kreis Muster", "Muster", "im Kreis Muster", "03"))
    'counties/03999/county.toml'
    """
    return f"counties/{county.key}/county.toml"


def imprint_body(material: Material) -> str:
    """Inside of the page."""
    found: dict[str, set[str]] = {}
    rows = material.figures.table
    behind = Sources.of(rows.loc[rows["region"] == material.county.key, "source"].unique())
    for source in material.catalogue.sources.values():
        if source.owner == "amtlich" and source.id in behind:
            found.setdefault(source.licence, set()).add(source.publisher)
    licences = [(licence, sorted(found[licence])) for licence in sorted(found)]
    return rendered("impressum", county=material.county, file=where_to_enter(material.county), licences=licences)
