"""Which statements come first: far from the comparable Kreise, recent, judged; old ones apart."""

from dataclasses import dataclass, replace

import pandas as pd
import pytest

from isp_utils.indicators.statements.comparison import Comparison
from isp_utils.indicators.statements.development import Development
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.statements.place import Place
from isp_utils.indicators.statements.salience import changes, messages, varied
from isp_utils.indicators.statements.statement import Statement
from tests.pages.parts.test_judgements import figure, statement

EDGE, MIDDLE = Place(45, 45, 45), Place(20, 20, 45)


@dataclass(frozen=True)
class Kreise:
    """The values of the other Kreise, all the same for each Kennzahl."""

    values: tuple[float, ...] = tuple(float(value) for value in range(5, 15))
    newest_year: int = 2024

    def peers(self, own):
        keys = [f"0300{number}" for number in range(len(self.values))]
        return pd.DataFrame({"region": [*keys, own.region], "value": [*self.values, own.value]})


def said(name: str, code: str, better: str = "lower", place: Place = EDGE, **more) -> Statement:
    """A statement on a Kennzahl of its own, placed among the Kreise."""
    found = statement(code, {"id": name, "better": better, "nature": "stock", **more.pop("item", {})}, **more)
    return replace(found, place=place)


def kinds(*statements: Statement) -> dict[str, str]:
    """Kind of the message on each Kennzahl that has one."""
    found = messages(Kreise(), statements, [])  # type: ignore[arg-type]
    return {message.statement.indicator.id: message.kind for message in found}


def test_a_verdict_is_a_message_and_likeness_is_none():
    assert kinds(said("a", "higher"), said("b", "lower"), said("c", "similar")) == {"a": "worse", "b": "better"}


def test_without_better_or_worse_only_the_outer_kreise_stand_out():
    assert kinds(said("a", "higher", "none"), said("b", "higher", "none", MIDDLE)) == {"a": "other"}


def test_an_old_figure_stands_apart_and_an_exceptional_one_nowhere():
    old = said("a", "higher", hindered=Hindered(Hindrance.OLD, "2015"))
    odd = said("b", "higher", hindered=Hindered(Hindrance.EXCEPTIONAL, "x"))
    assert kinds(old, odd) == {"a": "older"}


def test_the_farther_and_the_newer_come_first():
    far, near = (said(name, "higher", own=figure(value=value)) for name, value in (("far", 18.0), ("near", 12.0)))
    aged = said("aged", "higher", own=figure(value=18.0, period="2020"))
    found = messages(Kreise(), [near, aged, far], [])  # type: ignore[arg-type]
    assert [message.statement.indicator.id for message in found] == ["far", "aged", "near"]


def test_a_good_message_is_never_crowded_out():
    bad = [said(f"bad{number}", "higher", item={"topic": f"t{number}"}, own=figure(value=20.0)) for number in range(6)]
    good = said("good", "lower", own=figure(value=9.0))
    found = messages(Kreise(), [*bad, good], [])  # type: ignore[arg-type]
    assert [message.kind for message in varied(found, 5)] == ["worse"] * 4 + ["better"]


@pytest.mark.parametrize("number", [1, 2])
def test_one_topic_does_not_fill_the_list(number):
    same = [said(f"a{place}", "higher", item={"topic": "wohnen"}) for place in range(4)]
    found = messages(Kreise(), same, [])  # type: ignore[arg-type]
    assert len(varied(found, 4, per_topic=number)) == number


def test_a_change_is_one_beside_the_land():
    turned = Development(figure(period="2018"), figure(), 5.0, 15.0, "rose", turn="worse")
    same = Development(figure(period="2018"), figure(), 5.0, 15.0, "rose")
    found = changes(
        Kreise(), [replace(said("a", "similar"), development=turned), replace(said("b", "similar"), development=same)]
    )  # type: ignore[arg-type]
    assert [message.statement.indicator.id for message in found] == ["a"]


def test_what_cannot_be_compared_is_no_message():
    assert kinds(said("a", "higher", item={"method": "count"})) == {}
    assert isinstance(said("a", "higher").land, Comparison)


def test_an_unfavourable_message_is_not_crowded_out_either_and_the_weightiest_stays():
    striking = [said(f"o{place}", "higher", "none", item={"topic": f"t{place}"}) for place in range(6)]
    striking = [replace(item, own=figure(value=20.0)) for item in striking]
    bad, good = said("bad", "higher", own=figure(value=9.5)), said("good", "lower", own=figure(value=9.5))
    found = messages(Kreise(), [*striking, bad, good], [])  # type: ignore[arg-type]
    assert [message.kind for message in varied(found, 5)] == ["other"] * 3 + ["worse", "better"]
    assert [message.kind for message in varied(found, 1)] == ["other"]
    assert [message.kind for message in varied(found, 2)] == ["other", "better"]


def test_of_two_that_say_the_same_the_newer_stands():
    old = said("share", "higher", item={"about": "work"}, own=figure(value=20.0, period="2023"))
    new = said("rate", "higher", item={"about": "work"}, own=figure(value=15.0, period="2024"))
    other = said("else", "higher", own=figure(value=15.0, period="2020"))
    assert set(kinds(old, new, other)) == {"rate", "else"}
    assert set(kinds(old, other)) == {"share", "else"}


def test_a_newer_one_without_judgement_does_not_displace_it():
    old = said("share", "higher", item={"about": "work"}, own=figure(value=20.0, period="2023"))
    odd = said("rate", "higher", item={"about": "work"}, hindered=Hindered(Hindrance.EXCEPTIONAL, "x"))
    assert set(kinds(old, odd)) == {"share"}
