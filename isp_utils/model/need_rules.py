"""Kinds of need, school forms, quotas and back-tests of planning: their words, and the counts they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TypeVar

from isp_utils.model.domain import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml

FILE = "needs.toml"
KINDS = (  # what needs/demand.py can reckon
    "kinder_u18",
    "geburten",
    "kinder_u1",
    "betreut_u3",
    "plaetze_u3",
    "betreut_3_5",
    "plaetze_3_5",
    "schulanfaenger",
    "klassen_1",
    "ganztag",
    "klasse_5",
    "berufliche_schulen",
    "schulentlassene",
    "ohne_abschluss",
)
QUOTAS = ("u3", "3_5", "without_degree")
OF_THE_LAND = ("stichtag", "klasse")  # words of a statistic that the Land fills in
OF_PLANNING = ("reserve",)  # words of a title that planning fills in
T = TypeVar("T")


@dataclass(frozen=True)
class NeedKind:
    """One kind of need in words.

    `before`: the term that counts the same people in the years before, `before_title` its words; `quota` and the term
    `people`: from which the years after its last count are reckoned. `in_care`: the kind that counts the children for
    whom these places are, `places` the places in words. `ask`: the gap of gaps.toml that says whom to ask for them.
    `overview`: whether it stands in the table that the page of the forecasts begins with.
    """

    id: str
    title: str
    unit: str
    day: str
    statistic: str
    drawn: bool = False
    ask: str = ""
    before: str = ""
    before_title: str = ""
    quota: str = ""
    people: str = ""
    in_care: str = ""
    places: str = ""
    overview: bool = False

    def __post_init__(self) -> None:
        for key, text, known in (("statistic", self.statistic, OF_THE_LAND), ("title", self.title, OF_PLANNING)):
            for _, word, _, _ in Formatter().parse(text):
                if word is not None and word not in known:
                    raise InputError(f"»{key}« nennt »{{{word}}}«.{did_you_mean(word, known)}")


@dataclass(frozen=True)
class SchoolForm:
    """A school form and the term that counts its pupils in the class of `form_base`."""

    title: str
    term: str


@dataclass(frozen=True)
class TrialRule:
    """One back-test: of the children of these `ages` (first and last), of those `starting` a class at an age, or of a
    `quota`; ages and quota together are the children in care.
    """

    id: str
    title: str
    statistic: str
    quota: str = ""
    ages: tuple[int, ...] = ()
    starting: int = 0

    def __post_init__(self) -> None:
        if self.ages and (len(self.ages) != 2 or self.ages[0] > self.ages[1]):
            raise InputError("»ages« nennt das erste und das letzte Alter, z. B. [3, 5]. Bitte berichtigen.")
        if bool(self.ages) + bool(self.starting) > 1 or not (self.ages or self.starting or self.quota):
            raise InputError("Eine Prüfung braucht »ages«, »starting« oder »quota«. Bitte eines davon angeben.")


@dataclass(frozen=True)
class NeedRules:
    """needs.toml: kinds and back-tests by id, quotas (use -> fact), the counts that planning always needs, and
    base and target years that back-tests compare.
    """

    kinds: Mapping[str, NeedKind]
    forms: tuple[SchoolForm, ...]
    form_base: str
    trials: Mapping[str, TrialRule]
    quotas: Mapping[str, str]
    always: tuple[str, ...]
    compared: tuple[tuple[int, int], ...]

    @property
    def shares(self) -> tuple[str, ...]:
        """Facts that hold published shares, not counts."""
        return tuple(self.quotas.values())

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term that the forecasts rest on."""
        counted = (term for kind in self.kinds.values() for term in (kind.before, kind.people) if term)
        return (*self.always, *self.shares, self.form_base, *(form.term for form in self.forms), *counted)


def load_need_rules(root: Path = HERE) -> NeedRules:
    """needs.toml of a catalogue; one without it takes the package's. Raises InputError naming file and key."""
    table = read_toml((root if (root / FILE).exists() else HERE) / FILE)
    kinds = _rows(NeedKind, table.pop("need", []), "need")
    trials = _rows(TrialRule, table.pop("trial", []), "trial")
    forms = tuple(into(SchoolForm, row, f"{FILE}, form") for row in table.pop("form", []))
    made = {"kinds": {item.id: item for item in kinds}, "forms": forms, "trials": {item.id: item for item in trials}}
    compared = tuple(_pair(pair) for pair in table.pop("compared", []))
    rules = into(NeedRules, {**table, **made, "compared": compared}, FILE)
    _exactly([item.id for item in kinds], KINDS, "need")
    _exactly(list(rules.quotas), QUOTAS, "quotas")
    _known_words(kinds, rules.quotas)
    for item in trials:
        if item.quota and item.quota not in rules.quotas:
            raise InputError(
                f"{FILE}, trial {item.id}: »quota« ist »{item.quota}«.{did_you_mean(item.quota, tuple(rules.quotas))}"
            )
    return rules


def _known_words(kinds: Iterable[NeedKind], quotas: Mapping[str, str]) -> None:
    """Quotas and kinds that the kinds of need name."""
    for item in kinds:
        for key, name, known in (("quota", item.quota, tuple(quotas)), ("in_care", item.in_care, KINDS)):
            if name and name not in known:
                raise InputError(f"{FILE}, need {item.id}: »{key}« ist »{name}«.{did_you_mean(name, known)}")


def _pair(years: object) -> tuple[int, int]:
    """Base and target year of a back-test."""
    match years:
        case [int(base), int(target)] if base < target:
            return base, target
    raise InputError(f"{FILE}: »compared« enthält {years!r}, erwartet werden zwei Jahre wie [2015, 2018].")


def _rows(target: type[T], rows: Iterable[Mapping[str, object]], name: str) -> list[T]:
    """Rows of one kind; two of the same id are refused."""
    found: dict[str, T] = {}
    for row in rows:
        known = str(row.get("id", ""))
        if known in found:
            raise InputError(f"{FILE}, {name}: »{known}« steht zweimal. Bitte eines löschen.")
        found[known] = into(target, row, f"{FILE}, {name} {known}".rstrip())
    return list(found.values())


def _exactly(given: list[str], known: tuple[str, ...], where: str) -> None:
    """Every id that the code can reckon with, and no other."""
    for name in given:
        if name not in known:
            raise InputError(f"{FILE}, {where}: »{name}« lässt sich nicht berechnen.{did_you_mean(name, known)}")
    for name in known:
        if name not in given:
            raise InputError(f"{FILE}, {where}: »{name}« fehlt. Bitte ergänzen.")
