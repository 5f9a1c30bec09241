"""The Laender: what the law of one Land says differently, one file a Land (laender/<key>.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.counties import Note, read_notes
from isp_utils.model.toml import into, read_toml
from isp_utils.model.words import own_words


@dataclass(frozen=True)
class Land:
    """A Land by its official key: its words for the texts of the catalogue, its notes and breaks."""

    key: str
    words: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def read_laender(folder: Path, declared: Mapping[str, str]) -> dict[str, Land]:
    """Laender by key; raises InputError naming file and key."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        table = read_toml(path)
        table.pop("note", None)
        own_words(table.get("words", {}), declared, f"laender/{path.name}")
        found[path.stem] = into(Land, {"key": path.stem, **table, "notes": read_notes(path)}, f"laender/{path.name}")
    return found
