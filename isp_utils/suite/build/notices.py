"""What is said of deliveries on the terminal and kept for the next run: questions back, and files that are not used."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from isp_utils.intake.messages import first_few, with_noun
from isp_utils.model.wording import in_command
from isp_utils.store import Store, read_json, write_json
from isp_utils.suite.build.set_aside import SetAside, notice

NAME = "meldungen.json"  # in the internal folder: reasons and questions quote figures
FEW = 2  # files that are named in a command one by one


@dataclass(frozen=True)
class AskedBack:
    """A question about a delivery that is used all the same: file (source/name), and text with its row in front."""

    file: str
    text: str


def keep_notices(store: Store, aside: Iterable[SetAside], questions: Iterable[AskedBack]) -> None:
    """Keep reasons and questions inside the house, so that a later run without news says them again."""
    told: dict[str, Any] = {"aside": [[one.file, one.reason, one.instead] for one in aside]}
    write_json(told | {"questions": [[one.file, one.text] for one in questions]}, store.internal / NAME)


def kept_notices(store: Store) -> list[str]:
    """Lines for the terminal: questions, then every file that is set aside with reason and remedy."""
    told = _kept(store)
    lines = [f"Rückfrage zu {file}, {text}" for file, text in told["questions"]]
    lines += [line for entry in told["aside"] for line in notice(SetAside(*entry))]
    return lines


def open_questions(store: Store) -> list[str]:
    """What the end of a run says about the questions of its build: how many, about which files, where they stand."""
    files = Counter(file for file, _ in _kept(store)["questions"])
    if not files:
        return []
    asked = with_noun(files.total(), "Rückfrage ist", "Rückfragen sind")
    named = first_few(f"{file} ({number})" if len(files) > 1 else file for file, number in files.items())
    return [f"{asked} offen, zu {named}. Im Wortlaut:", f"  python run_all.py pruefen {_where(list(files))}"]


def _where(files: list[str]) -> str:
    """What `pruefen` has to be given: some files, or the folders of many."""
    named = files if len(files) <= FEW else list(dict.fromkeys(str(PurePosixPath(file).parent) for file in files))
    return " ".join(in_command(f"data/raw/{name}") for name in named)


def _kept(store: Store) -> dict[str, Any]:
    path = store.internal / NAME
    return read_json(path) if path.exists() else {"aside": [], "questions": []}
