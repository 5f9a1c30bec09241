"""The coding table of the conferences: who (a sign, no name) gave which Wortmeldung which theme."""

import csv
import re
from pathlib import Path

from isp_utils.intake.messages import Message, error
from isp_utils.model.conferences import Coding, MinuteWords
from isp_utils.model.toml import did_you_mean

HEAD = ("ort", "runde", "nummer", "thema", "kodiert_von")
_CODER = re.compile(r"K[0-9]{1,2}")
_NUMBER = re.compile(r"[0-9]{1,4}")


def is_codings(path: Path) -> bool:
    """Whether a file begins with the head of a coding table."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as stream:
        first = stream.readline(200).decode("utf-8-sig", "replace")
    return tuple(first.strip().lower().split(";")) == HEAD


def read_codings(path: Path, words: MinuteWords) -> tuple[tuple[Coding, ...], tuple[Message, ...]]:
    """Codings of a table (UTF-8, semicolon), and every fault with its line; nothing is returned beside an error."""
    themes = {theme.title.casefold(): theme.id for theme in words.themes} | {t.id: t.id for t in words.themes}
    found: dict[tuple[str, str, str, str], Coding] = {}
    said: list[Message] = []
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    except UnicodeDecodeError:
        return (), (error("Die Datei ist nicht als UTF-8 gespeichert. Bitte als »CSV UTF-8« speichern."),)
    for line, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        faults = _faults(cells, themes) if any(cells) else []
        if len(cells) == len(HEAD) and not faults:
            place, number, item, theme, coder = cells
            if (place, number, item, coder) in found:
                faults = ["Diese Wortmeldung hat diese Person schon kodiert. Bitte eine Zeile löschen."]
            found[place, number, item, coder] = Coding(place, int(number), int(item), themes[theme.casefold()], coder)
        said += [error(text, line) for text in faults]
    return (() if said else tuple(found.values())), tuple(said)


def _faults(cells: list[str], themes: dict[str, str]) -> list[str]:
    if len(cells) != len(HEAD):
        return [f"Erwartet werden fünf Spalten ({'; '.join(HEAD)}), es sind {len(cells)}."]
    found = []
    if not cells[0]:
        found.append("Der Ort fehlt.")
    if not all(map(_NUMBER.fullmatch, cells[1:3])):
        found.append("»runde« und »nummer« sind keine Zahlen. Bitte wie im Protokoll eintragen.")
    if cells[3].casefold() not in themes:
        found.append(f"»thema« ist nicht bekannt.{did_you_mean(cells[3].casefold(), tuple(themes))}")
    if not _CODER.fullmatch(cells[4]):
        found.append("»kodiert_von« ist ein Zeichen wie K1 oder K2, kein Name.")
    return found
