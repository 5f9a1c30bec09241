"""TOML files into frozen dataclasses, with errors that name file, key and what was probably meant."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from isp_utils.model.errors import InputError

T = TypeVar("T")
_WORDS = {str: "Text", int: "ganze Zahl", float: "Zahl", bool: "true oder false", date: "Datum", tuple: "Liste"}


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file; raises InputError with file and line where it is not TOML or not UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name}: kein gültiges TOML ({error}). Bitte die genannte Zeile berichtigen.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name}: nicht als UTF-8 gespeichert (Byte {error.start}). Bitte neu speichern."
        ) from error


def into(target: type[T], table: Mapping[str, Any], where: str) -> T:
    """An instance of a dataclass made from a TOML table.

    Every key must be a field, every field without default must be there, and types must fit.
    Raises InputError naming `where` (the file), the key and the remedy.
    """
    known = {item.name: item for item in fields(target)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            raise InputError(f"{where}: unbekannter Schlüssel »{key}«.{did_you_mean(key, known)}")
    missing = [n for n, f in known.items() if n not in table and f.default is MISSING and f.default_factory is MISSING]
    if missing:
        raise InputError(f"{where}: der Schlüssel »{missing[0]}« fehlt. Bitte ergänzen.")
    values = {key: _fitting(value, known[key], where) for key, value in table.items()}
    try:
        return target(**values)
    except InputError as error:  # from the class itself, which knows no file
        raise InputError(f"{where}: {error}") from error


MOST_NAMED = 12  # a longer list is no help


def did_you_mean(word: str, choices: Mapping[str, Any] | frozenset[str] | tuple[str, ...]) -> str:
    """' Meinten Sie »…«?' or what is allowed; of a long list those that come nearest.

    >>> did_you_mean("x", ("a", "b"))
    ' Erlaubt sind: a, b.'
    """
    near = get_close_matches(word, list(choices), n=1, cutoff=0.6)
    if near:
        return f" Meinten Sie »{near[0]}«?"
    if len(choices) <= MOST_NAMED:
        return f" Erlaubt sind: {', '.join(sorted(choices))}."
    nearest = get_close_matches(word, list(choices), n=5, cutoff=0.0)
    return f" Erlaubt sind {len(choices)} Namen, darunter: {', '.join(nearest)}."


def _fitting(value: object, target: Field[Any], where: str) -> object:
    expected = _base_type(target.type)
    if expected is tuple and isinstance(value, list):
        return tuple(value)
    if expected is tuple and isinstance(value, str):
        return (value,)
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    narrower = {int: bool, date: datetime}.get(expected, ())  # Python counts these in, we do not
    if expected is not object and (not isinstance(value, expected) or isinstance(value, narrower)):
        raise InputError(
            f"{where}: »{target.name}« ist {value!r}, erwartet wird: {_WORDS[expected]}. Bitte berichtigen."
        )
    return value


def _base_type(annotation: object) -> type:
    """str, int, float, bool, date or tuple behind an annotation such as `tuple[str, ...]` or `float | None`."""
    origin = getattr(annotation, "__origin__", None)
    if isinstance(origin, type):
        return origin
    members = getattr(annotation, "__args__", ())
    if members:
        return _base_type(members[0])
    return annotation if isinstance(annotation, type) else object
