"""What comes back from a worker beside the pages: how the notebooks ended, what is new, or why there are no pages."""

from dataclasses import asdict, dataclass
from pathlib import Path

from isp_utils.store import read_json, write_json

PAGES, RUNS, SNAPSHOTS = "seiten", "laeufe", "staende"  # folders of a result
ENDED = "ende.json"


@dataclass(frozen=True)
class WorkerReport:
    """notebooks: name, status and seconds of each; line: what is new; refused: why there are no pages (German)."""

    notebooks: tuple[tuple[str, str, float], ...]
    line: str = ""
    refused: str = ""


def write_told(told: WorkerReport, path: Path) -> None:
    """Write it as JSON."""
    write_json(asdict(told), path)


def read_told(path: Path) -> WorkerReport:
    """Read it again."""
    found = read_json(path)
    return WorkerReport(
        tuple((name, status, seconds) for name, status, seconds in found["notebooks"]), found["line"], found["refused"]
    )
