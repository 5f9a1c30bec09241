"""Means of larger areas, by weights of the catalogue."""

import pandas as pd
import pytest

from isp_utils.intake.facts.table_rules import FactRule, TableRule
from isp_utils.intake.facts.weighted import area_weights, with_means
from isp_utils.model.errors import InputError

LEVELS = ("samtgemeinde", "kreis", "land", "bund")


def facts(values):
    rows = [{"fact": "minuten", "region": region, "value": value} for region, value in values.items()]
    same = {"period": "2024", "sex": "total", "age": "total", "group": "total", "census_base": "none"}
    return pd.DataFrame(rows).assign(**same, flag="", raw="x", row=1)


def means(values, weight="people"):
    rule = TableRule("excel_bbsr", (), means_for=LEVELS)
    made = with_means(facts(values), rule, FactRule("minuten", means=weight))
    return made[made["flag"] == "estimated"].set_index("region")["value"].to_dict()


def municipalities(area):
    table = area_weights("people")
    return table[(table["area"] == area)].set_index("leaf")["weight"]


def test_a_mean_is_weighted_by_people():
    people = municipalities("033545403")
    minutes = {key: float(place) for place, key in enumerate(people.index)}
    expected = sum(minutes[key] * number for key, number in people.items()) / people.sum()
    assert means(minutes) == {"033545403": round(expected, 2)}


def test_with_less_than_97_percent_of_the_weight_there_is_no_mean():
    people = municipalities("033545403").sort_values()
    assert means(dict.fromkeys(people.index[:-1], 1.0)) == {}


def test_a_published_figure_is_not_replaced():
    people = municipalities("033545403")
    assert means({**dict.fromkeys(people.index, 1.0), "033545403": 7.0}) == {}


def test_kreise_make_the_land_by_their_children():
    children = area_weights("under_3").query("area == '03'").set_index("leaf")["weight"]
    assert len(children) == 45
    assert means(dict.fromkeys(children.index, 30.0), "under_3") == {"03": 30.0}


def test_an_unknown_weight_names_those_that_there_are():
    with pytest.raises(InputError, match=r"Gewicht »geld« gibt es nicht. Erlaubt sind: people, women, area_km2"):
        means({"03354001": 1.0}, "geld")
