"""The blanks of a spoken sentence: what the catalogue leaves open and the pages fill in, and what it may not look like.

They stand beside the {words} of words.toml and are never declared there: `filled` lets them stand.
"""

import re
from collections import Counter

from isp_utils.model.errors import InputError

WHEN, VALUE, WITH_UNIT, MORE, COMPARED = "wann", "wert", "wert_mit_einheit", "mehr", "vergleich"
BLANKS = (WHEN, VALUE, WITH_UNIT, MORE, COMPARED)
EXPECTED = "erwartet wird ein Satz wie »Von 100 Kindern besuchten {wann} im Mittel {wert} eine Kita{vergleich}.«"
_NAMED = re.compile(r"\{([a-z0-9_]+)\}")
_SIDE_BY_SIDE = re.compile(r"\{wann\} \{wert(_mit_einheit)?\}")


def refuse_unspeakable(sentence: str, where: str) -> None:
    """Raise InputError naming the file, what is wrong with its spoken sentence and what is expected."""
    for trouble in _troubles(sentence):
        raise InputError(f"{where}: »spoken«: {trouble}; {EXPECTED}")


def _troubles(sentence: str) -> list[str]:
    found = Counter(_NAMED.findall(sentence))
    twice = [blank for blank in BLANKS if found[blank] > 1]
    checks = {
        "am Ende fehlt der Punkt": not sentence.endswith("."),
        "{wert} oder {wert_mit_einheit} muss genau einmal darin stehen": found[VALUE] + found[WITH_UNIT] != 1,
        "{wann} fehlt": not found[WHEN],
        f"{{{''.join(twice[:1])}}} steht zweimal darin": bool(twice),
        "eine Klammer { oder } ist zu viel oder umschließt kein Wort": set("{}") & set(_NAMED.sub("", sentence)),
        "ein Satz beginnt nicht mit der Zahl": sentence.startswith(("{wert}", "{wert_mit_einheit}")),
        "zwischen {wann} und der Zahl muss ein Wort stehen, sonst läse man zwei Zahlen als eine": _SIDE_BY_SIDE.search(
            sentence
        ),
    }
    return [trouble for trouble, holds in checks.items() if holds]


def refuse_stray_blanks(named: set[str], where: str) -> None:
    """Raise InputError for a blank among the {words} of texts that are no spoken sentence."""
    for blank in sorted(named & set(BLANKS)):
        raise InputError(f"{where}: »{{{blank}}}« darf nur in »spoken« stehen, denn nur dort wird es ausgefüllt.")
