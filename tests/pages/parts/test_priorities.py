"""Schwerpunkte follow the declared rules: points, threshold, order, answers; nothing is typed."""

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from isp_utils.model.domain import FIELDS, HERE
from isp_utils.model.errors import InputError
from isp_utils.model.evidence import Evidence
from isp_utils.model.massnahmen import Massnahme, MassnahmenRegister
from isp_utils.model.priorities import NAME, Points, PriorityRules, load_priority_rules
from isp_utils.pages.parts.massnahmen_links import NO_ANSWER
from isp_utils.pages.parts.priorities import Unfavourable, priorities, unfavourable, worsens
from isp_utils.pages.parts.priority_words import answer_line, recorded, rules_in_words, without_answer
from isp_utils.pages.parts.triangulation import judged

RULES = PriorityRules(fewest=1, most=2, threshold=2, movement=0.25, points=Points(1, 2, 2, 1))
TITLES = {"kindergarten": "Kindergarten", "grundschule": "Grundschule", "arbeit": "Arbeit"}
BIOGRAPHY = SimpleNamespace(transitions={"T3": SimpleNamespace(target="kindergarten")})
TEXT = {"goal": "Ziel", "target_group": "Alle", "responsible": "Amt", "status": "geplant"}


@dataclass(frozen=True)
class Said:
    """As much of a statement as the rules read."""

    indicator: SimpleNamespace
    turn: str = ""
    development: SimpleNamespace | None = None


def figure(place, worsening=False, fields=("schule",), name="k1"):
    indicator = SimpleNamespace(id=name, topic="", station=place, fields=fields, better="lower")
    return Unfavourable(Said(indicator), 5.0, worsening)


def proven(massnahmen=()):
    rows = [Evidence(kind, kind, "kindergarten", "T3", "kosten", 2, "Quelle", "Text", False) for kind in ("a", "b")]
    kinds = [replace(row, kind=kind) for row, kind in zip(rows, ("familien", "akteure"), strict=True)]
    return judged(kinds, {"T3": None}, MassnahmenRegister((), tuple(massnahmen)))


def found(figures=(), obstacles=(), massnahmen=(), rules=RULES):
    return priorities(figures, obstacles, TITLES, (BIOGRAPHY, massnahmen, rules))


def test_points_add_up_by_the_rules_and_the_most_come_first():
    (first, second) = found([figure("grundschule"), figure("grundschule", worsening=True)], proven())
    assert (first.place, first.points) == ("grundschule", 4)
    assert (second.place, second.points, len(second.obstacles)) == ("kindergarten", 2, 1)


def test_one_weak_sign_alone_is_no_schwerpunkt():
    assert found([figure("grundschule")]) == []
    assert [item.points for item in found([figure("grundschule", fields=("schule", "gesundheit"))])] == [2]


def test_no_more_than_the_rules_allow():
    three = [figure(place, worsening=True) for place in TITLES]
    assert [item.place for item in found(three)] == ["kindergarten", "grundschule"]
    assert len(found(three, rules=replace(RULES, most=3))) == 3


def massnahme(demo=False, **more):
    return Massnahme("m1", "Rufbus", **TEXT, demo=demo, **more)


ANSWERS = {
    "station": ({"station": "kindergarten"}, True),
    "kennzahl": ({"indicator": "k1", "direction": "lower"}, True),
    "obstacle": ({"transitions": ("T3",), "obstacles": ("kosten",)}, True),
    "elsewhere": ({"station": "grundschule"}, False),
    "other obstacle": ({"transitions": ("T3",), "obstacles": ("sprache",)}, False),
}


@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS)
def test_what_answers_a_schwerpunkt(case):
    values, answers = case
    (item,) = found([figure("kindergarten")], proven(), [massnahme(**values)])
    assert bool(item.massnahmen) == answers


def test_made_up_massnahmen_are_no_answer():
    made_up, real = massnahme(demo=True), massnahme()
    assert answer_line([]) == NO_ANSWER
    assert answer_line([made_up]) == NO_ANSWER
    assert answer_line([real, made_up]) == answer_line([real]) != NO_ANSWER


