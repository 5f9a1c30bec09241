"""Where the cases lie, how a comparison is written down, and the register of all cases."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

CASES: dict[str, Callable[[], Iterator[Numbers]]] = {}
LEFT_OUT: dict[str, str] = {}  # what of a case cannot be compared, and why


@dataclass(frozen=True)
class Numbers:
    """One comparison: `found` against `expected` within a relative or absolute tolerance."""

    what: str
    found: Any
    expected: Any
    relative: float = 1e-9
    absolute: float = 1e-12

    def count(self) -> int:
        """Compare all of them and say how many there were; words must be equal, numbers close."""
        expected = np.asarray(self.expected)
        found = np.asarray(self.found)
        if expected.dtype.kind in "OUSb":
            np.testing.assert_array_equal(found, expected, err_msg=self.what)
        else:
            np.testing.assert_allclose(found.astype(float), expected, self.relative, self.absolute, err_msg=self.what)
        return int(expected.size)


def case(name: str, left_out: str = "") -> Callable[[Callable[[], Iterator[Numbers]]], Callable[[], Iterator[Numbers]]]:
    """Register a case under "folder: method"; `left_out` names expected numbers without open input."""

    def register(function: Callable[[], Iterator[Numbers]]) -> Callable[[], Iterator[Numbers]]:
        CASES[name] = function
        LEFT_OUT[name] = left_out
        return function

    return register


def folder() -> Path | None:
    """`../shared/cases` beside the project, or what ISP_CASES names; None where there is none."""
    named = os.environ.get("ISP_CASES")
    places = [Path(named)] if named else [p / "shared" / "cases" for p in Path(__file__).resolve().parents]
    return next((place for place in places if place.is_dir()), None)


def table(path: str, **options: Any) -> pd.DataFrame:
    """A CSV of the cases."""
    place = folder()
    assert place is not None
    return pd.read_csv(place / path, **options)


def record(path: str) -> Any:
    """A JSON of the cases."""
    place = folder()
    assert place is not None
    return json.loads((place / path).read_text(encoding="utf-8"))


def floats(values: ArrayLike) -> np.ndarray:
    """As float array."""
    return np.asarray(values, dtype=float)
