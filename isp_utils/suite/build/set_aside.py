"""Deliveries that a run does not use because they are faulty: which, what stands in for them, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from isp_utils.pages.parts.unused_deliveries import NOTHING, remedy
from isp_utils.store import Store, read_json, write_json

NAME = "meldungen.json"  # in the internal folder: reasons and questions quote figures


@dataclass(frozen=True)
class SetAside:
    """A file (source/name) that is not used, why (for the house only), and what holds instead of it."""

    file: str
    reason: str
    instead: str = NOTHING

    @property
    def public(self) -> dict[str, str]:
        """What pages may say: neither reason nor content."""
        return {"file": self.file, "instead": self.instead}


def keep_notices(store: Store, aside: Iterable[SetAside], questions: Iterable[str]) -> None:
    """Keep reasons and questions inside the house, so that a later run without news says them again."""
    told: dict[str, Any] = {"aside": [[one.file, one.reason, one.instead] for one in aside]}
    write_json(told | {"questions": list(questions)}, store.internal / NAME)


def kept_notices(store: Store) -> list[str]:
    """Lines for the terminal: questions, then every file that is set aside with reason and remedy."""
    path = store.internal / NAME
    if not path.exists():
        return []
    told = read_json(path)
    lines = [f"Rückfrage zu {question}" for question in told["questions"]]
    for one in (SetAside(*entry) for entry in told["aside"]):
        instead, todo = remedy(one.public)
        lines.append(f"Nicht verwendet: {one.file}. {instead}")
        lines += [f"  {reason}" for reason in one.reason.splitlines()]
        lines.append(f"  {todo}")
    return lines