def test_which_schwerpunkte_of_some_fields_have_no_real_answer():
    school = figure("kindergarten", fields=("schule",))
    (open_one,) = found([school], proven(), [massnahme(demo=True, station="kindergarten")])
    (answered,) = found([school], proven(), [massnahme(station="kindergarten")])
    told = [recorded(item) for item in (open_one, answered)]
    assert without_answer(told, ("schule",)) == (open_one.title,)
    assert without_answer(told, ("gesundheit",)) == ()


def test_a_schwerpunkt_of_no_field_concerns_whoever_hears_of_all():
    told = [{"title": "Krippe", "fields": [], "massnahmen": []}]
    assert without_answer(told, tuple(FIELDS)) == ("Krippe",)
    assert without_answer(told, ("schule",)) == ()


def test_an_answer_says_what_it_leaves_open():
    plain = answer_line([massnahme(start=date(2025, 8, 1), indicator="k1", direction="lower")])
    assert answer_line([massnahme()]) == plain.replace("(geplant)", "(geplant, ohne Termin, ohne Kennzahl)")
    assert "ohne" not in plain


def moved(first, last, low, high, code="rose", turn=""):
    ends = {"first": SimpleNamespace(value=first), "last": SimpleNamespace(value=last)}
    return Said(SimpleNamespace(better="lower"), turn, SimpleNamespace(**ends, low=low, high=high, code=code))


WORSENING = {
    "clearly": (moved(7.0, 8.0, 7.0, 8.0), True),
    "hardly, beside its years": (moved(42.3, 42.5, 36.0, 46.0), False),
    "to the better": (moved(8.0, 7.0, 7.0, 8.0, "fell"), False),
    "worse than the Land": (moved(8.0, 7.9, 7.0, 9.0, "fell", "worse"), True),
    "clearly, but better than the Land": (moved(7.0, 8.0, 7.0, 8.0, "rose", "better"), False),
    "nothing known": (Said(SimpleNamespace(better="lower")), False),
}


@pytest.mark.parametrize("case", WORSENING.values(), ids=WORSENING)
def test_what_counts_as_worsening(case):
    said, expected = case
    assert worsens(said, RULES.movement) is expected


@dataclass(frozen=True)
class Judged:
    """As much of a judged statement as `unfavourable` reads: worse than in the Land."""

    indicator: SimpleNamespace
    own: SimpleNamespace
    verdict: str = "worse"
    turn: str = ""
    hindered: None = None
    development: None = None


def judged_figure(name, period, about):
    indicator = SimpleNamespace(id=name, better="lower", about=about)
    return Judged(indicator, SimpleNamespace(period=period, value=8.0, published=True))


@pytest.mark.parametrize(("about", "names"), [("arbeit", ["neu"]), ("", ["alt", "neu"])])
def test_what_two_kennzahlen_say_in_two_ways_counts_once(about, names):
    peers = pd.DataFrame({"region": ["a", "b"], "value": [5.0, 6.0]})
    statements = [judged_figure("alt", "2023", about), judged_figure("neu", "2025", about)]
    worse = unfavourable(SimpleNamespace(peers=lambda own: peers), statements, ["a", "b"], RULES.movement)
    assert [item.said.indicator.id for item in worse] == names


def test_the_rules_are_told_with_their_numbers(tmp_path):
    told = " ".join(rules_in_words(replace(RULES, points=Points(7, 8, 9, 11), most=4)))
    assert all(f"{number}\u00a0Punkte" in told for number in (7, 8, 9, 11))
    assert "höchstens 4" in told


BAD = {
    "threshold": ("threshold = 2", "threshold = 0"),
    "most": ("most      = 5", "most = 2"),
    "key": ("proven", "prooven"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_rules_that_make_no_sense_are_refused(case, tmp_path):
    text = (HERE / NAME).read_text(encoding="utf-8")
    assert case[0] in text
    (tmp_path / NAME).write_text(text.replace(*case, 1), encoding="utf-8")
    with pytest.raises(InputError, match=NAME):
        load_priority_rules(tmp_path)
