"""The class of a place in a dimension in words, never without its year and its probability."""

import math

from isp_utils.charts import Mark
from isp_utils.indicators.places import PlaceClass, Places
from isp_utils.model.indices import PlaceIndex
from isp_utils.model.wording import as_printed, enumeration, german_number

UNTOLD = "nicht unterscheidbar"


def class_mark(places: Places, index: PlaceIndex, found: PlaceClass | None) -> Mark:
    """A cell of the table of classes."""
    if found is None:
        return Mark("keine Klasse", "missing", "Zahlen des Landkreises fehlen")
    if not found.known:
        return Mark("keine Klasse", "missing", f"ohne Wert: {enumeration(found.lacking)}")
    if places.too_old(found.year):
        return Mark("keine Klasse", "missing", f"Zahlen von {found.year}, zu alt für ein Urteil")
    if not found.side:
        return Mark(UNTOLD, "similar", f"{_likely(found, index)} %")
    words = {
        -1: (index.low, "worse" if index.judged else "lower"),
        1: (index.high, "better" if index.judged else "higher"),
    }
    word, tone = words[found.side]
    return Mark(word, tone, f"{_likely(found, index)} %")


def class_sentence(places: Places, index: PlaceIndex, found: PlaceClass | None) -> str:
    """The class of a place in a sentence for its own page."""
    mark = class_mark(places, index, found)
    head = f"{index.title}"
    if found is None or not found.known or places.too_old(found.year):
        return f"{head}: {mark.word} ({mark.detail})."
    likely = _likely(found, index)
    if not found.side:
        return (
            f"{head}: vom Landkreis {UNTOLD} (die Richtung ist zu {likely}\u202f% sicher, nötig sind "
            f"{german_number(100 * index.bound)}\u202f%; älteste Zahl von {found.year})."
        )
    return f"{head}: {mark.word} als im Landkreis (Wahrscheinlichkeit {likely} %, älteste Zahl von {found.year})."


def _likely(found: PlaceClass, index: PlaceIndex) -> str:
    """Never 100, for nothing is certain; and what misses the bound is not rounded up to it."""
    most = 99 if found.side else math.ceil(100 * index.bound) - 1
    return german_number(min(int(as_printed(100 * found.probability)), most))
