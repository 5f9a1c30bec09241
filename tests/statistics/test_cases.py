"""Every open case of ../shared/cases is reproduced within its tolerance; the test says how many numbers it compared.

Disclosure and rounding cases belong to the tests of `privacy`.
"""

import pytest

from tests.statistics.reference import (
    composites,  # noqa: F401
    indicator_methods,  # noqa: F401 - importing a module registers its cases
    life_tables,  # noqa: F401
    projections,  # noqa: F401
    small_areas,  # noqa: F401
    surveys,  # noqa: F401
    trends,  # noqa: F401
)
from tests.statistics.reference.numbers import CASES, LEFT_OUT, folder


@pytest.mark.parametrize("name", sorted(CASES))
def test_published_numbers_are_reproduced(name, capsys):
    if folder() is None:
        pytest.skip("no folder shared/cases beside the project (or set ISP_CASES): nothing to compare with")
    compared = sum(numbers.count() for numbers in CASES[name]())
    assert compared > 0
    with capsys.disabled():
        print(f"\n{name}: {compared} numbers" + (f" (not: {LEFT_OUT[name]})" if LEFT_OUT[name] else ""), end=" ")
