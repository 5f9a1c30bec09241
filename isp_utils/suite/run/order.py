"""What a run of notebooks was asked for, and how each of them ended."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.catalogue import PageEntry
from isp_utils.suite.shared_out import HAS_FORK


@dataclass(frozen=True)
class Order:
    """What a run was asked for."""

    kreis: str
    jahr: int = 0
    vergleich: tuple[str, ...] = ("land", "bund")
    only: tuple[str, ...] = ()
    fresh: bool = False
    jobs: int = 2
    apart: bool = False  # each notebook in a kernel of its own

    @property
    def forked(self) -> bool:
        """Whether its notebooks run in forks."""
        return HAS_FORK and not self.apart

    @property
    def parameters(self) -> dict[str, object]:
        """Parameters handed to the notebooks that declare them."""
        return {"kreis": self.kreis, "jahr": self.jahr, "vergleich": list(self.vergleich)}


@dataclass(frozen=True)
class NotebookRun:
    """How one notebook ended: ok, cached or failed."""

    page: PageEntry
    status: str
    seconds: float
    executed: Path
