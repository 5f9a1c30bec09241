"""The statements of a site, made before its notebooks run, for these and for its own pages; kept from run to run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from isp_utils.indicators.statements.of_the_run import VARIABLE, Given
from isp_utils.indicators.statements.statement import Statement, statement_of
from isp_utils.model import reads
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.kept_contents import kept_contents, rows_and_dates

FILE = "aussagen.pickle"


@contextmanager
def given_to_notebooks(site: Site) -> Iterator[Site]:
    """Within, notebooks find the statements on the site's figures made; so does the site that comes."""
    site = site.saying(_statements(site))
    path = site.store.runs(site.county.key) / FILE
    Given.of(site.figures, site.statements).write(path)
    os.environ[VARIABLE] = str(path)
    try:
        yield site
    finally:
        del os.environ[VARIABLE]
        path.unlink()


def _statements(site: Site) -> dict[str, Statement | None]:
    """The statement on every Kennzahl; made anew where a row of its own has changed."""
    items = site.catalogue.indicators

    def made(name: str) -> tuple[Statement | None]:
        return (statement_of(site.figures, items[name]),)

    hanging = rows_and_dates(site, reads.KENNZAHL, site.indicators, items)
    site.figures.of(next(iter(items), ""))  # cuts the table up once, before the work is shared out
    return {
        name: said for name, (said,) in zip(items, kept_contents(site, "aussagen", hanging, made).found(), strict=True)
    }
