"""Signs in place of figures, per publisher: raw text to value and flag. An unknown sign is an error, never a zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from isp_utils.intake.files.columns import coded
from isp_utils.intake.values.numbers import GERMAN, parse, tidy
from isp_utils.model.catalogue import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.schema import Flag
from isp_utils.model.toml import did_you_mean, read_toml

FINAL = "final"  # a mark that says nothing but that the figure will stay
DASH = "dash"  # decided later: zero or not available (existence.py)
_MEANINGS = {
    "zero": (0.0, Flag.NONE),
    "zero_rounded": (0.0, Flag.NONE),
    DASH: (np.nan, Flag.NOT_AVAILABLE),
    "secret": (np.nan, Flag.SECRET),
    "unknown_or_secret": (np.nan, Flag.UNKNOWN_OR_SECRET),
    "unreliable": (np.nan, Flag.UNRELIABLE),
    "later": (np.nan, Flag.LATER),
    "not_applicable": (np.nan, Flag.NOT_APPLICABLE),
    "not_available": (np.nan, Flag.NOT_AVAILABLE),
}


@dataclass(frozen=True)
class Profile:
    """The signs of one publisher."""

    name: str
    title: str
    signs: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)
    brackets: str = "limited"


@cache
def profiles() -> dict[str, Profile]:
    """All publishers' signs from catalogue/symbols.toml; raises InputError for a meaning that does not exist."""
    found = {}
    for name, table in read_toml(HERE / "symbols.toml").items():
        profile = Profile(name, **table)
        for sign, meaning in profile.signs.items():
            if meaning not in _MEANINGS:
                raise InputError(
                    f"symbols.toml, [{name}]: »{sign}« bedeutet »{meaning}«.{did_you_mean(meaning, tuple(_MEANINGS))}"
                )
        found[name] = profile
    return found


def profile(name: str) -> Profile:
    """The signs of a publisher; raises InputError naming the known ones."""
    if name not in profiles():
        raise InputError(f"Zeichenerklärung »{name}« ist unbekannt.{did_you_mean(name, tuple(profiles()))}")
    return profiles()[name]


def read_cell(raw: str, signs: Profile, language: str = GERMAN) -> tuple[float, str, str] | None:
    """value, flag and status of one cell; None for a text that is neither number nor known sign.

    >>> read_cell("606", profile("destatis")), read_cell("(14)", profile("destatis"))
    ((606.0, '', 'value'), (14.0, 'limited', 'value'))
    >>> read_cell("k", profile("lsn")), read_cell("k", profile("destatis"))
    ((0.0, '', 'zero_rounded'), None)
    """
    text = tidy(raw)
    if text in signs.signs:
        status = "blank_space" if raw and not raw.strip() else "blank" if not text else signs.signs[text]
        value, flag = _MEANINGS[signs.signs[text]]
        return value, flag.value, status
    number = parse(text, language)
    if number is not None:
        return number, Flag.NONE.value, "value"
    if text[:1] == "(" and text[-1:] == ")":
        inner = parse(text[1:-1].strip(), language)
        return (
            (np.nan, Flag.UNRELIABLE.value, "unreliable") if not text[1:-1].strip() else _marked(inner, signs.brackets)
        )
    if text[-1:] in signs.marks:
        mark = signs.marks[text[-1]]
        return _marked(parse(text[:-1].strip(), language), Flag.NONE.value if mark == FINAL else mark)
    return None


def _marked(number: float | None, flag: str) -> tuple[float, str, str] | None:
    return None if number is None else (number, flag, "value")


def read_cells(raw: pd.Series, signs: Profile, language: str = GERMAN) -> tuple[pd.DataFrame, list[str]]:
    """value, flag, status for every cell (same index), and the distinct texts that are no number and no known sign."""
    codes, texts = pd.factorize(raw.to_numpy(dtype=object))
    read = [read_cell(str(text), signs, language) for text in texts]
    unknown = [str(text) for text, cell in zip(texts, read, strict=True) if cell is None]
    cells = [cell or (np.nan, Flag.NOT_AVAILABLE.value, "unknown") for cell in read]
    values = np.array([cell[0] for cell in cells], dtype=float)
    columns = {"value": pd.Series(values[codes] if len(cells) else [], index=raw.index, dtype=float)}
    for position, name in ((1, "flag"), (2, "status")):
        words = [cell[position] for cell in cells]
        kinds = list(dict.fromkeys(words))
        order = np.array([kinds.index(word) for word in words], dtype=np.int8)
        columns[name] = coded(order[codes] if len(cells) else [], kinds).set_axis(raw.index)
    return pd.DataFrame(columns, index=raw.index), unknown


def unknown_sign(text: str, publisher: str) -> str:
    """What to say about a cell that is no number and no sign of its publisher; where it stands the message says."""
    title = profiles()[publisher].title if publisher in profiles() else publisher
    return (
        f"»{text[:40]}« ist keine Zahl und kein bekanntes Zeichen (Zeichenerklärung »{title}«). Bitte die Datei neu "
        "abrufen. Steht es dann noch da, bitte Zeichen und Stelle der Person nennen, die die Suite betreut."
    )


def could_be(texts: Iterable[str], name: str) -> bool:
    """Whether every one of the texts is a sign of that publisher."""
    signs = profile(name).signs
    found = [tidy(text) for text in texts]
    return bool(found) and all(text in signs for text in found)
