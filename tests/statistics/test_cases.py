"""Every open case of ../shared/cases is reproduced within its tolerance; the test says how many numbers it compared.

A part of each stands in `published/` and is compared by test_published.py in a plain clone too.

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
)
from tests.statistics.reference.numbers import CASES, LEAST, LEFT_OUT, folder

SETS = sorted(CASES) if folder() else []
ALL = f"all {len(CASES)} sets"  # the one test of a plain clone


@pytest.mark.parametrize("name", SETS or [ALL])
def test_published_numbers_are_reproduced(name, capsys):
    if name == ALL:
        pytest.skip(f"{ALL} lie in shared/cases, not beside this clone (or set ISP_CASES); test_published.py stands in")
    compared = sum(numbers.count() for numbers in CASES[name]())
    assert compared >= LEAST[name]
    with capsys.disabled():
        print(f"\n{name}: {compared} numbers" + (f" (not: {LEFT_OUT[name]})" if LEFT_OUT[name] else ""), end=" ")
