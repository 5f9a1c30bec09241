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

CASES: dict[str, Callable[[], Iterator[Numbers]]] = {}
LEAST: dict[str, int] = {}  # how many numbers a case compares at least: fewer would pass unnoticed
LEFT_OUT: dict[str, str] = {}  # what of a case is not compared


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


Comparisons = Callable[[], Iterator[Numbers]]


def case(name: str, least: int, left_out: str = "") -> Callable[[Comparisons], Comparisons]:
    """Register a case under "folder: method" that compares `least` numbers; `left_out` names what it does not."""

    def register(function: Comparisons) -> Comparisons:
        CASES[name], LEAST[name], LEFT_OUT[name] = function, least, left_out
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
