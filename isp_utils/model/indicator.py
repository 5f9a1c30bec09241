"""A Kennzahl of the catalogue: one TOML file, its folder the station (and topic), its name the id."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from isp_utils.model.blanks import refuse_stray_blanks, refuse_unspeakable
from isp_utils.model.domain import DIMENSIONS, FIELDS, STATIONS
from isp_utils.model.errors import InputError
from isp_utils.model.notes import Note
from isp_utils.model.periods import year_of
from isp_utils.model.terms import Term
from isp_utils.model.toml import did_you_mean, into, read_toml
from isp_utils.model.words import named_words

TIERS = ("kern", "ueberblick", "ergaenzung")
METHODS = ("ratio", "rate", "given", "count", "change", "balance", "standardised")
BETTER = ("higher", "lower", "none")
NATURES = ("stock", "events", "estimate")
MONEY = ("", "nominal")

CHOICES = {
    "method": METHODS,
    "tier": TIERS,
    "better": BETTER,
    "base_kind": ("ratio", "rate"),
    "nature": NATURES,
    "money": MONEY,
}
POOLED_METHODS, MIN_POOLED = ("ratio", "rate"), 2


@dataclass(frozen=True)
class Break:
    """The first period of a new series (census base, redefinition, reform) and why it is new."""

    period: str
    reason: str

    def __post_init__(self) -> None:
        year_of(self.period)

    @property
    def dated(self) -> bool:
        """Whether the reason says itself since when: nobody need say the year before it."""
        return bool(re.search(rf"\b(?:ab|seit) {year_of(self.period)}\b", self.reason, re.IGNORECASE))

    def lies_within(self, periods: Sequence[str]) -> bool:
        """Whether a series of these periods has figures on both sides of it."""
        years = [year_of(period) for period in periods]
        return bool(years) and min(years) < year_of(self.period) <= max(years)


@dataclass(frozen=True)
class Exceptional:
    """A year in which a figure was no usual one, and why: a phrase that fits into a sentence."""

    year: int
    reason: str


@dataclass(frozen=True)
class Band:
    """A band of ages: the terms of the events and of the people that are in it."""

    events: tuple[str, ...]
    population: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """A Kennzahl: what is counted, over what, how it is computed and how to read it.

    about: the same word in Kennzahlen that say the same in two ways; pages put forward the one with the newest figure.
    nature: "stock" (everybody counted on a day, so no chance), "events" (a flow of births, moves, school leavers, moved
    by chance from year to year) or "estimate" (sample, model). money "nominal": an amount in prices of its year.
    renormed: an index whose scale is set anew every year. things: what the numerator counts, as a plural.
    spoken: the figure as one sentence with blanks (blanks.py); unknown: an indirect question for the time without a
    figure ("wie viele Familien ..."); question: what a committee should ask ("Welche Schulen ...?"), and whom.
    """

    id: str
    station: str
    title: str
    short: str
    fields: tuple[str, ...]
    dimensions: tuple[str, ...]
    tier: str
    method: str
    numerator: tuple[str, ...]
    unit: str
    definition: str
    digits: int = 0
    better: str = "none"
    denominator: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    per: float = 1.0
    denominator_lag: int = 0
    base: tuple[str, ...] = ()
    base_kind: str = "ratio"
    counted: tuple[str, ...] = ()  # the count behind a published share, where that is published too
    standard: tuple[Band, ...] = ()  # bands of ages whose rates in the Land are the yardstick
    years: int = 5
    nature: str = "stock"
    money: str = ""
    renormed: bool = False
    things: str = "Menschen"
    expert: str = ""
    law: str = ""
    caveat: str = ""
    breaks: tuple[Break, ...] = ()
    sex: str = ""
    transitions: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    topic: str = ""
    exceptional: tuple[Exceptional, ...] = ()  # from the notes of a county or Land
    spoken: str = ""
    unknown: str = ""
    question: str = ""
    responsible: tuple[str, ...] = ()
    about: str = ""
    pooled: int = 0  # years counted together for areas below the Kreis, where single years are mostly hidden

    @property
    def comparable(self) -> bool:
        """Whether areas of different size can be compared: shares and rates, not counts."""
        return self.method != "count"

    @property
    def home(self) -> str:
        """The planning field whose report tells about it, "" for what frames all of them."""
        return next((field for field in self.fields if field in FIELDS), "")

    @property
    def terms(self) -> tuple[str, ...]:
        """Every fact term the indicator rests on."""
        bands = tuple(term for band in self.standard for term in band.events + band.population)
        return self.numerator + self.minus + self.denominator + self.base + self.counted + bands


def read_indicator(path: Path, place: Mapping[str, str]) -> Indicator:
    """The Kennzahl in a file; `place` is its station (and topic). Raises InputError naming file and key."""
    table = read_toml(path)
    breaks = tuple(into(Break, item, f"{path.name}, breaks") for item in table.pop("breaks", []))
    standard = tuple(into(Band, item, f"{path.name}, standard") for item in table.pop("standard", []))
    full: dict[str, Any] = {"id": path.stem, **place, **table, "breaks": breaks, "standard": standard}
    indicator = into(Indicator, full, path.name)
    _check(indicator, path.name)
    return indicator


def _check(indicator: Indicator, where: str) -> None:
    for name, choices in CHOICES.items():
        _one_of(getattr(indicator, name), choices, name, where)
    _one_of(indicator.station, tuple(STATIONS), "Ordner (Station)", where)
    for name in indicator.fields:
        _one_of(name, (*FIELDS, "rahmendaten"), "fields", where)
    for dimension in indicator.dimensions:
        _one_of(dimension, tuple(DIMENSIONS), "dimensions", where)
    Term.each(indicator.terms, where)
    _check_words(indicator, where)
    if indicator.pooled and (indicator.method not in POOLED_METHODS or indicator.pooled < MIN_POOLED):
        raise InputError(
            f"{where}: »pooled« zählt mindestens {MIN_POOLED} Jahre zusammen und geht nur mit den Methoden "
            f"{', '.join(POOLED_METHODS)}."
        )
    if indicator.method == "balance" and indicator.nature != "events":
        raise InputError(f'{where}: ein Saldo zählt Ereignisse. Bitte »nature = "events"« ergänzen.')
    if (indicator.method == "standardised") != bool(indicator.standard):
        raise InputError(f"{where}: die Methode »standardised« und der Schlüssel »standard« gehören zusammen.")
    if indicator.method in ("ratio", "rate", "balance") and not indicator.denominator:
        raise InputError(f"{where}: die Methode »{indicator.method}« braucht den Schlüssel »denominator«.")


def _check_words(indicator: Indicator, where: str) -> None:
    if indicator.spoken:
        refuse_unspeakable(indicator.spoken, where)
    refuse_stray_blanks(named_words(replace(indicator, spoken="")), where)
    if bool(indicator.question) != bool(indicator.responsible):
        raise InputError(
            f"{where}: »question« und »responsible« gehören zusammen: die Frage und die Stellen, die sie beantworten "
            "können. Bitte beide angeben oder keine."
        )
    if indicator.unknown.endswith((".", "?")):
        raise InputError(
            f"{where}: »unknown« ist eine indirekte Frage ohne Satzzeichen am Ende, zum Beispiel »wie viele Familien "
            "Hilfe erhalten«."
        )
    if indicator.question and not (indicator.question[0].isupper() and indicator.question.endswith("?")):
        raise InputError(
            f"{where}: »question« ist eine ganze Frage mit großem Anfang und Fragezeichen, zum Beispiel »Wie viele "
            "Familien erhalten Hilfe?«."
        )


def _one_of(value: str, choices: tuple[str, ...], key: str, where: str) -> None:
    if value not in choices:
        raise InputError(f"{where}: »{key}« ist »{value}«.{did_you_mean(value, choices)}")


def noted(indicator: Indicator, notes: Sequence[Note]) -> Indicator:
    """The Kennzahl with the notes that name it: breaks, exceptional years, and all others behind its caveat."""
    own = [note for note in notes if indicator.id in note.indicators]
    if not own:
        return indicator
    breaks = sorted(
        (*indicator.breaks, *(Break(note.period, note.text) for note in own if note.period)),
        key=lambda item: year_of(item.period),
    )
    years = [Exceptional(year_of(year), note.text) for note in own for year in note.exceptional]
    plain = (note.text for note in own if not note.period and not note.exceptional)
    caveat = " ".join(text for text in (indicator.caveat, *plain) if text)
    return replace(indicator, breaks=tuple(breaks), caveat=caveat, exceptional=(*indicator.exceptional, *years))
