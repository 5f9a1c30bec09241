"""Erklärung zur Barrierefreiheit, in the parts that Directive (EU) 2016/2102 and decision (EU) 2018/1523 ask for."""

from isp_utils.suite.site.pages.imprint_page import where_to_enter
from isp_utils.suite.site.pages.small_page import Material
from isp_utils.suite.site.template import rendered


def access_body(material: Material) -> str:
    """Inside of the page."""
    county, words = material.county, material.words
    land = material.catalogue.register[county.key[:2]].name
    created = material.created
    return rendered(
        "barrierefreiheit", county=county, words=words, land=land, created=created, file=where_to_enter(county)
    )
