"""Files that were examined before and are the same: what was found in them still holds.

Every page names its run and its day. Both change each time and tell nothing: without them equal pages count as equal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from isp_utils.store import read_json, write_json


@dataclass(frozen=True)
class Examined:
    """record: file of what was found, by digest; rules: all that an examination depends on beside the file itself.

    passing: what changes with every run (its name, its day).
    """

    record: Path
    rules: str
    passing: tuple[str, ...] = ()

    def digest(self, file: Path, name: str) -> str:
        """Name of a file's content, of the name it goes by, and of the rules."""
        content = file.read_bytes()
        for text in self.passing:
            content = content.replace(text.encode(), b"\0")
        return sha256(f"{self.rules}\n{name}\n".encode() + content).hexdigest()

    def found_before(self) -> Mapping[str, Any]:
        """What the last examination found, by digest."""
        return dict(read_json(self.record)) if self.record.exists() else {}

    def keep(self, found: Mapping[str, Any]) -> None:
        """Keep what was found now, and nothing else."""
        write_json(found, self.record)


def examined(before: Examined | None, files: Sequence[tuple[Path, str]]) -> tuple[list[str], Mapping[str, Any]]:
    """Digest of each file (path, name) and what is known by digest; empty where nothing was kept."""
    if before is None:
        return [""] * len(files), {}
    return [before.digest(path, name) for path, name in files], before.found_before()
