"""A draft to a conference: every word of the form understood, every fault said with its place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from isp_utils.intake.conference.form import (
    AGAINST,
    CONTRIBUTIONS,
    DAY,
    DEMO,
    FIELD,
    GROUP,
    HEAD,
    KEYS,
    OBSTACLE,
    PARTICIPANTS,
    PLACE,
    ROUND,
    STATION,
    TEXT,
    THEME,
    TITLE,
    TRANSITION,
    VOTES,
    FormEntry,
    MinuteBlock,
    MinuteDraft,
    Spot,
)
from isp_utils.intake.messages import Level, Message, error, info
from isp_utils.intake.values.days import day_of
from isp_utils.model.conferences import OTHERS, Conference, Contribution, Counts, MinuteWords
from isp_utils.model.toml import did_you_mean

_NUMBER = re.compile(r"[0-9]{1,4}")
_VOTE = re.compile(r"(?P<group>[^0-9:]*?)\s*:?\s*(?P<number>[0-9]{1,4})")
_ROUNDS, _DEMO = re.compile(r"[1-9]"), {"ja": True, "nein": False, "": False}


@dataclass
class _Faults:
    """Messages of one minute, in the order of its places."""

    found: list[Message] = field(default_factory=list)

    def add(self, at: Spot, text: str, level: Level = Level.ERROR) -> None:
        self.found.append(at.says(text, level))


def conference_of(draft: MinuteDraft, words: MinuteWords) -> tuple[Conference | None, list[Message]]:
    """The conference of a draft and what was said about it; None where anything in it is an error."""
    faults = _Faults([*draft.messages])
    if not draft.titled:
        faults.found.append(
            error(f"Die Überschrift »{TITLE}« fehlt. Bitte als erste Zeile schreiben (python run_all.py vorlage).")
        )
    head = _by_key(draft.head, HEAD, faults)
    place, day, number = _place(head, faults), _day(head, faults), _round(head, faults)
    participants = _participants(draft.participants, words, faults)
    blocks = [block for block in draft.blocks if any(entry.value for entry in block.entries)]
    if len(blocks) < len(draft.blocks):
        faults.found.append(info("Leere Abschnitte für Wortmeldungen wurden übergangen."))
    said = tuple(_contribution(block, words, dict(participants), faults) for block in blocks)
    _number_once(blocks, faults)
    if not said:
        faults.found.append(error(f"Es gibt keine Wortmeldung. Bitte unter »{CONTRIBUTIONS}« eintragen."))
    demo = _demo(head, faults)
    if day is None or any(message.level in (Level.ERROR, Level.REJECT) for message in faults.found):
        return None, faults.found
    return Conference(place, day, number, participants, said, demo), faults.found


def _by_key(entries: Iterable[FormEntry], known: Sequence[str], faults: _Faults) -> dict[str, FormEntry]:
    found: dict[str, FormEntry] = {}
    for entry in entries:
        if entry.key not in known:
            faults.add(entry.at, f"Dieses Feld kennt das Formular nicht.{did_you_mean(entry.key, tuple(known))}")
        elif entry.key in found:
            faults.add(entry.at, f"»{entry.key}« steht zweimal. Bitte nur einmal angeben.")
        else:
            found[entry.key] = entry
    return found


def _needed(head: Mapping[str, FormEntry], key: str, example: str, faults: _Faults) -> str:
    value = head[key].value if key in head else ""
    if not value:
        text = f"Im Kopf fehlt »{key}«. Bitte ergänzen, z. B. »{key}: {example}«."
        faults.add(head[key].at if key in head else Spot(), text)
    return value


def _place(head: Mapping[str, FormEntry], faults: _Faults) -> str:
    return _needed(head, PLACE, "Neustadt", faults)


def _day(head: Mapping[str, FormEntry], faults: _Faults) -> date | None:
    text = _needed(head, DAY, "12.03.2025", faults)
    found = day_of(text)
    if text and found is None:
        faults.add(head[DAY].at, f"»{DAY}« ist kein Datum. Erwartet wird z. B. 12.03.2025; bitte auch den Tag prüfen.")
    return found


def _round(head: Mapping[str, FormEntry], faults: _Faults) -> int:
    text = _needed(head, ROUND, "1", faults)
    if text and not _ROUNDS.fullmatch(text):
        faults.add(head[ROUND].at, f"»{ROUND}« ist keine Zahl von 1 bis 9. Bitte die Nummer der Runde eintragen.")
        return 0
    return int(text or 0)


def _demo(head: Mapping[str, FormEntry], faults: _Faults) -> bool:
    text = head[DEMO].value.lower() if DEMO in head else ""
    if text not in _DEMO:
        faults.add(head[DEMO].at, f"»{DEMO}«: erwartet wird ja oder nein.")
    return _DEMO.get(text, False)


def _participants(entries: Sequence[FormEntry], words: MinuteWords, faults: _Faults) -> Counts:
    """Numbers by group. What stands there otherwise may be a name and is never quoted."""
    found: dict[str, int] = {}
    for entry in entries:
        if entry.key not in words.groups:
            hint = did_you_mean(entry.key, words.groups)
            faults.add(entry.at, f"Diese Gruppe ist nicht bekannt; Namen gehören nicht in die Liste.{hint}")
        elif entry.key in found:
            faults.add(entry.at, f"Die Gruppe »{entry.key}« steht zweimal. Bitte zusammenzählen.")
        elif not entry.value:
            continue  # the form lists every group
        elif not _NUMBER.fullmatch(entry.value):
            faults.add(entry.at, f"»{entry.key}«: erwartet wird nur eine Zahl, keine Namen und kein Text.")
        else:
            found[entry.key] = int(entry.value)
    counts = tuple((group, number) for group, number in found.items() if number)
    if not counts and not faults.found:
        faults.found.append(error(f"Es fehlen die Teilnehmenden. Bitte unter »{PARTICIPANTS}« je Gruppe eine Zahl."))
    return counts


def _number_once(blocks: Sequence[MinuteBlock], faults: _Faults) -> None:
    seen: set[str] = set()
    for block in blocks:
        if not _NUMBER.fullmatch(block.number):
            faults.add(block.at, "Die Nummer der Wortmeldung fehlt. Erwartet wird eine Zahl.")
        elif block.number.lstrip("0") in seen:
            faults.add(block.at, f"Die Nummer {block.number} steht zweimal. Bitte fortlaufend nummerieren.")
        seen.add(block.number.lstrip("0"))


def _contribution(block: MinuteBlock, words: MinuteWords, sizes: Mapping[str, int], faults: _Faults) -> Contribution:
    rows = _by_key(block.entries, KEYS, faults)
    text = " ".join(rows[TEXT].value.split()) if TEXT in rows else ""
    if not text:
        faults.add(block.at, f"Der Wortmeldung {block.number} fehlt der Text. Bitte »{TEXT}: …« ergänzen.")
    themes = {theme.id: theme.title for theme in words.themes}
    obstacle, transition = (
        _known(rows, key, names, faults)
        for key, names in ((OBSTACLE, words.obstacles), (TRANSITION, words.transitions))
    )
    if obstacle and TRANSITION not in rows:
        faults.add(rows[OBSTACLE].at, f"Zum Hindernis fehlt der Übergang. Bitte »{TRANSITION}: T1« bis T8 ergänzen.")
    return Contribution(
        int(block.number) if _NUMBER.fullmatch(block.number) else 0,
        text,
        _known(rows, GROUP, dict.fromkeys(words.groups, ""), faults),
        _known(rows, STATION, words.stations, faults),
        transition,
        obstacle,
        _known(rows, FIELD, words.fields, faults),
        _votes(rows, VOTES, sizes, faults) or (),
        _votes(rows, AGAINST, sizes, faults),
        _known(rows, THEME, themes, faults),
    )


def _known(rows: Mapping[str, FormEntry], key: str, names: Mapping[str, str], faults: _Faults) -> str:
    """The id behind an id or a title; an unknown one is said with what was probably meant."""
    value = rows[key].value if key in rows else ""
    ids = {title.casefold(): name for name, title in names.items() if title} | {n.casefold(): n for n in names}
    if value and value.casefold() not in ids:
        choices = tuple(title or name for name, title in names.items())
        faults.add(rows[key].at, f"»{key}« ist nicht bekannt.{did_you_mean(value, choices)}")
    return ids.get(value.casefold(), "") if value else ""


def _votes(rows: Mapping[str, FormEntry], key: str, sizes: Mapping[str, int], faults: _Faults) -> Counts | None:
    """Votes by group (`Familien 8, Fachkräfte 5`); one number alone is of no group in particular."""
    if key not in rows or not rows[key].value:
        return None
    found: dict[str, int] = {}
    for part in re.split(r"\s*[,;]\s*", rows[key].value.strip()):
        match = _VOTE.fullmatch(part)
        group = (match["group"].strip() if match else "") or OTHERS
        if match is None:
            faults.add(rows[key].at, f"»{key}«: Stimmen sind keine Zahl. Erwartet wird z. B. 13 oder »Familien 8«.")
        elif group not in (OTHERS, *sizes):
            hint = did_you_mean(group, tuple(sizes)) if sizes else ""
            faults.add(rows[key].at, f"»{key}«: Diese Gruppe steht nicht unter »{PARTICIPANTS}«.{hint}")
        elif group in found:
            faults.add(rows[key].at, f"»{key}«: Die Gruppe »{group}« steht zweimal. Bitte zusammenzählen.")
        elif int(match["number"]):
            found[group] = int(match["number"])
            most = sizes.get(group, sum(sizes.values()))
            if found[group] > most:
                text = f"»{key}«: mehr Stimmen als Teilnehmende ({found[group]} von {most}). Bitte prüfen."
                faults.add(rows[key].at, text, Level.WARN)
    return tuple(found.items())
