"""Statements that a run has made: a notebook takes those of its county and year, and asks for what it would ask."""

from dataclasses import replace

import pytest

from isp_utils.indicators.statements.of_the_run import VARIABLE, Given, given_statement
from isp_utils.indicators.statements.statement import statement_of
from isp_utils.model import reads
from tests.indicators.gated import LAND, figures_of, line

FIGURES = figures_of(
    [line(str(year), value) for year, value in ((2018, 9.0), (2023, 10.0))] + [line("2023", 8.0, 1.0, region=LAND)]
)
QUOTE = FIGURES.catalogue.indicators["quote"]


@pytest.fixture
def given(tmp_path, monkeypatch):
    """A run has said something of its own, so that it is seen from where a statement comes."""
    said = replace(statement_of(FIGURES, QUOTE), references=())
    Given.of(FIGURES, {"quote": said, "ohne": None}).write(tmp_path / "aussagen.pickle")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "aussagen.pickle"))
    return said


def test_a_notebook_takes_the_statement_of_the_run(given):
    found = given_statement(FIGURES, QUOTE)
    assert repr(found) == repr(given)  # a NaN of a file is no other
    assert given_statement(FIGURES, replace(QUOTE, id="ohne")) is None


def test_it_has_asked_for_what_a_statement_hangs_on(given):
    asked = []
    for make in (statement_of, given_statement):
        reads.forget()
        make(replace(FIGURES), QUOTE)
        asked.append(reads.asked_for())
    reads.forget()
    assert asked[0] == asked[1]


@pytest.mark.parametrize("other", [{"year": 2020}, {"county": replace(FIGURES.county, key="03355")}])
def test_another_county_and_another_year_are_told_from_the_table(given, other):
    figures = replace(FIGURES, **other)
    assert repr(given_statement(figures, QUOTE)) == repr(statement_of(figures, QUOTE))


def test_without_a_run_it_is_told_from_the_table(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert given_statement(FIGURES, QUOTE).references != ()
