"""From children to places, classes and pupils: the need of every coming year, in whole persons, per planning variant.

School begins in the year in which a child has turned six by the day of its Land (catalogue/laender). Where that is 30
September: three quarters of those who are six at the end of that year, and a quarter of those who are seven. Quotas of
pupils (school forms, vocational schools) are those of the newest school year; nobody publishes their past for Kreise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from isp_utils.indicators.statements.hindrance import OLDEST as TOO_OLD
from isp_utils.model.planning import Planning, Variant
from isp_utils.needs.cohorts import Cohorts
from isp_utils.needs.counted import together
from isp_utils.needs.quotas import aimed
from isp_utils.needs.tables import OLDEST
from isp_utils.statistics.intervals import Array, Estimate, normal_quantile
from isp_utils.statistics.population.whole import half_up

Numbers = tuple[Array, Array, Array]
Children = Callable[[Array], Estimate]  # children of the region by year, over weighted ages

RESTS_ON = {  # quotas that a kind of need takes beside the children
    "betreut_u3": ("u3",),
    "plaetze_u3": ("u3",),
    "betreut_3_5": ("3_5",),
    "plaetze_3_5": ("3_5",),
    "klasse_5:": ("forms",),
    "berufliche_schulen": ("vocational",),
    "schulentlassene": ("leavers",),
    "ohne_abschluss": ("leavers", "without_degree"),
}


@dataclass(frozen=True)
class Need:
    """Whole persons (or places, classes) of one kind by year, with an 80 % interval; `day` says when in the year.

    `sources`: ids of the sources behind children and quotas; `old_ratio`: year of the pupils and children whose ratio
    it takes, where that says nothing about today any more, else 0.
    """

    kind: str
    title: str
    unit: str
    day: str
    statistic: str
    years: tuple[int, ...]
    value: Array
    lower: Array
    upper: Array
    sources: tuple[str, ...] = ()
    old_ratio: int = 0

    def of(self, kind: str) -> bool:
        """Whether it is of this kind; a kind that ends in a colon stands for all that begin with it."""
        return self.kind == kind or (kind.endswith(":") and self.kind.startswith(kind))

    def same_as(self, other: "Need") -> bool:
        """Whether it has the same numbers in every year."""
        pairs = ((self.value, other.value), (self.lower, other.lower), (self.upper, other.upper))
        return all(np.array_equal(own, theirs) for own, theirs in pairs)

    def at(self, year: int) -> tuple[int, int, int]:
        """Likely number, lower and upper limit (80 %) of one year, in whole units."""
        place = self.years.index(year)
        return int(self.value[place]), int(self.lower[place]), int(self.upper[place])


@dataclass(frozen=True)
class Quotas:
    """Shares that turn children into users; `u3` and `from_3` in percent of the children
    of the same year, base year first; NaN where the county has none.

    `sources`: ids of the sources by quota ("u3", "3_5", "forms", "vocational", "leavers", "without_degree"); `years`:
    from which year those of pupils and leavers are, as far as they are known.
    """

    u3: Estimate
    from_3: Estimate
    school_forms: Mapping[str, float]  # label -> share of class 7
    vocational: float  # pupils at vocational schools per child of 16 to 18
    leavers: float  # leavers of a year per child of 16
    without_degree: float  # of the leavers
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)

    def aims(self, variant: Variant) -> dict[str, tuple[Estimate, float]]:
        """Care quota and target of a variant, in percent (target 0: none), by kind of places."""
        return {"plaetze_u3": (self.u3, variant.target_u3), "plaetze_3_5": (self.from_3, variant.target_3_5)}


def weights(ages: Mapping[int, float]) -> Array:
    """Weights `[age]` (shares, 0 to 1) over the ages 0..19, from those that are not 0.

    >>> weights({6: 0.75, 7: 0.25})[5:9].tolist()
    [0.0, 0.75, 0.25, 0.0]
    """
    found = np.zeros(OLDEST + 1)
    for age, weight in ages.items():
        found[age] = weight
    return found


def starting(age: int, due: float) -> Array:
    """Weights `[age]` of the children of whom a class of the school year consists that children of this age begin.

    `due`: share of those turning six in a year who do so by the day of school entry (`Land.entry_share`; § 64 NSchG
    and the school laws of the other Länder).

    >>> starting(6, 0.75)[5:9].tolist()
    [0.0, 0.75, 0.25, 0.0]
    """
    return weights({age: due, age + 1: 1 - due})


def needs(cohorts: Cohorts, region: str, quotas: Quotas, planning: Planning, variant: Variant) -> dict[str, Need]:
    """Every kind of need of one region, by kind: whole persons, places or classes by year, with 80 % intervals.

    School entry and class size are those of the region's Land; all-day places follow § 24 Abs. 4 SGB VIII. Places of a
    year are the quota of 1 March times the children of that age at the end of the same year, as the quota is published.
    """
    row = cohorts.regions.index(region)
    years = tuple(cohorts.year + step for step in range(cohorts.value.shape[1]))

    def children(ages: Array) -> Estimate:
        found = cohorts.total(ages)
        return Estimate(found.value[row], found.lower[row], found.upper[row], found.confidence, found.method)

    care = {kind: aimed(quota, target, variant, years) for kind, (quota, target) in quotas.aims(variant).items()}
    ages_0_2, ages_3_5 = children(weights(dict.fromkeys(range(3), 1.0))), children(weights({3: 1, 4: 1, 5: 1}))
    due = planning.land(region).entry_share
    first, fifth = children(starting(6, due)), children(starting(10, due))
    made = {
        "kinder_u18": _whole(children(weights(dict.fromkeys(range(18), 1.0))), 1.0),
        "geburten": _whole(children(weights({0: 1})), 1.0),
        "kinder_u1": _whole(children(weights({0: 1})), 1.0),
        "betreut_u3": _whole(_cared_for(ages_0_2, care["plaetze_u3"]), 1.0),
        "plaetze_u3": _care_places(_cared_for(ages_0_2, care["plaetze_u3"]), planning.kita_reserve),
        "betreut_3_5": _whole(_cared_for(ages_3_5, care["plaetze_3_5"]), 1.0),
        "plaetze_3_5": _care_places(_cared_for(ages_3_5, care["plaetze_3_5"]), planning.kita_reserve),
        "schulanfaenger": _whole(first, 1.0),
        "klassen_1": _classes(first, planning.largest_class(region)),
        "ganztag": _ganztag(children, due, planning, variant, years),
        "klasse_5": _whole(fifth, 1.0),
        "berufliche_schulen": _whole(children(weights({16: 1, 17: 1, 18: 1})), quotas.vocational),
        "schulentlassene": _whole(children(weights({16: 1})), quotas.leavers),
        "ohne_abschluss": _whole(children(weights({16: 1})), quotas.leavers * quotas.without_degree),
    }
    made |= {f"klasse_5:{form}": _whole(fifth, share) for form, share in quotas.school_forms.items()}
    return {
        kind: Need(kind, *_words(kind, planning, region), years, *numbers, *_grounds(kind, cohorts, quotas))
        for kind, numbers in made.items()
        if np.isfinite(numbers[0]).all()  # a county without a quota has no such need
    }


def _words(kind: str, planning: Planning, region: str) -> tuple[str, str, str, str]:
    """Title, unit, day and statistic of a kind of need; a school form stands behind the colon."""
    base, _, form = kind.partition(":")
    told = planning.needs.kinds[base]
    title = planning.title(base)
    return f"{title}: {form}" if form else title, told.unit, told.day, planning.statistic(base, region)


def _grounds(kind: str, cohorts: Cohorts, quotas: Quotas) -> tuple[tuple[str, ...], int]:
    """Sources of a need, and the year of its quota where that is too old."""
    rests = RESTS_ON.get("".join(kind.partition(":")[:2]), ())
    sources = together(cohorts.sources, *(quotas.sources.get(name, ()) for name in rests))
    first = min((year for name in rests if (year := quotas.years.get(name, 0))), default=0)
    return sources, first if first < cohorts.year - TOO_OLD else 0


def _whole(found: Estimate, share: float) -> Numbers:
    """Whole persons: the likely number rounded, the limits outwards. A share adds the chance of who of them comes."""
    value = found.value * share
    upper = np.log(np.divide(found.upper, found.value, out=np.ones_like(value), where=found.value > 0))
    chance = np.sqrt(max(1 - share, 0.0) / np.maximum(value, 1)) if share <= 1 else np.sqrt(1 / np.maximum(value, 1))
    half = np.hypot(upper, normal_quantile(found.confidence) * chance)
    likely = half_up(value)
    lower, upper = np.floor(value * np.exp(-half) + 1e-9), np.ceil(value * np.exp(half) - 1e-9)
    return likely, np.where(half > 0, lower, likely), np.where(half > 0, upper, likely)


def _cared_for(children: Estimate, quota: Estimate) -> Estimate:
    """Children in care: children times quota; errors of both combined on the log scale."""
    share = np.clip(quota.value, 0.1, None)
    half = np.hypot(np.log(children.upper / children.value), np.log1p((quota.upper - quota.value) / share))
    value = children.value * share / 100
    return replace(children, value=value, lower=value * np.exp(-half), upper=value * np.exp(half))


def _care_places(children: Estimate, reserve: float) -> Numbers:
    """Places for the children in care, and the reserve; a begun place is a place."""
    parts = (part * (1 + reserve) for part in (children.value, children.lower, children.upper))
    value, lower, upper = (np.ceil(part - 1e-9) for part in parts)
    return value, lower, upper


def _classes(children: Estimate, size: int) -> Numbers:
    """Fewest classes that keep to the largest class size, if all children sat in one school."""
    parts = (children.value, children.lower, children.upper)
    value, lower, upper = (np.ceil(half_up(part) / size) for part in parts)
    return value, lower, upper


def _ganztag(children: Children, due: float, planning: Planning, variant: Variant, years: Sequence[int]) -> Numbers:
    """All-day places for the classes that are entitled in each year: class 1 in the first, one more each year."""
    share = variant.ganztag_share or planning.ganztag_share
    columns = []
    for place, year in enumerate(years):
        entitled = min(max(year - planning.ganztag_start + 1, 0), 4)
        ages = sum((starting(6 + grade, due) for grade in range(entitled)), np.zeros(OLDEST + 1))
        found = children(np.asarray(ages))
        columns.append([float(part[place]) for part in _whole(found, share)])
    value, lower, upper = np.array(columns).T
    return value, lower, upper
