"""Obstacles: proven by two kinds of evidence only, demo data prove nothing."""

import pytest

from isp_utils.model.evidence import Evidence
from isp_utils.model.massnahmen import Empfehlung, Massnahme, MassnahmenRegister
from isp_utils.pages.parts.triangulation import (
    DEMO_ONLY,
    HINT,
    PROVEN,
    UNPROVEN,
    judged,
    register_strength,
    unanswered,
)

ORDER = {"T1": None, "T2": None}


def row(kind: str, strength: int, demo: bool = False, transition: str = "T1") -> Evidence:
    return Evidence(f"{kind}{strength}", kind, "kindergarten", transition, "kosten", strength, "Quelle", "Text", demo)


@pytest.mark.parametrize(
    ("rows", "status", "strength"),
    [
        ([row("familien", 3)], HINT, 1),
        ([row("familien", 3), row("familien", 2)], HINT, 1),
        ([row("familien", 3), row("akteure", 2)], PROVEN, 2),
        ([row("familien", 3), row("akteure", 1), row("register", 2)], PROVEN, 2),
        ([row("familien", 3), row("konferenzen", 3, demo=True)], HINT, 1),
        ([row("familien", 3, demo=True), row("konferenzen", 3, demo=True)], DEMO_ONLY, 0),
    ],
)
def test_two_kinds_prove(rows, status, strength):
    (found,) = judged(rows, ORDER)
    assert (found.status, found.strength) == (status, strength)


def test_what_demo_data_would_prove_is_said():
    (found,) = judged([row("familien", 3), row("konferenzen", 2, demo=True)], ORDER)
    assert found.proven_with_demo
    (proven,) = judged([row("familien", 3), row("akteure", 2), row("konferenzen", 2, demo=True)], ORDER)
    assert not proven.proven_with_demo


def test_statements_of_no_strength_are_no_evidence():
    assert judged([row("familien", 0)], ORDER) == []


def answer(transition: str, demo: bool = False) -> Massnahme:
    place = {"transitions": (transition,), "obstacles": ("kosten",)}
    return Massnahme("m1", "Titel", "Ziel", "Alle", "Amt", "geplant", **place, demo=demo)


def test_obstacles_without_a_real_massnahme_are_named():
    rows = [row("familien", 2), row("familien", 2, transition="T2")]
    answered, only_demo = judged(rows, ORDER, MassnahmenRegister((), (answer("T1"), answer("T2", demo=True))))
    assert unanswered([answered, only_demo]) == [only_demo]
    assert [len(item.massnahmen) for item in (answered, only_demo)] == [1, 1]


def test_what_is_only_answered_or_advised_is_without_evidence():
    advice = Empfehlung("e1", "Titel", "konferenz", "Quelle", transition="T2", obstacle="kosten")
    found = judged([], ORDER, MassnahmenRegister((advice,), (answer("T1"),)))
    assert [(item.transition, item.status, item.strength) for item in found] == [
        ("T1", UNPROVEN, 0),
        ("T2", UNPROVEN, 0),
    ]
    assert found[1].empfehlungen == (advice,)
    assert unanswered(found) == []


def test_order_follows_the_transitions():
    found = judged([row("familien", 2, transition="T2"), row("familien", 1)], ORDER)
    assert [item.transition for item in found] == ["T1", "T2"]


@pytest.mark.parametrize(
    ("verdict", "turn", "strength"), [("worse", "", 2), ("worse", "worse", 3), ("better", "worse", 1), ("", "", 0)]
)
def test_what_a_kennzahl_says(verdict, turn, strength):
    assert register_strength(verdict, turn) == strength
