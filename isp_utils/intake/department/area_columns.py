"""Areas of a department's table: by key, checked with the name; by name alone only inside one level."""

from collections.abc import Mapping
from dataclasses import dataclass

from isp_utils.intake.department.roles import NAME_LEVELS, Roles
from isp_utils.intake.department.table_head import Table
from isp_utils.intake.messages import Message, error, first_few, info, warn
from isp_utils.intake.values.keys import KeyedArea, Keys, cleaned
from isp_utils.intake.values.names import agree, folded_name, is_damaged
from isp_utils.intake.values.numbers import is_scientific
from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register

TOTALS = ("insgesamt", "gesamt", "summe", "zusammen", "alle", "total", "kreis insgesamt", "landkreis insgesamt")


REST = (
    "keine zuordnung moeglich",
    "ohne zuordnung",
    "nicht zuordenbar",
    "ohne angabe",
    "keine angabe",
    "unbekannt",
    "sonstige",
    "uebrige",
    "ausserhalb",
)


@dataclass(frozen=True)
class Areas:
    """region, written key, name and level of every data row."""

    region: list[str]
    raw: list[str]
    name: list[str]
    level: list[str]
    messages: tuple[Message, ...] = ()


def areas_of(table: Table, roles: Roles, keys: Keys, notation: str) -> Areas:
    """Areas of the rows; faults (unknown, rounded or contradicting keys) are error messages with row and cell."""
    key, name = roles.column("key"), roles.column("name")
    if key is not None:
        return _by_key(table, (key, name), keys, notation)
    if name is not None:
        return _by_name(table, name, keys.register)
    empty = [""] * len(table.rows)
    return Areas(
        empty, empty, empty, empty, (info("Die Tabelle nennt kein Gebiet; sie gilt für das Gebiet der Lieferung."),)
    )


def _by_key(table: Table, columns: tuple[int, int | None], keys: Keys, notation: str) -> Areas:
    raw = [cell.strip() for cell in table.column(columns[0])]
    named = table.column(columns[1]) if columns[1] is not None else [""] * len(raw)
    areas = keys.areas(raw, notation)
    said: list[Message] = []
    found: list[KeyedArea] = []
    for row, text in enumerate(raw):
        at = table.at(row, columns[0])
        if is_scientific(text):
            said.append(
                error(
                    f"Schlüssel »{text}« ist von Excel unwiederbringlich gerundet. Bitte die Spalte als Text liefern.",
                    *at,
                )
            )
        elif folded_name(text) in TOTALS or (not text and folded_name(named[row]).strip() in TOTALS):
            found.append(KeyedArea("", "", "", "total"))
            continue
        elif folded_name(text).strip() in REST or (not text and folded_name(named[row]).strip() in REST):
            found.append(KeyedArea("", "", "", "rest"))
            continue
        elif not areas[text].region:
            said.append(error(_unknown(text, keys.register), *at))
        found.append(areas[text])
    said += _contradictions(table, columns, found, keys.register)
    said += _remarks(table, raw, found, notation)
    names = [place.name or given.strip() for place, given in zip(found, named, strict=True)]
    region, level = [place.region for place in found], [place.level for place in found]
    return Areas(region, raw, names, level, tuple(said))


def _unknown(text: str, register: Register) -> str:
    if not text:
        return "Der Gebietsschlüssel fehlt. Bitte ergänzen."
    try:
        register.resolve(cleaned(text))
    except InputError as problem:
        return f"{problem} Bitte den Schlüssel berichtigen." if "Meinten" in str(problem) else str(problem)
    return f"Gebietsschlüssel »{text}« ist unbekannt. Bitte den Schlüssel berichtigen."


def _contradictions(
    table: Table, columns: tuple[int, int | None], found: list[KeyedArea], register: Register
) -> list[Message]:
    """Rows whose name is that of another area than the key's."""
    if columns[1] is None:
        return []
    wrong = []
    for row, (given, place) in enumerate(zip(table.column(columns[1]), found, strict=True)):
        if place.name and not agree(given, place.name) and (other := _named(given, register)):
            at = table.at(row, columns[1])
            text = f"Schlüssel {place.region} gehört zu {place.name}, daneben steht »{given.strip()[:40]}« ({other})."
            wrong.append(error(f"{text} Bitte Schlüssel oder Namen berichtigen.", *at))
    damaged = [given for given in table.column(columns[1]) if is_damaged(given)]
    return wrong + ([info("Namen mit beschädigten Umlauten kommen aus dem Gebietsverzeichnis.")] if damaged else [])


def _named(name: str, register: Register) -> str:
    """Key of any area whose name agrees with a text, "" where it is no area's name."""
    return next((r.key for r in register.regions.values() if r.level != "bund" and short(r.name) == short(name)), "")


