"""What the fields say together: agreement, contradiction, level against trend; demo data say nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.catalogue import FIELDS, STATIONS
from isp_utils.pages.parts.findings import Finding, agreements, contradictions, matrix_cells, newest_findings

PAGES = {field: f"{field}.html" for field in FIELDS}


def finding(name: str = "quote", **more: object) -> Finding:
    """A finding of the school field about a Kennzahl where less is better, worse than in the Land."""
    plain = {
        "indicator": name,
        "short": name.title(),
        "field": "schule",
        "station": "kindergarten",
        "sentence": "Satz.",
    }
    plain |= {"comparison": "higher", "verdict": "worse", "turn": "", "demo": False, "period": "2022"}
    return Finding(**(plain | more))  # type: ignore[arg-type]


WORSE = {"comparison": "higher", "verdict": "worse"}
BETTER = {"comparison": "lower", "verdict": "better"}


def test_of_two_that_say_the_same_the_newer_stands():
    old, new = finding("alt", period="2023"), finding("neu", period="2025")
    other = finding("c", period="2019")
    assert newest_findings([old, new, other], {"alt": "arbeit", "neu": "arbeit", "c": ""}) == [new, other]
    silent = replace(new, comparison="", verdict="")
    assert newest_findings([old, silent], {"alt": "arbeit", "neu": "arbeit"}) == [old, silent]


# ---- agreements ------------------------------------------------------------------------------------------------


def test_several_kennzahlen_that_concern_two_fields_agree():
    lines = agreements([finding("a", fields=("schule",)), finding("b", fields=("schule", "gesundheit"))])
    assert lines == ["Kindergarten: A und B sind ungünstiger als im Land. Das betrifft Schule und Gesundheit."]


def test_one_kennzahl_of_two_fields_is_no_agreement():
    both = ("schule", "gesundheit")
    assert agreements([finding("a", fields=both), finding("a", field="gesundheit", fields=both)]) == []


def test_several_kennzahlen_of_one_field_are_no_agreement():
    assert agreements([finding("a", fields=("schule",)), finding("b", fields=("schule",))]) == []


def test_different_stations_do_not_agree():
    assert agreements([finding("a"), finding("b", fields=("gesundheit",), station="grundschule")]) == []


def test_opposite_judgements_do_not_agree():
    assert agreements([finding("a", **WORSE), finding("b", fields=("gesundheit",), **BETTER)]) == []


# ---- contradictions --------------------------------------------------------------------------------------------


def test_kennzahlen_of_a_station_that_disagree_are_named():
    lines = contradictions([finding("a", **BETTER), finding("b", field="gesundheit", **WORSE)])
    assert lines == [
        "Kindergarten: A günstiger als im Land, B ungünstiger.",
    ]


@pytest.mark.parametrize(
    ("level", "turn", "line"),
    [
        (BETTER, "worse", "A: günstiger als im Land, entwickelt sich aber ungünstiger als dort."),
        (WORSE, "better", "A: ungünstiger als im Land, entwickelt sich aber günstiger als dort."),
        (BETTER, "better", None),
        (WORSE, "", None),
    ],
)
def test_level_against_trend(level, turn, line):
    assert contradictions([finding("a", turn=turn, **level)]) == ([line] if line else [])


def test_a_kennzahl_of_two_fields_contradicts_itself_once():
    twice = [finding("a", field=field, turn="better") for field in ("schule", "jugendhilfe")]
    assert len(contradictions(twice)) == 1


def test_no_judgement_no_contradiction():
    assert contradictions([finding("a", comparison="similar", verdict="", turn="worse"), finding("b", **BETTER)]) == []


# ---- demo ------------------------------------------------------------------------------------------------------

FINDINGS = st.builds(
    finding,
    st.sampled_from("abc"),
    field=st.sampled_from(sorted(FIELDS)),
    station=st.sampled_from(sorted(STATIONS)),
    comparison=st.sampled_from(["higher", "similar", "lower", ""]),
    verdict=st.sampled_from(["better", "worse", ""]),
    turn=st.sampled_from(["better", "worse", ""]),
)


@given(st.lists(FINDINGS, max_size=6), st.lists(FINDINGS, max_size=6))
def test_demo_findings_change_no_sentence(real, made_up):
    demo = [replace(item, demo=True) for item in made_up]
    assert agreements([*real, *demo]) == agreements(real)
    assert contradictions([*demo, *real]) == contradictions(real)
    before, after = matrix_cells(real, PAGES), matrix_cells([*real, *demo], PAGES)
    assert {place: after[place] for place in before} == before
    assert {after[place].word for place in after.keys() - before.keys()} <= {"nur Demodaten"}


# ---- the matrix ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "parts", "tone"),
    [
        ([finding("a", **WORSE)], [("worse", "A")], "worse"),
        ([finding("a", **BETTER), finding("b", **BETTER)], [("better", "A, B")], "better"),
        ([finding("a", **BETTER), finding("b", **WORSE)], [("worse", "B"), ("better", "A")], "mixed"),
        ([finding("a", comparison="higher", verdict="")], [("other", "A")], "plain"),
        ([finding("a", comparison="similar", verdict="")], "nichts fällt auf", "similar"),
        ([finding("a", comparison="", verdict="")], "kein Urteil möglich", "plain"),
        ([finding("a", demo=True)], "nur Demodaten", "missing"),
    ],
    ids=["worse", "better", "both", "different", "similar", "nothing to say", "demo"],
)
def test_a_cell_names_its_kennzahlen_under_their_sign(group, parts, tone):
    mark = matrix_cells(group, PAGES)["Kindergarten", "Schule"]
    assert (list(mark.parts) or mark.word, mark.tone, mark.href) == (parts, tone, "schule.html")
    real = sum(not item.demo for item in group)
    assert mark.detail == {0: "", 1: "von 1\u00a0Kennzahl"}.get(real, f"von {real}\u00a0Kennzahlen")


def test_there_is_a_cell_only_where_there_are_findings():
    assert set(matrix_cells([finding("a")], PAGES)) == {("Kindergarten", "Schule")}
    assert matrix_cells([], PAGES) == {}
