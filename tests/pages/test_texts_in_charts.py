"""In the charts of all Kennzahlen no text is cut and no two texts meet, at the width of a phone and of a desk."""

import pytest

from isp_utils.pages import field
from isp_utils.pages.field import Report
from tests.charts.extents import colliding
from tests.charts.samples import peers_sample, places_sample, trend_sample


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["trend", "peers", "places"])
def test_no_text_is_cut_and_no_two_meet(real_home, monkeypatch, verb):
    monkeypatch.setenv("ISP_HOME", str(real_home))
    drawn = []
    monkeypatch.setattr(field, "show", drawn.append)
    report = Report("schule", "03354")
    for name in report.catalogue.indicators:
        getattr(report, verb)(name)
    assert len(drawn) > 20
    assert {made.name: found for made in drawn if (found := colliding(made.html))} == {}


def test_a_text_that_is_cut_and_one_that_meets_another_are_found():
    made = trend_sample().html
    assert colliding(made + peers_sample().html + places_sample().html) == []
    assert colliding(made.replace("Musterkreis</text>", f"{'Muster' * 20}</text>"))
