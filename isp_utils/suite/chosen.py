"""What a call chooses: counties by key, by name or by their Land, and years of which there are figures."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from isp_utils.intake.values.names import folded_name, words
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.model.reads import INDICATORS
from isp_utils.store import Store

EVERY = "alle"
NEAREST = 3
KEY = 5  # digits
MORE = 10  # years that deliveries since the last build may have added
OLDER = "Ist eine ältere Lieferung dazugekommen, bitte zuerst ohne --jahr laufen lassen."
MOST_LISTED = 10  # counties


def counties_of(asked: Sequence[str], catalogue: Catalogue) -> list[str]:
    """Keys of the chosen counties, each once; the name of a Land (`schleswig_holstein`) and `alle` stand for many.

    Raises InputError with what was probably meant, and for a name that several have.
    """
    today = {r.key: r.name for r in catalogue.register.regions.values() if r.level == "kreis" and not r.valid_to}
    groups = {EVERY: ""} | laender(catalogue)
    keys: list[str] = []
    for word in asked:
        if (group := _as_typed(word)) in groups:
            keys += [key for key in today if key.startswith(groups[group])]
        elif word in today:
            keys.append(word)
        else:
            keys.append(_named(word, today, (tuple(groups), tuple(catalogue.counties))))
    return list(dict.fromkeys(keys))


def one_county(asked: str, catalogue: Catalogue) -> str:
    """Key of the county that is asked for, else of the only one of the workplace.

    Raises InputError with the keys to choose from where there are several.
    """
    keys = counties_of([asked], catalogue) if asked else catalogue.home
    if len(keys) > 1:
        some = _listed(keys[:MOST_LISTED], {key: catalogue.county(key).name for key in keys[:MOST_LISTED]})
        more = "; …" if len(keys) > MOST_LISTED else ""
        raise InputError(f"Bitte mit --kreis einen einzelnen Kreis nennen: {some}{more}.")
    return keys[0]


def laender(catalogue: Catalogue) -> dict[str, str]:
    """Key of each Land by its name in small ASCII letters, as it is typed behind --kreis: `baden_wuerttemberg`."""
    found = (region for region in catalogue.register.regions.values() if region.level == "land")
    return {_as_typed(region.name): region.key for region in found}


def _as_typed(name: str) -> str:
    return re.sub(r"[^a-z]+", "_", folded_name(name))


def _named(word: str, today: Mapping[str, str], others: tuple[Sequence[str], Sequence[str]]) -> str:
    """Key of the one county of that name; `others`: names of groups, keys of the counties that have a folder."""
    asked = words(word)
    same = [key for key, name in today.items() if asked and words(name) == asked]
    if len(same) == 1:
        return same[0]
    if same:
        raise InputError(f"--kreis: »{word}« heißen mehrere. Bitte den Schlüssel angeben: {_listed(same, today)}.")
    groups, own = others
    near = _near(word, today, groups)
    meant = f" Meinten Sie {' oder '.join(near)}?" if near else ""
    folders = _listed([key for key in own if key in today], today)
    told = f" Eingerichtet: {folders}." if folders else ""
    raise InputError(f"--kreis: »{word}« ist kein Kreis von heute.{meant}{told} Es gilt der Schlüssel oder der Name.")


def _near(word: str, today: Mapping[str, str], groups: Sequence[str]) -> list[str]:
    """What was probably meant, as it may be typed: near keys, names of which it is a part, names spelt nearly so."""
    if word.isdecimal():
        return [_listed([key], today) for key in _near_keys(word.zfill(KEY), today)]
    part = [_listed([key], today) for key, name in today.items() if words(word) and words(word) < words(name)]
    typed = {_as_typed(name): key for key, name in today.items()}
    close = get_close_matches(_as_typed(word), [*groups, *typed], n=NEAREST)
    told = [f"»{name}«" if name in groups else _listed([typed[name]], today) for name in close]
    return (part or list(dict.fromkeys(told)))[:NEAREST]


def _near_keys(word: str, today: Iterable[str]) -> list[str]:
    """Keys with two other digits at most, those of the same digits first: two of them were exchanged."""
    wrong = {key: sum(a != b for a, b in zip(word, key, strict=False)) for key in today if len(word) == KEY}
    near = [key for key, number in wrong.items() if number <= 2]
    return sorted(near, key=lambda key: (sorted(key) != sorted(word), wrong[key]))[:NEAREST]


def _listed(keys: Sequence[str], today: Mapping[str, str]) -> str:
    return "; ".join(f"{key} ({today[key]})" for key in keys)


def refuse_far_years(year: int, store: Store, kreise: Collection[str]) -> None:
    """Raise InputError for a year that new deliveries will hardly bring, by the figures of the last build if any."""
    if year and (store.processed / INDICATORS).exists():
        table = store.indicators(by_name=True)
        try:
            refuse_other_years(year, table[table["region"].isin(set(kreise))], MORE)
        except InputError as refused:
            raise InputError(f"{refused} {OLDER}") from refused


def refuse_other_years(year: int, rows: pd.DataFrame, more: int = 0) -> None:
    """Raise InputError for a year before or after all figures: the pages would be empty, or as without it.

    more: years that may come at the end.
    """
    years = {year_of(period) for period in rows.loc[rows["value"].notna(), "period"].unique()}
    if year and years and not min(years) <= year <= max(years) + more:
        raise InputError(f"--jahr {year}: Zahlen gibt es für die Jahre {min(years)} bis {max(years)}.")
