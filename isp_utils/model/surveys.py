"""Questionnaires of the catalogue (surveys/*.toml): what is asked, and what an answer says about an obstacle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register
from isp_utils.model.toml import did_you_mean, into, read_toml

MOST_QUESTIONS = 40  # longer questionnaires come back half empty
CODERS = ("k1", "k2")
NO_LINE = "Der Fragebogen hat {number} Fragen; erlaubt sind weniger als {most}. Bitte kürzen."


@dataclass(frozen=True)
class SurveyGroup:
    """What the answers are divided by: areas of the county or fixed answers. secret: never printed."""

    id: str
    question: str
    title: str
    answers: tuple[str, ...] = ()
    areas: bool = False
    secret: bool = False
    demo: tuple[float, ...] = ()


@dataclass(frozen=True)
class SurveyItem:
    """One question with a scale; hard: codes (1 = first answer) that tell of the obstacle; reached: share of demo."""

    id: str
    question: str
    dimension: str
    station: str
    obstacle: str
    scale: str
    hard: tuple[int, ...]
    transition: str = ""
    asked: str = ""
    reached: float = 1.0
    demo: tuple[float, ...] = ()


@dataclass(frozen=True)
class OpenItem:
    """One open question: its codebook (code, title). The answers themselves never leave the house."""

    id: str
    question: str
    codes: tuple[tuple[str, str], ...]
    reached: float = 1.0
    demo: tuple[float, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the two coders."""
        return tuple(f"{self.id}_{coder}" for coder in CODERS)


@dataclass(frozen=True)
class SurveyForm:
    """A questionnaire. kind: which kind of evidence its answers are; demo: how many invented families or institutions
    are asked (`sent`), the share that answers (`answer`) and in which `years`."""

    id: str
    title: str
    source: str
    kind: str
    people: str
    intro: str
    dimensions: Mapping[str, str]
    scales: Mapping[str, Sequence[str]]
    groups: tuple[SurveyGroup, ...]
    items: tuple[SurveyItem, ...]
    open_items: tuple[OpenItem, ...] = ()
    demo: Mapping[str, Any] = field(default_factory=dict)

    def group_answers(self, group: SurveyGroup, areas: Mapping[str, str]) -> dict[str, str]:
        """Code and text of the answers of a group; `areas`: code and name of the areas of the county."""
        return dict(areas) if group.areas else {str(n): text for n, text in enumerate(group.answers, 1)}

    def item_answers(self, item: SurveyItem) -> dict[str, str]:
        """Code and text of the answers of a question."""
        return {str(n): text for n, text in enumerate(self.scales[item.scale], 1)}

    def columns(self) -> tuple[str, ...]:
        """The columns of a table of answers, without the number of the case."""
        opened = (name for item in self.open_items for name in (item.id, *item.columns))
        return (*(group.id for group in self.groups), *(item.id for item in self.items), *opened)


def load_surveys(root: Path) -> dict[str, SurveyForm]:
    """All questionnaires by id; raises InputError naming file, key and remedy."""
    return {path.stem: _read_form(path) for path in sorted((root / "surveys").glob("*.toml"))}


def _read_form(path: Path) -> SurveyForm:
    table, where = read_toml(path), path.name
    groups = tuple(into(SurveyGroup, entry, f"{where}, [[group]]") for entry in table.pop("group", []))
    items = tuple(into(SurveyItem, entry, f"{where}, [[item]]") for entry in table.pop("item", []))
    opened = (entry | {"codes": tuple(map(tuple, entry["codes"]))} for entry in table.pop("open", []))
    open_items = tuple(into(OpenItem, entry, f"{where}, [[open]]") for entry in opened)
    parts = {"id": path.stem, "groups": groups, "items": items, "open_items": open_items}
    form = into(SurveyForm, table | parts, where)
    for fault in _faults(form):
        raise InputError(f"{where}: {fault}")
    return form


def _faults(form: SurveyForm) -> Iterator[str]:
    number = len(form.items) + len(form.open_items) + len(form.groups)
    if number >= MOST_QUESTIONS:
        yield NO_LINE.format(number=number, most=MOST_QUESTIONS)
    names = form.columns()
    for name in names:
        if names.count(name) > 1:
            yield f"Die Frage »{name}« gibt es zweimal. Bitte eine umbenennen."
    for item in form.items:
        if item.dimension not in form.dimensions:
            yield f"{item.id}: Dimension »{item.dimension}«.{did_you_mean(item.dimension, tuple(form.dimensions))}"
        if item.scale not in form.scales:
            yield f"{item.id}: Skala »{item.scale}«.{did_you_mean(item.scale, tuple(form.scales))}"
        elif not set(item.hard) < set(range(1, len(form.scales[item.scale]) + 1)):
            yield f"{item.id}: »hard« nennt eine Antwort, die es nicht gibt, oder alle. Bitte berichtigen."


def survey_areas(register: Register, kreis: str) -> dict[str, str]:
    """Code (last four digits of the key) and name of the Samtgemeinden or, where there are none, Gemeinden."""
    below = [region for region in register.regions.values() if region.parent == kreis and not region.valid_to]
    upper = [region for region in below if region.level == "samtgemeinde"]
    chosen = upper or [region for region in below if region.level == "gemeinde"]
    return {region.key[-4:]: region.name for region in sorted(chosen, key=lambda region: region.key)}
