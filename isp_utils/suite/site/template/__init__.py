"""The look of the site: the nbconvert template `isp` and the functions that fill it.

`isp` (a plain dict) carries what a page says about itself:
    county, title            strings (title is the <title>, and the h1 unless the body brings its own)
    site                     name of the site, default "Integrierte Sozialplanung"
    nav, links               lists of {title, href, current}: the reports; the links of the footer
    back, steps              on a part of a report: {title, href} of its main page; the parts before and after
    toc                      list of {level, id, text}; made from the headings of the body if absent
    numbers, created, run_id, facts     footer; numbers says from when to when, facts is a list of {term, text}
    citation                            footer: how the page is quoted
    demo, demo_text          True where demonstration figures stand on the page

Classes for HTML that a report writes itself: p.lead, p.headline, p.hint, div.isp-statement;
dl.isp-key > div > dt + dd.big + dd (key figures); ul.isp-cards > li > h2|h3 + p (cards); ul.a-z;
dl.isp-profile > dt + dd (profile of an indicator); p.gap (what somebody has yet to enter); div.easy (Leichte Sprache).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isp_utils.model.soft_hyphens import softened

if TYPE_CHECKING:
    import jinja2
    from jinja2 import Template
    from nbconvert.exporters.html import HTMLExporter
    from nbformat import NotebookNode

FOLDER = Path(__file__).parent
NAME = "isp"
LONGEST_CONTENTS = 24  # entries; a longer table of contents names the main sections only
_HEADING = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_BARE_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)  # from Markdown; ours carry a class


@dataclass(frozen=True)
class Body:
    """Finished inside of a page and its table of contents."""

    html: str
    toc: list[dict[str, Any]]


def notebook_page(notebook: "NotebookNode", isp: Mapping[str, Any]) -> str:
    """The whole HTML page of an executed notebook. Code, warnings and tracebacks stay out."""
    html, _ = _exporter().from_notebook_node(notebook, {"isp": dict(isp)})
    return html.strip() + "\n"


def page(body: str, isp: Mapping[str, Any]) -> str:
    """The whole HTML page around a body that is not a notebook (index, Kennzahlen, Barrierefreiheit)."""
    template, css = _plain_page()
    return template.render(isp=dict(isp), css=css, body=finished_body(body)).strip() + "\n"


@lru_cache(maxsize=1)
def _plain_page() -> tuple["Template", str]:
    """Template of a page that is no notebook, and the style sheet."""
    import jinja2

    loader = jinja2.FileSystemLoader(FOLDER / NAME)
    environment = jinja2.Environment(loader=loader, autoescape=False)
    environment.filters["softened"] = softened
    template = environment.get_template("page.html.j2")
    return template, f"<style>\n{(FOLDER / NAME / 'isp.css').read_text(encoding='utf-8')}</style>"


def rendered(name: str, **context: object) -> str:
    """The inside of a page that is not a notebook, from its template in pages/; all text is escaped."""
    return _templates().get_template(f"{name}.html.j2").render(**context)


@lru_cache(maxsize=1)
def _templates() -> "jinja2.Environment":
    import jinja2

    loader = jinja2.FileSystemLoader(FOLDER / "pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["softened"] = softened
    return environment


def load_templates() -> None:
    """Load all of them now: processes that are made hereafter have them, and need not load them each for itself."""
    _ = _exporter().template
    _plain_page()
    for path in sorted((FOLDER / "pages").glob("*.j2")):
        _templates().get_template(path.name)


def finished_body(html: str) -> Body:
    """Body with a unique id at every h2 and h3 and accessible Markdown tables, and its contents."""
    toc: list[dict[str, Any]] = []
    taken: set[str] = set(_ID.findall(_HEADING.sub("", html)))

    def anchored(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        text = unescape(_TAG.sub("", inner)).strip()
        given = _ID.search(attributes)
        name = _unused(given[1] if given else _slug(text), taken)
        toc.append({"level": int(level), "id": name, "text": text})
        rest = _ID.sub("", attributes).rstrip()
        return f'<h{level}{rest} id="{name}">{inner}</h{level}>'

    anchored_html = _HEADING.sub(anchored, html)
    short = [entry for entry in toc if entry["level"] == 2] if len(toc) > LONGEST_CONTENTS else toc
    return Body(_BARE_TABLE.sub(_accessible_table, anchored_html), short)


@lru_cache(maxsize=1)
def _exporter() -> "HTMLExporter":
    from nbconvert.exporters.html import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    class PageExporter(HTMLExporter):  # type: ignore[misc]
        """Fills the template and leaves the result alone."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
            # nbconvert would parse the page again to put English words in place of missing alt texts
            prepared = self._init_resources(resources)  # type: ignore[no-untyped-call]
            return TemplateExporter.from_notebook_node(self, nb, prepared, **kw)

    return PageExporter(  # type: ignore[no-untyped-call]
        template_name=NAME,
        extra_template_basedirs=[str(FOLDER)],
        exclude_anchor_links=True,
        optimistic_validation=True,  # once at the end, not after each of a dozen steps
        language_code="de",
        filters={"finished_body": finished_body, "softened": softened},
    )


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "abschnitt"


def _unused(name: str, taken: set[str]) -> str:
    fresh, count = name, 1
    while fresh in taken:
        count += 1
        fresh = f"{name}-{count}"
    taken.add(fresh)
    return fresh


def _accessible_table(match: re.Match[str]) -> str:
    """Markdown knows neither scope nor caption: column headers get a scope, the region its name from them."""
    inner = re.sub(r"<th(?=[\s>])", '<th scope="col"', match[1])
    headers = [unescape(_TAG.sub("", cell)).strip() for cell in re.findall(r"<th[^>]*>(.*?)</th>", inner, re.DOTALL)]
    name = "Tabelle: " + ", ".join(header for header in headers if header)
    label = name.replace("&", "&amp;").replace('"', "&quot;")
    region = f'<div class="isp-scroll" role="region" tabindex="0" aria-label="{label}">'
    return f"{region}<table>{inner}</table></div>"
