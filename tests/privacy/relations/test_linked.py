"""All counts as one system: what an outsider makes of a hidden count beside zeros."""

import numpy as np
import pandas as pd

from isp_utils.privacy.cells.cells import KEYS
from isp_utils.privacy.relations.linked import Linked
from isp_utils.privacy.solver.system import System, relations_of

PLACES = ("eins", "zwei", "drei")


def two_tables(zero_of_a_stands: bool) -> Linked:
    """Facts a and b in three places with the counts 2, 0 and 7; two of a may have stood in an earlier release."""
    keys = [(what, place, "2023", "none", "total", "total", "total") for what in "ab" for place in PLACES]
    value = np.array([2.0, 0, 7] * 2)
    known = np.arange(6) == (1 if zero_of_a_stands else -1)
    never = np.zeros(6, bool)
    stood = np.isin(np.arange(6), [1, 2]) & zero_of_a_stands
    lower = (value > 0).astype(float)
    width = np.where(value == 2, 3.0, 0)
    system = System(value, width, value, known, never, lower, np.full(6, np.inf), never, relations_of([], 6))
    cells = pd.DataFrame(keys, columns=KEYS)
    return Linked(system, cells, cells[:0], 0, stood, never)


def test_where_a_hidden_count_would_tell_that_it_is_no_zero_the_zeros_beside_it_are_hidden_too():
    system = two_tables(zero_of_a_stands=False).with_hidden_zeros(np.array([0])).system
    assert system.lower.tolist() == [0, 0, 0, 1, 0, 1]
    assert np.flatnonzero(system.at_least).tolist() == [0, 1, 3]


def test_beside_a_zero_that_everybody_has_read_only_a_row_that_is_new_gains_by_it():
    """The zero of a stays known but goes from this release; the 7 stood beside it and is one at least for good."""
    found = two_tables(zero_of_a_stands=True).with_hidden_zeros(np.array([0, 3]))
    assert found.system.lower.tolist() == [0, 0, 1, 0, 0, 0]
    assert np.flatnonzero(found.system.at_least).tolist() == [0, 3, 4]
    assert np.flatnonzero(found.zeros).tolist() == [1]