def short(name: str) -> str:
    """A name up to its first comma, folded, without the word for its kind.

    >>> short("Neuhof, Flecken"), short("Samtgemeinde Neuhof"), short("Mühlau (Heide), Stadt")
    ('neuhof', 'neuhof', 'muehlau (heide)')
    """
    text = " ".join(folded_name(name).split(",", 1)[0].replace("(sg)", "").split())
    for word in ("samtgemeinde ", "sg ", "landkreis ", "lk ", "kreis ", "gemeinde ", "stadt ", "flecken "):
        text = text.removeprefix(word)
    return text.strip()


def _remarks(table: Table, raw: list[str], found: list[KeyedArea], notation: str) -> list[Message]:
    by_remark: dict[str, list[str]] = {}
    for text, place in zip(raw, found, strict=True):
        by_remark.setdefault(place.remark, []).append(text)
    said = []
    if lsn := by_remark.get("lsn"):
        text = (
            f"Schlüssel ohne Land ({first_few(dict.fromkeys(lsn), 3)}) nach der Schreibweise des LSN "
            "um 03 (Niedersachsen) ergänzt."
        )
        said.append(
            info(text)
            if notation == "lsn"
            else warn(f"{text} Bitte bestätigen, dass die Daten vom LSN stammen.", table.lines[raw.index(lsn[0])])
        )
    if zero := by_remark.get("zero_added"):
        text = f"Führende Null ergänzt ({first_few(dict.fromkeys(zero), 3)}): Excel hat sie entfernt."
        said.append(warn(f"{text} Bitte die Schlüsselspalte als Text speichern.", table.lines[raw.index(zero[0])]))
    eight = {text: place.level for text, place in zip(raw, found, strict=True) if len(text) == 8 and place.region}
    if {"samtgemeinde"} < set(eight.values()):
        meant = first_few(f"{text} = {level}" for text, level in eight.items())
        text = f"Achtstellige Schlüssel mit zwei Bedeutungen über das Gebietsverzeichnis aufgelöst: {meant}."
        said.append(
            warn(
                f"{text} Bitte prüfen, besser den Regionalschlüssel liefern.", table.lines[raw.index(next(iter(eight)))]
            )
        )
    if "rest" in by_remark:
        said.append(
            info(f"{len(by_remark['rest'])} Zeilen ohne Zuordnung zu einem Gebiet (Rest) ohne Gebiet behalten.")
        )
    levels = list(dict.fromkeys(place.level for place in found if place.level))
    if len(levels) > 1:
        said.append(info(f"{len(levels)} Gebietsebenen in einer Spalte ({first_few(levels)}): nie zusammenzählen."))
    former = [text for text, place in zip(raw, found, strict=True) if place.remark == "former"]
    if former:
        said.append(info(f"Aufgelöste Gebiete enthalten: {first_few(dict.fromkeys(former))}."))
    return said


def _by_name(table: Table, column: int, register: Register) -> Areas:
    """Areas by name inside the level that the column's name says; a name that several areas bear is an error."""
    level = NAME_LEVELS.get(
        short(table.names[column]) or folded_name(table.names[column]),
        NAME_LEVELS.get(folded_name(table.names[column]).strip(), ""),
    )
    by_name = _names(register)
    said, region, levels, raw = [], [], [], [cell.strip() for cell in table.column(column)]
    for row, text in enumerate(raw):
        hits = by_name.get(short(text), []) if text else []
        wanted = _level_said(text) or level
        hits = [key for key in hits if not wanted or register[key].level == wanted]
        if folded_name(text) in TOTALS or len(hits) == 1:
            region.append(hits[0] if hits else "")
            levels.append(register[hits[0]].level if hits else "")
            continue
        region.append("")
        levels.append(level)
        if len(hits) > 1:
            choices = first_few((f"{key} {register[key].name} ({register[key].level})" for key in hits), 4)
            text_ = f"Der Name »{text[:40]}« ist mehrdeutig: {choices}. Bitte den Schlüssel angeben."
            said.append(error(text_, *table.at(row, column)))
    known = (*TOTALS, *REST)
    unknown = [
        text for text, key in zip(raw, region, strict=True) if not key and text and folded_name(text) not in known
    ]
    if unknown and not said:
        said.append(
            warn(
                f"Gebietsnamen ohne Schlüssel nicht zugeordnet: {first_few(dict.fromkeys(unknown))}. "
                "Bitte Schlüssel liefern."
            )
        )
    return Areas(region, [""] * len(raw), raw, levels, tuple(said))


def _level_said(text: str) -> str:
    folded = f"{folded_name(text)} "
    words: Mapping[str, str] = {
        "samtgemeinde ": "samtgemeinde",
        "sg ": "samtgemeinde",
        "(sg) ": "samtgemeinde",
        "flecken ": "gemeinde",
        "landkreis ": "kreis",
    }
    if "gemeindefrei" in folded or "gemfr" in folded or "gem.fr" in folded:
        return "gemeindefrei"
    return next((level for word, level in words.items() if word in folded), "")


def _names(register: Register) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for region in register.regions.values():
        if not region.valid_to:
            found.setdefault(short(region.name), []).append(region.key)
    return found
