"""The small pages of every site, in the order of the links at the foot of a page."""

from isp_utils.suite.site.pages.access_page import access_body
from isp_utils.suite.site.pages.glossary_page import glossary_body
from isp_utils.suite.site.pages.imprint_page import imprint_body
from isp_utils.suite.site.pages.methods_page import methods_body
from isp_utils.suite.site.pages.plain_page import plain_body
from isp_utils.suite.site.pages.small_page import SmallPage

SMALL_PAGES = (
    SmallPage("methoden.html", "Methoden und Zeichen", "Methoden und Zeichen", methods_body),
    SmallPage("glossar.html", "Glossar", "Glossar", glossary_body),
    SmallPage("leichte-sprache.html", "Leichte Sprache", "Leichte Sprache", plain_body),
    SmallPage("barrierefreiheit.html", "Erklärung zur Barrierefreiheit", "Barrierefreiheit", access_body),
    SmallPage("impressum.html", "Impressum", "Impressum", imprint_body),
)
