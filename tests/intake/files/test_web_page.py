"""A page with more cells than any table has is refused before it fills the memory."""

import pytest

from isp_utils.intake.files import web_page
from isp_utils.intake.messages import IntakeError

ROW = "<tr><td>Gartow</td><td>12</td></tr>"


def test_more_cells_than_allowed_are_refused_with_a_remedy(monkeypatch):
    monkeypatch.setattr(web_page, "MOST_CELLS", 8)
    assert len(web_page.html_table(f"<table>{ROW * 4}</table>")) == 4
    with pytest.raises(IntakeError, match=r"mehr als 8 Zellen.*Bitte .*CSV"):
        web_page.html_table(f"<table>{ROW * 3}</table><table>{ROW * 2}</table>")
