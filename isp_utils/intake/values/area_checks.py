"""What every table of an office must keep: key and name are of one area, and every key is known."""

from collections.abc import Iterable

from isp_utils.intake.messages import Message, error, warn
from isp_utils.intake.values.area_names import AreaNames
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.names import is_damaged, words
from isp_utils.model.regions import Register

CHANGED = "Die Datei ist vermutlich nach dem Abruf verändert worden; bitte neu abrufen."


def exchanged_areas(pairs: Iterable[tuple[int, str, str]], names: AreaNames) -> list[Message]:
    """An error for every row whose name is that of another area than the key's: two areas were exchanged.

    `pairs` are row, canonical key and written name; a pair that stands in several rows is needed once only.
    """
    return [
        error(
            f"Schlüssel {key} gehört zu »{names.official[key][0]}«, daneben steht »{given.strip()[:40]}« ({other}). "
            f"{CHANGED}",
            row,
        )
        for row, key, given in pairs
        if (other := names.other(key, given))
    ]


def unlisted_areas(pairs: Iterable[tuple[int, str, str]], register: Register) -> list[Message]:
    """A warning for unknown keys of municipalities beside the name of one of the register that has no row.

    No error: it may be a former municipality of the same name.
    """
    members = {(key[:5], frozenset(words(r.name))): key for key, r in register.regions.items() if len(key) > 5}
    written, found = list(pairs), []
    there = {key for _, key, _ in written}
    for row, key, given in written:
        if len(key) > 5 and key not in register.regions and words(given) and not is_damaged(given):
            other = members.get((key[:5], frozenset(words(given))), "")
            if other and other not in there:
                place = f"»{given.strip()[:40]}« hat den Schlüssel {other}"
                text = f"Schlüssel {key} steht in keinem Verzeichnis; {place}. Die Zeile bleibt ohne Gebiet."
                found.append(warn(f"{text} Bitte den Schlüssel prüfen.", row))
    return found


def unknown_key(key: str, level: str, keys: Keys) -> bool:
    """Whether no area of that level can have a canonical key: a digit is wrong, or the Kreis never existed."""
    if level == "bund":
        return key != "DG"
    if level in ("land", "kreis"):
        return keys.areas([key], "genesis")[key].level != level
    if level == "regierungsbezirk":
        return not (key.isdigit() and key[:2] in keys.register.regions)
    return not (key.isdigit() and len(key) in (8, 9) and keys.kreis_known(key[:5]))


def unknown_keys(found: Iterable[tuple[int, str, str]], names: AreaNames) -> list[Message]:
    """An error for every row (row, written key, name) whose key no area has."""
    return [_no_key(*spoiled, names) for spoiled in found]


def _no_key(row: int, key: str, name: str, names: AreaNames) -> Message:
    known = names.known(name)
    meant = f" Zu »{name[:40]}« gehört {known}." if known else f" Daneben steht »{name[:40]}«." if name else ""
    text = f"»{key[:30]}« ist kein amtlicher Schlüssel" if key else "Der Schlüssel fehlt"
    return error(f"{text}.{meant} {CHANGED}", row)
