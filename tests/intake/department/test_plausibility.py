"""Jumps in a department's series: said with place and remedy, and nothing about small counts."""

import pytest

HEAD = "AGS;Jahr;Geschlecht;Hilfen\n"


@pytest.fixture
def said(reads):
    """Messages about jumps in a table of these lines, and what becomes of the file."""

    def read(*lines: str) -> tuple[list[str], str]:
        reading = reads(HEAD + "\n".join(lines) + "\n", "hilfen.csv")
        return [str(message) for message in reading.messages if "Sprung" in message.text], reading.action

    return read


def test_a_figure_more_than_ten_times_the_one_before_is_said_and_kept(said):
    found, action = said("03354;2021;w;48", "03354;2022;w;480", "03354;2023;w;4900")
    assert len(found) == 1
    assert found[0].startswith("Zelle D4: ") or found[0].startswith("Zeile 4: ")
    assert "Hilfen, 03354, 2022 zu 2023" in found[0]
    assert "2021" not in found[0]  # exactly tenfold is not more
    assert "Bitte prüfen" in found[0]
    assert action == "WARN"


def test_a_fall_is_a_jump_too_and_the_order_of_the_lines_does_not_matter(said):
    found, _ = said("03354;2023;w;30", "03354;2021;w;500", "03354;2022;w;510")
    assert "Hilfen, 03354, 2022 zu 2023" in found[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("03354;2021;w;9", "03354;2022;w;2000"),  # one below ten: chance, or a secret
        ("03354;2021;w;2000", "03354;2022;w;2"),
        ("03354;2021;w;0", "03354;2022;w;2000"),
        ("03354;2021;w;20", "03354;2021;m;2000"),  # two series
        ("03354;2021;w;20", "03351;2022;w;2000"),
        ("03354;2021;w;2000", "03354;2022;w;."),
    ],
    ids=["small before", "small after", "zero", "other sex", "other area", "missing"],
)
def test_no_jump(said, lines):
    assert said(*lines)[0] == []
