"""Editions of one figure: the newest holds, two of the same date that differ are an error with both files."""

import re

import pandas as pd
import pytest

from isp_utils.intake.facts.versions import newest, revisions, rival_lines, rivals_in
from isp_utils.model.schema import FACT_COLUMNS

NAN = float("nan")


def versions(*rows):
    """Facts of one figure: file, retrieved, value, flag."""
    fixed = {"fact": "geburten", "region": "03354", "period": "2023", "sex": "total", "age": "total", "group": "total"}
    tables = [
        {**fixed, "file": file, "retrieved": day, "value": value, "flag": flag, "raw": "", "census_base": "none"}
        for file, day, value, flag in rows
    ]
    return pd.DataFrame(tables).assign(source="amt", row=range(2, len(rows) + 2))[[*FACT_COLUMNS, "retrieved"]]


RIVALS = {
    "two numbers": [("amt/a.csv", "2024-01-01", 5.0, ""), ("amt/b.csv", "2024-01-01", 6.0, "")],
    "a secret beside a number": [("amt/a.csv", "2024-01-01", NAN, "secret"), ("amt/b.csv", "2024-01-01", 6.0, "")],
}


@pytest.mark.parametrize("rows", RIVALS.values(), ids=RIVALS)
def test_two_of_one_date_are_an_error_with_both_files(rows):
    found = rivals_in(versions(*rows))
    assert found[0].files == ("amt/b.csv", "amt/a.csv")
    assert re.match(r"amt/b.csv, Zeile 3: .* in amt/a.csv, Zeile 2", rival_lines(found, {}))
    assert "»Geburten«, 03354, 2023 steht" in rival_lines(found, {"geburten": "Geburten"})
    assert rival_lines(found, {}, "amt/a.csv").startswith("amt/a.csv, Zeile 2: »geburten«")


def of_a_year(differing, same):
    """Two files of one date with figures of the same year, some of them different."""
    rows = [
        versions((file, "2024-01-01", 5.0 + (file == "amt/b.csv" and number < differing), "")).assign(age=str(number))
        for file in ("amt/a.csv", "amt/b.csv")
        for number in range(differing + same)
    ]
    return pd.concat(rows, ignore_index=True)


def test_another_year_is_asked_for_in_one_line_where_most_figures_of_a_file_differ():
    (line,) = rival_lines(rivals_in(of_a_year(5, 2)), {}, "amt/b.csv").splitlines()
    assert line.startswith(
        "amt/b.csv, Zeile 2: Für 2023 stehen auch in amt/a.csv Zahlen, und 5 von 7 lauten dort anders."
    )
    assert "Beide haben den Stand 01.01.2024" in line
    assert "Bis dahin gilt von beiden nur, was ein früherer Lauf schon verwendet hat." in line
    assert "bitte die überholte aus dem Ordner nehmen; ist ein anderes Jahr gemeint als 2023" in line
    few = rival_lines(rivals_in(of_a_year(3, 9)), {}, "amt/b.csv")
    assert len(few.splitlines()) == 3
    assert "anderes Jahr" not in few


GOOD = {
    "a newer edition": ([("a", "2024-01-01", 5.0, ""), ("b", "2024-02-01", 6.0, "")], 6.0),
    "an older edition read later": ([("a", "2024-02-01", 5.0, ""), ("b", "2024-01-01", 6.0, "")], 5.0),
    "the same number": ([("a", "2024-01-01", 5.0, ""), ("b", "2024-01-01", 5.0, "")], 5.0),
    "a gap": ([("a", "2024-01-01", 5.0, ""), ("b", "2024-01-01", NAN, "not_available")], 5.0),
}


@pytest.mark.parametrize(("rows", "value"), GOOD.values(), ids=GOOD)
def test_editions_that_do_not_contradict_each_other(rows, value):
    assert not rivals_in(versions(*rows))
    assert newest(versions(*rows))["value"].tolist() == [value]


def test_a_changed_figure_is_a_revision():
    assert len(revisions(versions(*GOOD["a newer edition"][0]))) == 1
