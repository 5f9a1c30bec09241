"""In the charts of all Kennzahlen no text is cut and no two texts meet, at the width of a phone and of a desk."""

import re

import pytest

from isp_utils.pages import field
from isp_utils.pages.field import Report
from isp_utils.store import Store
from tests.charts.extents import colliding
from tests.charts.samples import peers_sample, places_sample, trend_sample

KREIS = "03354"
HISTORY = re.compile(r'<figure[^>]*data-kind="entwicklung".*?</figure>', re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["peers", "places"])
def test_no_text_is_cut_and_no_two_meet(real_home, monkeypatch, verb):
    monkeypatch.setenv("ISP_HOME", str(real_home))
    drawn = []
    monkeypatch.setattr(field, "show", drawn.append)
    report = Report("schule", KREIS)
    for name in report.catalogue.indicators:
        getattr(report, verb)(name)
    assert len(drawn) > 20
    assert {made.name: found for made in drawn if (found := colliding(made.html))} == {}


@pytest.mark.slow
def test_no_text_is_cut_and_no_two_meet_in_a_history(real_home):
    """Each Kennzahl has its history on its Steckbrief, drawn by the run as a report draws it."""
    cards = (Store(real_home).outputs(KREIS) / "kennzahlen").glob("*.html")
    drawn = {path.stem: found for path in cards if (found := HISTORY.findall(path.read_text(encoding="utf-8")))}
    assert len(drawn) > 100
    found = {name: colliding("".join(shown)) for name, shown in drawn.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_text_that_is_cut_and_one_that_meets_another_are_found():
    made = trend_sample().html
    assert colliding(made + peers_sample().html + places_sample().html) == []
    assert colliding(made.replace("Musterkreis</text>", f"{'Muster' * 20}</text>"))
