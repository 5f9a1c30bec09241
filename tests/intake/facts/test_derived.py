"""Figures that follow from the counts of one file: sums, shares and one sex alone, and none where a part is missing."""

import pandas as pd
import pytest

from isp_utils.intake.facts.derived import derived_of, with_derived
from isp_utils.intake.facts.slips import without_slips
from isp_utils.intake.facts.table_rules import TableRule
from isp_utils.model.errors import InputError
from isp_utils.model.sources import Source
from tests.intake.facts.test_mapping import source_with

ROW = {"fact": "a", "region": "03354", "period": "2024-12-31", "sex": "total", "age": "total", "group": "total"}
ROW |= {"value": 1.0, "flag": "", "raw": "1", "census_base": "none", "row": 7}


def facts(*rows):
    return pd.DataFrame([ROW | row for row in rows])


def made(rule, *rows):
    """What a rule adds: (period, sex, age, group, value)."""
    source = Source("amt", "Amt", "Amt", "frei", "amtlich", derived=(rule,))
    added = with_derived(facts(*rows), source)[len(rows) :]
    return list(added[["period", "sex", "age", "group", "value"]].itertuples(index=False, name=None))


ALL = ("2024-12-31", "total", "total", "total")
WOMEN = {"fact": "frauen", "age": "15-49", "sex": "w", "of": ["bevoelkerung/15-49"]}


@pytest.mark.parametrize(
    ("rule", "rows", "expected"),
    [
        ({"fact": "c", "of": ["a", "b"]}, [{"value": 6.0}, {"fact": "b", "value": 217.0}], [(*ALL, 223.0)]),
        ({"fact": "c", "of": ["a", "b"]}, [{"value": 6.0}], []),
        ({"fact": "c", "of": ["a"]}, [{"value": None, "flag": "secret"}], []),
        (
            {"fact": "a_anteil", "of": ["a/65+"], "per": ["a"], "times": 100, "digits": 1, "yearly": True},
            [{"age": "65+", "value": 1.0}, {"value": 3.0}],
            [("2024", "total", "total", "total", 33.3)],
        ),
        ({"fact": "a_anteil", "of": ["a/65+"], "per": ["a"], "times": 100}, [{"age": "65+", "value": 4.0}, {}], []),
        ({"fact": "c", "of": ["a"], "per": ["b"]}, [{}, {"fact": "b", "value": 0.0}], []),
        (
            WOMEN,
            [{"fact": "bevoelkerung", "age": "15-49", "sex": sex, "value": n} for sex, n in (("w", 5.0), ("m", 4.0))],
            [("2024-12-31", "total", "15-49", "total", 5.0)],
        ),
    ],
    ids=["sum", "part missing", "part secret", "share", "part larger than whole", "whole of nobody", "one sex"],
)
def test_what_follows_from_the_counts(rule, rows, expected):
    assert made(rule, *rows) == expected


def test_a_slip_in_an_entry_is_refused():
    source = Source("amt", "Amt", "Amt", "frei", "amtlich", derived=({"fact": "c", "off": ["a"]},))
    with pytest.raises(InputError, match="unbekannter Schlüssel »off«"):
        derived_of(source)


def test_sexes_that_an_office_published_wrongly_leave_the_total():
    sexes = (("total", 9.0), ("m", 3.0), ("w", 4.0))
    table = facts(*({"sex": sex, "value": value} for sex, value in sexes))
    kept = without_slips(table, [TableRule("1", (), slips=("033*/2024-12-31",))])
    assert kept["value"].notna().tolist() == [True, False, False]
    assert kept["flag"].tolist() == ["", "not_available", "not_available"]
    assert without_slips(table, [TableRule("1", (), slips=("03355/2024-12-31",))])["value"].notna().all()


def test_a_printed_year_is_the_day_that_the_rule_says(reads, keys):
    from isp_utils.intake.facts.mapping import mapped_facts
    from tests.intake.samples import flat

    reading = reads(flat(("03354", "", "Insgesamt", "5", "Anzahl")).replace("2024-12-31", "2024"))
    rule = {"table": "12411", "sex": "GES", "day": "12-31", "facts": [{"fact": "bevoelkerung"}]}
    assert set(mapped_facts(reading, source_with(rule), keys)["period"]) == {"2024-12-31"}
