"""Words that differ from county to county: texts of the catalogue name them as {word}, the reader sees their meaning.

Every word is declared with a plain default in words.toml; a Land (laender/) and a county (county.toml, [words]) may say
their own. So no shared file names a county, and each county reads about its own offices and the law of its own Land.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from isp_utils.model.blanks import BLANKS
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, read_toml

T = TypeVar("T")
PLACES = ("kreis", "land")  # always known: the county's full name and the name of its Land
_WORD = re.compile(r"\{([a-z0-9_]+)\}")


def read_words(root: Path) -> dict[str, str]:
    """The declared words with their defaults (words.toml of a catalogue)."""
    return {str(word): str(text) for word, text in read_toml(root / "words.toml")["words"].items()}


def own_words(table: Mapping[str, Any], declared: Mapping[str, str], where: str) -> dict[str, str]:
    """Words that a Land or a county says its own way; raises InputError for one that is not declared."""
    for word in table:
        if word not in declared:
            raise InputError(f"{where}: das Wort »{word}« ist nicht vereinbart.{did_you_mean(word, tuple(declared))}")
    return {word: str(text) for word, text in table.items()}


def named_words(value: object) -> set[str]:
    """Every {word} in a text, or in the texts of a list, a mapping or a dataclass.

    >>> sorted(named_words(("{gemeinden} und {land}", {"a": "§ 5"})))
    ['gemeinden', 'land']
    """
    return {word for text in _texts(value) for word in _WORD.findall(text)}


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, tuple | list):
        return [text for part in value for text in _texts(part)]
    if is_dataclass(value):
        return [text for item in fields(value) for text in _texts(getattr(value, item.name))]
    return []


def filled(value: T, words: Mapping[str, str]) -> T:
    """A text, or a list, mapping or dataclass of texts, with every {word} said; what names none stays as it is.

    >>> filled(("Schulträger: {gemeinden}",), {"gemeinden": "Samtgemeinden"})
    ('Schulträger: Samtgemeinden',)
    """
    if not named_words(value):
        return value
    made: Any = value
    if isinstance(value, str):
        made = _WORD.sub(lambda found: words.get(found[1], found[0]), value)
    elif isinstance(value, Mapping):
        made = {key: filled(part, words) for key, part in value.items()}
    elif isinstance(value, tuple | list):
        made = type(value)(filled(part, words) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{item.name: filled(getattr(value, item.name), words) for item in fields(value)})
    return made  # type: ignore[no-any-return]


def refuse_undeclared_words(items: Iterable[Any], declared: Mapping[str, str]) -> None:
    """Raise InputError for the first {word} in entries of the catalogue (with an `id`) that words.toml lacks."""
    for item in items:
        blanks = BLANKS if getattr(item, "spoken", "") else ()
        known = (*declared, *PLACES, *blanks)
        for word in sorted(named_words(item) - set(known)):
            raise InputError(
                f"{item.id}: das Wort »{{{word}}}« ist nicht vereinbart (words.toml).{did_you_mean(word, known)}"
            )
