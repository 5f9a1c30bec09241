"""What every table of an office must keep: key and name are of one area, every key is known, no figure stands twice."""

import re
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from isp_utils.intake.messages import Message, error, warn, with_noun
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.names import agree, folded_name, is_damaged, words

SHOWN = 5  # faults of one kind that are named; the first ones show the reader where to look


def exchanged_areas(pairs: Iterable[tuple[int, str, str]], keys: Keys) -> list[Message]:
    """An error for every row whose name is that of another area than the key's: two areas were exchanged.

    A municipality whose key nobody knows is a warning: it may be a former one of the same name.

    `pairs` are row, canonical key and written name; a pair that stands in several rows is needed once only.
    """
    names = _official(keys)
    by_words: dict[tuple[str, frozenset[str]], list[str]] = {}
    for key, (name, level) in names.items():
        by_words.setdefault((level, frozenset(words(name))), []).append(key)
    members = {(key[:5], frozenset(words(name))): key for key, (name, _) in names.items() if len(key) > 5}
    found, written = [], list(pairs)
    there = {key for _, key, _ in written}
    for row, key, given in written:
        if not words(given) or is_damaged(given):
            continue
        if key not in names:
            other = members.get((key[:5], frozenset(words(given))), "")
            if other and len(key) > 5 and other not in there:
                text = f"Schlüssel {key} steht in keinem Verzeichnis; »{given.strip()[:40]}« hat den Schlüssel {other}."
                found.append(warn(f"{text} Die Zeile bleibt ohne Gebiet. Bitte den Schlüssel prüfen.", row))
            continue
        official, level = names[key]
        same = by_words.get((level, frozenset(words(given))), [])
        if other := _another(given, official, [names[place][0] for place in same if place != key]):
            text = f"Schlüssel {key} gehört zu {official}, daneben steht »{given.strip()[:40]}« ({other})."
            found.append(error(f"{text} Bitte Schlüssel oder Namen berichtigen.", row))
    return found[:SHOWN]


def _another(given: str, official: str, same: list[str]) -> str:
    """The other area whose name a written one is, "" where it may be the official one.

    A city and the Kreis around it share their name: only a name that says it is the city tells them apart.
    """
    if not same:
        return ""
    if words(given) == words(official):
        cities = [name for name in same if _is_city(name)]
        return cities[0] if cities and _is_city(given) and not _is_city(official) else ""
    return "" if agree(given, official) and words(given) < words(official) else same[0]


def _is_city(name: str) -> bool:
    return bool(re.search(r"stadt\b", folded_name(name)))


def _official(keys: Keys) -> dict[str, tuple[str, str]]:
    """Name and level of every area with a name: of today's register and of the Kreise of the past."""
    former = {key: (name, "kreis") for key, (name, _, _) in keys.history.items()}
    return former | {key: (region.name, region.level) for key, region in keys.register.regions.items()}


def unknown_key(key: str, level: str, keys: Keys) -> bool:
    """Whether no area of that level can have a canonical key: a digit is wrong, or the Kreis never existed."""
    if level == "bund":
        return key != "DG"
    if level in ("land", "kreis"):
        return keys.areas([key], "genesis")[key].level != level
    if level == "regierungsbezirk":
        return not (key.isdigit() and key[:2] in keys.register.regions)
    return not (key.isdigit() and len(key) in (8, 9) and keys.kreis_known(key[:5]))


def unknown_keys(found: Iterable[tuple[int, str, str]]) -> list[Message]:
    """An error for every row (row, written key, name) whose key no area has."""
    return [
        error(f"Gebietsschlüssel »{key[:20]}« neben »{name[:40]}« ist unbekannt. Bitte den Schlüssel berichtigen.", row)
        for row, key, name in list(found)[:SHOWN]
    ]


def without_doubles(
    table: pd.DataFrame, key: Sequence[str], values: Sequence[str]
) -> tuple[pd.DataFrame, list[Message]]:
    """The table (with row) without rows that repeat another exactly, which are said; an error for those that differ.

    `key` says whose figure it is, `values` are the columns that must be the same.
    """
    again = table.duplicated(list(key), keep=False)
    if not again.any():
        return table, []
    table, again = table.reset_index(drop=True), again.reset_index(drop=True)  # a file may bring labels that repeat
    exact = table.duplicated([*key, *values])
    return table[~exact], [*_differing(table[again & ~exact], key), *_repeated(table[again], key, exact)]


def _differing(rows: pd.DataFrame, key: Sequence[str]) -> Iterator[Message]:
    left = rows[rows.duplicated(list(key), keep=False)]
    pairs = [group["row"].tolist()[:2] for _, group in left.groupby(list(key), sort=False, observed=True)]
    for first, second in list(dict.fromkeys(map(tuple, pairs)))[:SHOWN]:
        if first == second:
            text = f"In Zeile {first} stehen verschiedene Werte unter derselben Überschrift."
            yield error(f"{text} Bitte jeder Spalte ihre eigene Überschrift geben.", int(second))
            continue
        text = f"Dieselbe Angabe steht in Zeile {first} und Zeile {second} mit verschiedenen Werten."
        yield error(f"{text} Bitte klären, welcher gilt, und den anderen löschen.", int(second))


def _repeated(rows: pd.DataFrame, key: Sequence[str], exact: pd.Series) -> Iterator[Message]:
    repeated = rows[exact.loc[rows.index]]
    if repeated.empty:
        return
    first = repeated.iloc[0]
    same = (rows[list(key)] == first[list(key)]).all(axis=1)
    number = with_noun(int(repeated["row"].nunique()), "Zeile steht", "Zeilen stehen")
    text = (
        f"{number} doppelt mit denselben Werten, z. B. Zeile {rows.loc[same, 'row'].iloc[0]} und Zeile {first['row']}"
    )
    yield warn(f"{text}; sie wurden einmal gezählt. Bitte die Datei prüfen.", int(first["row"]))
