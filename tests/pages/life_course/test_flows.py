"""Flows of a transition: a few people left over are no more shown than a hidden part."""

from isp_utils.indicators.stocks import Stock
from isp_utils.model.schema import Flag
from isp_utils.pages.life_course.transitions import FEW, _rest, _rest_protected


def stock(value: float | None, flag: str = "") -> Stock:
    return Stock("schulentlassene", "03354", "2015", value, flag, "regionalstatistik")


def test_a_rest_of_few_people_hides_itself_and_the_smallest_part():
    parts = [("a", stock(80.0)), ("b", stock(18.0))]
    kept = _rest_protected(parts, 98.0 + FEW - 1)
    assert [found.value for _, found in kept] == [80.0, None]
    assert kept[1][1].flag == Flag.PROTECTED.value
    (rest,) = _rest("Rest", [found for _, found in kept], 100.0)
    assert rest.count.value is None


def test_a_larger_rest_or_none_stays():
    parts = [("a", stock(80.0)), ("b", stock(10.0))]
    assert _rest_protected(parts, 100.0) == parts
    assert _rest_protected(parts, 90.0) == parts
    (rest,) = _rest("Rest", [found for _, found in parts], 100.0)
    assert rest.count.value == 10.0
    assert _rest("Rest", [found for _, found in parts], 90.0) == []


def test_a_hidden_part_hides_the_rest():
    (rest,) = _rest("Rest", [stock(80.0), stock(None, "secret")], 100.0)
    assert rest.count.value is None
    assert rest.share.value is None
