"""The time plan: every bar stands in words beside it, whatever of its time is known."""

import re
from datetime import date

import pytest

from isp_utils.charts import Caption, GanttRow, Kind, gantt
from isp_utils.charts.gantt import time_text

CAPTION = Caption(
    "Zeitplan", "Zeit", "Quelle: Register", "Tabelle der Maßnahmen mit Beginn, Ende und Status.", "plan", Kind.SCHEDULE
)
MARKS = ((date(2025, 6, 1), True), (date(2026, 6, 1), False))


def row(start=None, end=None, solid=True, marks=()):
    return GanttRow("Rufbus <neu>", "#massnahme-m1", start, end, "in Umsetzung", "Schulamt", solid, marks)


def test_words_and_data_file_say_what_the_bar_shows():
    found = gantt([row(date(2025, 1, 1), date(2026, 12, 31), marks=MARKS)], CAPTION)
    assert "01.01.2025 bis 31.12.2026" in found.html
    assert '<a href="#massnahme-m1">Rufbus &lt;neu&gt;</a>' in found.html
    assert "2025 bis 2026" in found.html
    assert found.csv.splitlines()[1:] == ["Rufbus <neu>;01.01.2025;31.12.2026;in Umsetzung;Schulamt"]


def test_a_bar_lies_inside_its_drawing_and_marks_stand_where_they_belong():
    html = gantt([row(date(2025, 1, 1), date(2026, 12, 31), marks=MARKS)], CAPTION).html
    bar = re.search(r'class="sp-o" d="M([\d.]+) 6H([\d.]+)V16', html)
    assert 0 <= float(bar[1]) < float(bar[2]) <= 200
    assert len(re.findall('class="sp-m"', html)) == len(re.findall('class="sp-m sp-open"', html)) == 1


def test_what_has_no_date_has_no_bar():
    html = gantt([row()], CAPTION).html
    assert "noch kein Termin" in html
    assert "<svg" not in html


@pytest.mark.parametrize(("solid", "css"), [(True, "sp-o"), (False, "sp-open")])
def test_planned_ones_are_outlined(solid, css):
    assert f'class="{css}"' in gantt([row(date(2025, 1, 1), date(2026, 1, 1), solid)], CAPTION).html


def test_times_in_words():
    day = date(2025, 1, 1)
    assert time_text(day, None) == "seit 01.01.2025"
    assert time_text(None, day) == "bis 01.01.2025"
