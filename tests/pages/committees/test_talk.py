"""What a committee hears of the fictive county: its own fields, one message a slide, nothing made up, no open end."""

import json
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from isp_utils.indicators.statements.salience import varied
from isp_utils.model.catalogue import Indicator, load
from isp_utils.model.committees import read_committees
from isp_utils.model.indicator import Exceptional
from isp_utils.model.massnahmen import STATUS, Massnahme, MassnahmenRegister
from isp_utils.pages.committees.chosen import OWN
from isp_utils.pages.committees.occasion import occasion_of
from isp_utils.pages.committees.visuals import SlideChart, SlideTable, chart_of, value_label
from isp_utils.pages.parts.scraps import GLUED
from isp_utils.store import Store
from isp_utils.suite.documents.sets import set_of
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.committees import unanswered_priorities
from isp_utils.suite.site.context import Site
from tests.musterkreis import KREIS

NOTHING = MassnahmenRegister()
BUS = Massnahme("m1", "Musterbus", "Alle kommen an.", "Familien", "Nahverkehr", "laufend", cost=12000.0, funding="Land")


@dataclass(frozen=True)
class Drawn:
    """A Kennzahl with figures of these years from two sources, and the Land's from a third."""

    item: Indicator
    years: tuple[str, ...]

    @property
    def statement(self):
        odd = (Exceptional(2020, "ein Jahr ohne Schule"), Exceptional(1999, "steht nicht im Bild"))
        own = SimpleNamespace(region=KREIS, census_base="none")
        return SimpleNamespace(indicator=replace(self.item, exceptional=odd), own=own)

    @property
    def figures(self):
        sources = ["alt"] * 3 + ["neu"] * (len(self.years) - 3)
        rows = pd.DataFrame({"period": self.years, "value": 5.0, "source": sources, "census_base": "none"})
        county = SimpleNamespace(key=KREIS, short="Musterkreis")
        more = pd.DataFrame({"period": ["1990"], "value": 3.0, "source": "nicht im Bild", "census_base": "none"})
        land = pd.concat([more, rows.assign(source="land")])
        return SimpleNamespace(county=county, unbroken=lambda *_: rows, known=lambda *_: land)


@pytest.fixture(scope="module")
def site(built):
    catalogue = load(built.catalogue).seen_from(KREIS)
    return Site(built, catalogue, catalogue.county(KREIS), Order(KREIS), built.manifest(), built.indicators(), ())


@pytest.fixture(scope="module")
def order(built):
    return read_committees(built.catalogue, KREIS)


def made(site, order, name="kreistag", register=NOTHING, session=None, **more):
    known = "2015 bis 2023", "lauf-1", date(2023, 12, 31)
    occasion = replace(occasion_of(order, order.gremium(name), known, date(2031, 1, 1), session), **more)
    return set_of(site.findings, site.words, register, occasion)


def test_a_committee_hears_of_its_own_fields(site, order):
    told = made(site, order, "fachausschuss").chosen.messages
    assert told
    assert {said.indicator.home for said in told} == {"jugendhilfe"}


def test_made_up_and_hindered_figures_are_not_told(site, order):
    for said in made(site, order).chosen.messages:
        assert not said.own.demo
        assert said.own.published
        assert not said.hindered


def test_every_message_has_a_chart_of_printed_values_that_ends_with_the_figure_in_large(site, order):
    for slide in made(site, order).talk.slides:
        if isinstance(slide.visual, SlideChart):
            own = [line for line in slide.visual.lines if line.role == "own"]
            values = own[0].values if own else slide.visual.lines[0].values
            printed = [value_label(slide.visual, value) for value in values if value is not None]
            assert any(slide.figure.startswith(words.removesuffix("\u202f%")) for words in printed)
            assert len(slide.points) <= 2
            assert slide.visual.alt
            assert slide.notes


def test_the_day_is_that_of_the_calendar_or_the_one_asked_for_or_open(site, order):
    assert made(site, order, "fachausschuss").talk.subtitle == "Fachausschuss, 20.05.2031"
    assert made(site, order, session=date(2031, 6, 1)).talk.subtitle == "Kreistag, 01.06.2031"
    assert made(site, order).talk.subtitle == "Kreistag, Termin noch offen"


def test_the_last_slide_says_where_the_report_goes_next(site, order):
    first, last = (made(site, order, name).talk.slides[-1] for name in ("fachausschuss", "kreistag"))
    asked = "nimmt den Sachstandsbericht zur Kenntnis"
    assert first.title == f"Vorschlag: Der Fachausschuss {asked}; danach ist der Bericht im Kreistag"
    assert last.title == f"Vorschlag: Der Kreistag {asked}; damit endet die Beratungsfolge"
    assert isinstance(last.visual, SlideTable)
    assert last.visual.rows[0] == ("Fachausschuss", "Fachberatung", "20.05.2031")


