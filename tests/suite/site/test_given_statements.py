"""Statements are made before the notebooks run, once for these and for the site; afterwards nothing of it is left."""

import os
from pathlib import Path

import pytest

from isp_utils.indicators.statements.of_the_run import VARIABLE, given_statement
from isp_utils.indicators.statements.statement import statement_of
from isp_utils.suite.site.given_statements import given_to_notebooks
from tests.musterkreis import KREIS
from tests.suite.site.test_kept_contents import place as place
from tests.suite.site.test_kept_contents import site_of


def test_notebooks_and_site_find_the_statements_that_the_table_gives(place):
    site = site_of(place, KREIS)
    items = site.catalogue.indicators
    plain = {name: repr(statement_of(site.figures, item)) for name, item in items.items()}
    for _ in ("made", "kept"):
        with given_to_notebooks(site_of(place, KREIS)) as told:
            given = {name: repr(given_statement(told.figures, item)) for name, item in items.items()}
        assert given == plain == {name: repr(said) for name, said in told.after([]).statements.items()}


def test_nothing_is_left_where_the_notebooks_break_off(place):
    seen = []

    def notebooks(site):
        with given_to_notebooks(site):
            seen.append(Path(os.environ[VARIABLE]))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        notebooks(site_of(place, KREIS))
    assert VARIABLE not in os.environ
    assert not seen[0].exists()
