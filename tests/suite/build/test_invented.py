"""Made-up deliveries are drawn once for what they are drawn from, and are the same as if they were drawn each time."""

import pandas as pd
import pytest

from isp_utils.model.catalogue import Catalogue, DemoFact, Source
from isp_utils.model.schema import FACT_COLUMNS
from isp_utils.store import Store
from isp_utils.suite.build import invented
from isp_utils.suite.build.invented import FOLDER, with_invented
from isp_utils.suite.build.kept import Kept
from tests.small_register import REGISTER

KREIS, OTHER = "03354", "03355"
DEMO = (
    DemoFact("hilfen", "bevoelkerung/0-14", 0.05, (2018, 2020), ("kreis",)),
    DemoFact("hilfen_ambulant", "hilfen", 0.6, (2018, 2020), ("kreis",), kind="binomial"),
)
OFFICE = Source("jugendamt", "Hilfen zur Erziehung", "Jugendamt", "intern", "eigene", demo=DEMO)
KNOWN = Catalogue({}, {"jugendamt": OFFICE}, {}, REGISTER)


def counts(fact: str, kreis: float, other: float, source: str = "statistik") -> pd.DataFrame:
    """Counts of two Kreise."""
    rows = [(fact, KREIS, "2020", kreis), (fact, OTHER, "2020", other)]
    plain = {"sex": "total", "age": "0-14", "group": "total", "flag": "", "raw": "", "census_base": "none"}
    table = pd.DataFrame(rows, columns=["fact", "region", "period", "value"])
    return table.astype({"value": float}).assign(**plain, source=source, file=f"{source}/a.csv", row=2)[
        list(FACT_COLUMNS)
    ]


PEOPLE, BIRTHS = counts("bevoelkerung", 6000, 20000), counts("geburten", 400, 900)


@pytest.fixture
def drawn(monkeypatch) -> list[int]:
    """Has an entry for every time that was drawn."""
    times: list[int] = []
    original = invented.demo_deliveries
    monkeypatch.setattr(invented, "demo_deliveries", lambda *given: times.append(1) or original(*given))
    return times


def made(home, *tables: pd.DataFrame) -> pd.DataFrame:
    """Facts and what is invented beside them, the same as in a workplace without memory."""
    facts = pd.concat(tables, ignore_index=True)
    found = with_invented(facts, KNOWN, Store(home))
    pd.testing.assert_frame_equal(found[: len(facts)], facts)
    return found[len(facts) :].reset_index(drop=True)


def test_the_same_bases_are_drawn_from_once(tmp_path, drawn):
    first, again = made(tmp_path, PEOPLE, BIRTHS), made(tmp_path, PEOPLE, BIRTHS)
    pd.testing.assert_frame_equal(first, again)
    assert set(first["fact"]) == {"hilfen", "hilfen_ambulant"}
    assert set(first["flag"]) == {"demo"}
    assert len(drawn) == 1


def test_figures_beside_the_bases_change_nothing(tmp_path, drawn):
    first = made(tmp_path, PEOPLE, BIRTHS)
    pd.testing.assert_frame_equal(first, made(tmp_path, PEOPLE, counts("geburten", 400, 901)))
    assert len(drawn) == 1


@pytest.mark.parametrize(
    "tables",
    [
        (counts("bevoelkerung", 6000, 30000), BIRTHS),
        (PEOPLE.assign(age="0-17"), BIRTHS),
        (PEOPLE, BIRTHS, counts("hilfen", 12, 40)),
        (PEOPLE, BIRTHS, counts("anderes", 12, 40, "jugendamt")),
    ],
    ids=["another base", "no base", "published meanwhile", "the department delivers"],
)
def test_what_is_drawn_from_draws_again_when_it_changes(tmp_path, drawn, tables):
    first, second = made(tmp_path, PEOPLE, BIRTHS), made(tmp_path, *tables)
    assert len(drawn) == 2
    assert not first.equals(second)
    pd.testing.assert_frame_equal(second, made(tmp_path / "afresh", *tables))
    assert len(Kept(Store(tmp_path).internal / FOLDER).names()) == 1, "the former ones are forgotten"


def test_other_rules_draw_again(tmp_path, drawn, monkeypatch):
    made(tmp_path, PEOPLE)
    monkeypatch.setattr(invented, "state_of_rooms", lambda *_: "andere")
    made(tmp_path, PEOPLE)
    assert len(drawn) == 2