def test_real_massnahmen_have_a_slide_and_their_cost_stands_in_the_paper(site, order):
    found = made(site, order, register=MassnahmenRegister(massnahmen=(BUS,)))
    assert f"Eine Maßnahme steht im Register, {STATUS['laufend']}" in [slide.title for slide in found.talk.slides]
    assert f"Musterbus ({STATUS['laufend']}): 12.000\u00a0Euro. Land." in found.paper.cost


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (("Krippe",), "Schwerpunkt „Krippe“: Keine Maßnahme antwortet darauf."),
        (("Arbeit, Beruf", "Schule"), "Schwerpunkte „Arbeit, Beruf“ und „Schule“: Keine Maßnahme antwortet darauf."),
    ],
)
def test_the_paper_says_which_schwerpunkte_have_no_massnahme(site, order, titles, words):
    assert words in made(site, order, unanswered=titles).paper.situation
    assert "Schwerpunkt" not in str(made(site, order).paper.situation)


def test_schwerpunkte_are_those_that_the_synthesis_has_recorded(site, order, tmp_path):
    scrap = {"title": "Krippe", "fields": ["jugendhilfe"], "massnahmen": []}
    store = Store(tmp_path)
    there = replace(site, store=store)
    gremium = order.gremium("fachausschuss")
    assert unanswered_priorities(there, gremium) == ()
    data = {GLUED[0]: {"name": "schwerpunkte", "data": [scrap]}}
    notebook = {"cells": [{"outputs": [{"data": data}]}]}
    (synthesis,) = (page.notebook for page in site.catalogue.pages if page.after)
    store.runs(KREIS).mkdir(parents=True)
    (store.runs(KREIS) / f"{synthesis}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert unanswered_priorities(there, gremium) == ("Krippe",)


def test_the_talk_asks_for_what_the_paper_proposes(site, order):
    for name in ("fachausschuss", "kreistag"):
        found = made(site, order, name)
        assert found.paper.proposal.rstrip(".") in found.talk.slides[-1].title


@pytest.mark.parametrize("ended", [{"status": "abgeschlossen"}, {"end": date(2030, 12, 31)}])
def test_what_has_ended_causes_no_cost_any_more(site, order, ended):
    found = made(site, order, register=MassnahmenRegister(massnahmen=(replace(BUS, **ended),)))
    assert "Musterbus" not in str(found.paper.cost)
    assert "Im Register steht keine geplante oder laufende Maßnahme mit Kosten." in found.paper.cost


def test_a_committee_of_all_fields_hears_what_the_whole_kurzfassung_says(site, order):
    told = made(site, order).chosen.messages
    ranked = [item.statement for item in varied(site.findings.messages, len(told))]
    assert ranked
    assert list(told[: len(ranked)]) == ranked


def test_a_committee_of_one_field_hears_what_its_report_puts_first(site, order):
    gremium = order.gremium("fachausschuss")
    report = [item.statement for item in varied(site.findings.of_field(gremium.fields[0]), OWN)]
    assert list(made(site, order, "fachausschuss").chosen.messages[: len(report)]) == report


def test_the_table_of_the_paper_repeats_no_message(site, order):
    for name in ("fachausschuss", "kreistag"):
        found = made(site, order, name)
        told = {said.indicator.short for said in found.chosen.messages}
        assert not told & {row[0] for row in (found.paper.figures.rows if found.paper.figures else ())}


def test_a_picture_names_the_sources_of_all_that_is_drawn_and_what_is_odd_about_its_years(site):
    item = site.findings.real("jugendhilfe")[0].indicator
    said = Drawn(item, ("2019", "2020", "2021", "2022", "2024"))
    chart = chart_of(said.figures, said.statement, [], "Musterland")
    assert chart.sources == ("alt", "neu", "land")
    assert chart.remarks == ("Ausnahmejahr 2020: ein Jahr ohne Schule.", "Keine Zahl für 2023.")
    assert all(remark in chart.alt for remark in chart.remarks)


def test_made_up_massnahmen_are_left_out(site, order):
    demo = Massnahme("m2", "Erfundener Bus", "Z", "G", "A", "laufend", cost=99.0, demo=True)
    found = made(site, order, register=MassnahmenRegister(massnahmen=(demo,)))
    assert "Erfundener Bus" not in str(found.talk) + str(found.paper)


def test_talk_and_paper_say_data_date_and_run(site, order):
    found = made(site, order, "fachausschuss")
    assert found.paper.number == "M 17"
    assert found.paper.stamp in found.facts.foot
    assert found.paper.stamp == "Zahlen 2015 bis 2023. Lauf lauf-1."
