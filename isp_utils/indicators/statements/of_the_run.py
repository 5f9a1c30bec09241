"""Statements that a run has made before its notebooks begin: each of them takes these instead of making its own.

A run names the file; without one (a scientist in JupyterLab, a unit test), for another county or up to another year,
a statement is made from the table. It is the same.
"""

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.statement import Statement, statement_of
from isp_utils.model import reads
from isp_utils.model.catalogue import Indicator

VARIABLE = "ISP_AUSSAGEN"  # file with the statements of the run


@dataclass(frozen=True)
class Given:
    """The statements of a county up to a year: by Kennzahl, each pickled, for most notebooks need but some."""

    kreis: str
    year: int
    said: Mapping[str, bytes]

    @classmethod
    def of(cls, figures: Figures, statements: Mapping[str, Statement | None]) -> "Given":
        """What may be said about these figures."""
        said = {name: pickle.dumps(one, pickle.HIGHEST_PROTOCOL) for name, one in statements.items()}
        return cls(figures.county.key, figures.year, said)

    def write(self, path: Path) -> None:
        """Put it where notebooks find it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(self, pickle.HIGHEST_PROTOCOL))


def given_statement(figures: Figures, indicator: Indicator) -> Statement | None:
    """As statement_of; from the run's file where that has it."""
    path = os.environ.get(VARIABLE)
    given = _read(path, Path(path).stat().st_mtime_ns) if path else None
    if given is None or (given.kreis, given.year) != (figures.county.key, figures.year):
        return statement_of(figures, indicator)
    reads.note(reads.KENNZAHL, indicator.id)
    reads.note(reads.PERIODS)
    said: Statement | None = pickle.loads(given.said[indicator.id])  # written by this very run
    return said


@lru_cache(maxsize=1)
def _read(path: str, _: int) -> Given:
    """The file as it is since that time (ns)."""
    given: Given = pickle.loads(Path(path).read_bytes())
    return given
