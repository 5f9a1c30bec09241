"""How often a statement is wrong: false alarms, coverage and power of everything the pages claim, on simulated Kreise.

Run `python benchmarks/calibration.py` (some minutes; `--runs 50` for fewer runs a cell): prints the tables that stand
in docs/Methoden.md and ends with exit code 1 where more than 6 % of statements are false alarms, beyond what the number
of runs explains (two standard errors).

45 Kreise from the county's size to 24 times of it, with levels 20 % apart, around a Land that moves from year to
year. `phi` is the variance of the counts relative to Poisson (binomial) chance, `rho` the correlation of their
deviations from one year to the next. Every number is what the functions of the pages say about them: nobody tells them
phi or rho.
"""

# ruff: noqa: E402 - the search path has to be put right before anything else is imported

from __future__ import annotations

import argparse
import math
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A file beside this one has the name of a module of the standard library: the project's root takes the folder's place.
sys.path[:] = [str(Path(__file__).resolve().parents[1]), *(p for p in sys.path if Path(p).name != "benchmarks")]

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from isp_utils.statistics.comparison import difference
from isp_utils.statistics.composite.uncertainty import draws_of_estimates, hanging_together
from isp_utils.statistics.dispersion import (
    beside_the_common_year,
    dispersion,
    value_scatter,
    widened_proportion,
    widened_rate,
)
from isp_utils.statistics.effect import Course, effect_on_counts
from isp_utils.statistics.intervals import Estimate, normal_quantile, proportion
from isp_utils.statistics.ranks import rank_range
from isp_utils.statistics.trend import Counted, flow_trend

Table = NDArray[np.float64]

AREAS, LARGEST = 45, 24.0
APART = 0.2  # standard deviation of the logarithm of the Kreise's true rates
PHIS, RHOS = (1.0, 2.0, 3.0), (0.0, 0.5, 0.8)
ALLOWED = 6.0  # % of false alarms
OWN = 0  # the row of the county: the smallest Kreis
ASKED = range(8)  # rows of small Kreise that are asked in turn; they share a panel, so they count as half as many


@dataclass(frozen=True)
class Case:
    """A flow of the county: events a year among people; `binomial` where the people are the trials."""

    name: str
    events: float
    people: float
    binomial: bool

    @property
    def rate(self) -> float:
        """Events per person."""
        return self.events / self.people


CASES = (
    Case("Säuglingssterbefälle, 3 von 326", 3, 326, binomial=True),
    Case("junge Mütter, 8 von 326", 8, 326, binomial=True),
    Case("ohne Abschluss, 37 von 523", 37, 523, binomial=True),
    Case("vorzeitige Sterbefälle, 104 von 37.000", 104, 37_000, binomial=False),
    Case("Geburten, 326 von 8.900", 326, 8_900, binomial=False),
)


@dataclass(frozen=True)
class World:
    """How chance moves: variance relative to chance, persistence, years known."""

    phi: float
    rho: float
    years: int = 10


@dataclass(frozen=True)
class Outcome:
    """Share of statements (0..1) that say something, or cover; of how many; `power`: what would be found."""

    share: float
    of: int
    power: float = float("nan")

    @property
    def error(self) -> float:
        """Standard error of a share that is at the bound, 0..1."""
        return math.sqrt(ALLOWED / 100 * (1 - ALLOWED / 100) / max(self.of, 1))


def deviations(shape: tuple[int, int], rho: float, random: np.random.Generator) -> Table:
    """Standard normal `[area, year]` with correlation `rho` from year to year."""
    found = random.standard_normal(shape)
    for year in range(1, shape[1]):
        found[:, year] = rho * found[:, year - 1] + math.sqrt(1 - rho**2) * found[:, year]
    return found


def counted(mean: Table, people: Table, world: World, how: tuple[Case, np.random.Generator]) -> Table:
    """Counts `[area, year]` with this mean and `phi` times the variance of chance, deviations with `rho`."""
    case, random = how
    chance = special.ndtr(deviations(mean.shape, world.rho, random))
    if world.phi == 1:
        found = stats.binom.ppf(chance, people, mean / people) if case.binomial else stats.poisson.ppf(chance, mean)
        return np.asarray(found, float)
    ratio = np.maximum(world.phi * (1 - mean / people if case.binomial else 1.0), 1.0001)
    found = stats.nbinom.ppf(chance, mean / (ratio - 1), 1 / ratio)
    return np.minimum(np.asarray(found, float), people)


@dataclass(frozen=True)
class Panel:
    """A simulated Land: counts and people `[area, year]`, true rates `[area]`, the Land's factor `[year]`."""

    events: Table
    people: Table
    rates: Table
    common: Table


def panel(case: Case, world: World, random: np.random.Generator, apart: float = APART, own: ArrayLike = 1.0) -> Panel:
    """Kreise around the county's rate; the county itself has exactly the Land's, times `own` `[year]`."""
    size = np.geomspace(1.0, LARGEST, AREAS)
    people = np.round(size * case.people)[:, None] * np.ones(world.years)
    rates = case.rate * np.exp(apart * random.standard_normal(AREAS))
    rates[OWN] = case.rate
    common = np.exp(0.05 * random.standard_normal(world.years))
    mean = people * rates[:, None] * common
    mean[OWN] *= own
    return Panel(counted(mean, people, world, (case, random)), people, rates, common)


def comparison_of_flows(case: Case, world: World, runs: int) -> Outcome:
    """County = Land in the last year; the range widened by the scatter that the Kreise show.

    With no more runs than needed for the scatter, each is asked about a hundred counties of that scatter.
    """
    random, alarms, found = np.random.default_rng(1), 0, []
    for _ in range(runs):
        seen = panel(case, world, random)
        phi = dispersion(seen.events, seen.people, case.binomial)
        truth = case.rate * seen.common[-1]
        own = np.full((100, 1), truth * case.people)
        people = np.full((100, 1), case.people)
        events = counted(own, people, World(world.phi, 0.0, 1), (case, random))[:, 0]
        limits = (widened_proportion if case.binomial else widened_rate)(events, case.people, phi, per=1.0)
        alarms += int(((limits.lower > truth) | (limits.upper < truth)).sum())
        spread = math.sqrt(phi * (1 - case.rate if case.binomial else 1.0) / case.events)
        found.append(100 * (normal_quantile(0.95) + normal_quantile(0.6)) * spread)
    # a hundred counties share one estimate of the scatter: they count as ten
    return Outcome(alarms / (100 * runs), 10 * runs, float(np.mean(found)))


def comparison_of_samples(case: Case, world: World, runs: int) -> Outcome:
    """A sample of a tenth of the people against the Land's known share: Wilson limits, no scatter beyond the sample."""
    random = np.random.default_rng(2)
    people = max(round(case.people / 10), 50)
    events = random.binomial(people, case.rate, 100 * runs)
    limits = proportion(events, people, per=1.0)
    alarms = (limits.lower > case.rate) | (limits.upper < case.rate)
    spread = math.sqrt((1 - case.rate) / (people * case.rate))
    return Outcome(float(alarms.mean()), 100 * runs, 100 * (normal_quantile(0.95) + normal_quantile(0.6)) * spread)


def trend_beside_the_land(case: Case, world: World, runs: int) -> Outcome:
    """No trend beside the Land's; power: the difference a year that is found in 80 of 100 cases."""
    random, alarms, stated, power = np.random.default_rng(3), 0, 0, []
    for _ in range(runs):
        seen = panel(case, world, random)
        phi = dispersion(seen.events, seen.people, case.binomial)
        land = Counted(seen.events.sum(axis=0), seen.people.sum(axis=0), case.binomial)
        for row in ASKED:
            own = Counted(seen.events[row], seen.people[row], case.binomial)
            others = (np.delete(each, row, axis=0) for each in (seen.events, seen.people))
            found = flow_trend(range(world.years), own, land, Counted(*others, case.binomial), phi)
            stated += found.stated
            alarms += found.faster != 0
            power += [found.detectable] if row == OWN and found.stated else []
    return Outcome(alarms / max(stated, 1), stated // 2, float(np.median(power)) if power else float("nan"))


def effects_claimed(case: Case, world: World, runs: int, factor: float = 1.0) -> Outcome:
    """A Maßnahme begins in the middle of the years and multiplies the county's events by `factor`: how often it shows.

    At a factor of 1 every claim is a false alarm. Land and Kreise rise by 3 % a year with the county (a common trend).
    Power: the change that the difference would find in 80 of 100 cases.
    """
    random, claimed, power = np.random.default_rng(6), 0, []
    years = np.arange(world.years)
    after = years >= world.years // 2
    trend = np.exp(0.03 * (years - years.mean()))
    for _ in range(runs):
        seen = panel(case, world, random, own=np.where(after, factor, 1.0))
        people = seen.people / trend  # fewer people for the same events: all rates rise together
        phi = dispersion(seen.events, people, case.binomial)
        own, land, others = (
            Counted(events, of, case.binomial)
            for events, of in (
                (seen.events[OWN], people[OWN]),
                (seen.events.sum(axis=0), people.sum(axis=0)),
                (seen.events[OWN + 1 :], people[OWN + 1 :]),
            )
        )
        course = Course(years.tolist(), after.tolist())
        found = effect_on_counts(course, own, land, others, phi)
        claimed += found.sign != 0 and (factor == 1 or found.sign == np.sign(factor - 1))
        power += [found.difference.detectable] if found.difference else []
    return Outcome(claimed / runs, runs, float(np.median(power)) if power else float("nan"))


def coverage_of_ranks(case: Case, world: World, runs: int) -> Outcome:
    """Whether the range of 90 % holds the true place of a Kreis, over all Kreise; power: its width in places."""
    random, inside, widths = np.random.default_rng(4), [], []
    for _ in range(runs):
        seen = panel(case, world, random)
        phi = dispersion(seen.events, seen.people, case.binomial)
        places = stats.rankdata(seen.rates)
        for own in (OWN, int(random.integers(1, AREAS))):
            found = rank_range(seen.events[:, -1], seen.people[:, -1], own, phi, case.binomial)
            if found is not None:
                inside.append(found.lowest <= places[own] <= found.highest)
                widths.append(found.highest - found.lowest + 1)
    return Outcome(float(np.mean(inside)), len(inside), float(np.mean(widths)))


def change_of_index(_: Case, world: World, runs: int) -> Outcome:
    """Four stocks without change, two of them moving together: index of now against that of four years before.

    Points: standard deviations of a part; power: the change that is found in 80 of 100 cases.
    """
    random, alarms, power = np.random.default_rng(5), 0, []
    mixed = np.linalg.cholesky(np.array([[1, 0.6, 0.2, 0], [0.6, 1, 0.6, 0], [0.2, 0.6, 1, 0], [0, 0, 0, 1.0]]))
    for _run in range(runs):
        noise = np.stack([deviations((AREAS, world.years), world.rho, random) for _part in range(4)], axis=-1)
        values = 5 * random.standard_normal((AREAS, 1, 4)) + math.sqrt(world.phi) * noise @ mixed.T
        scatter = np.array([value_scatter(values[..., part]) for part in range(4)])
        jumps = np.stack([np.diff(beside_the_common_year(values[..., p]), n=2, axis=1) for p in range(4)], axis=-1)
        together = hanging_together(jumps.reshape(-1, 4))
        half = normal_quantile(0.95) * scatter
        for row in ASKED:
            now, base = (
                _summary(Estimate(at, at - half, at + half, 0.95, ""), together)
                for at in (values[row, -1], values[row, -5])
            )
            gap = difference(now, base)
            alarms += bool(gap.lower > 0 or gap.upper < 0)
        power.append(float(gap.upper - gap.lower) / 2 * (1 + normal_quantile(0.6) / normal_quantile(0.95)))
    return Outcome(alarms / runs / len(ASKED), runs * len(ASKED) // 2, float(np.mean(power)))


def _summary(parts: Estimate, together: Table) -> Estimate:
    """The mean of the parts with limits from joint draws, as the page has it."""
    draws = draws_of_estimates(parts, 1_000, together).mean(axis=-1)
    lower, upper = np.quantile(draws, (0.025, 0.975))
    return Estimate(parts.value.mean(), lower, upper, 0.95, "")


@dataclass(frozen=True)
class Statement:
    """A kind of statement: title, function, cases, worlds, whether few (false alarms) or many (coverage) are right."""

    title: str
    tried: Callable[[Case, World, int], Outcome]
    cases: tuple[Case, ...]
    years: tuple[int, ...]
    power: str
    least: float = 0.0  # coverage that is asked for; 0: false alarms are counted


SAMPLE = Case("Stichprobe von 370, Anteil 10 %", 370, 3_700, binomial=True)
INDEX = Case("vier Kennzahlen, zwei hängen zusammen", 1, 1, binomial=False)
STATEMENTS = (
    Statement("Vergleich mit dem Land (Ereignisse)", comparison_of_flows, CASES, (7, 10), "Abstand in %"),
    Statement("Vergleich mit dem Land (Stichprobe)", comparison_of_samples, (SAMPLE,), (1,), "Abstand in %"),
    Statement("Entwicklung neben der des Landes", trend_beside_the_land, CASES, (5, 8, 12), "% im Jahr"),
    Statement("Wirkung einer Maßnahme, die keine hat", effects_claimed, CASES[2:], (10, 12), "Veränderung in %"),
    Statement("Veränderung des Index", change_of_index, (INDEX,), (10,), "Standardabweichungen"),
    Statement("Bereich der Plätze (90 %)", coverage_of_ranks, CASES, (10,), "Breite in Plätzen", least=0.86),
)


def worlds(statement: Statement) -> Iterator[World]:
    """Every scatter and persistence; a sample has neither."""
    if statement.years == (1,):
        yield World(1.0, 0.0, 1)
        return
    yield from (World(phi, rho, years) for years in statement.years for phi in PHIS for rho in RHOS)


@cache
def outcome(statement: Statement, case: Case, world: World, runs: int) -> Outcome:
    """One cell of the table."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return statement.tried(case, world, runs)


def wrong(statement: Statement, found: Outcome) -> bool:
    """Whether a cell errs more than is allowed, beyond two standard errors of its runs."""
    if statement.least:
        return found.share + 2 * found.error < statement.least
    return 100 * (found.share - 2 * found.error) > ALLOWED


def table(statement: Statement, runs: int) -> Iterator[str]:
    """Rows of markdown: a case and number of years, percent for each phi and rho, power at phi 1 and 3."""
    cells = [(phi, rho) for phi in PHIS for rho in RHOS]
    if statement.years == (1,):
        cells = [(1.0, 0.0)]
    heads = [f"φ {phi:.0f}, ρ {rho:g}".replace(".", ",") for phi, rho in cells]
    yield f"| {statement.title} | Jahre | {' | '.join(heads)} | {statement.power}, φ 1 bis φ 3 |"
    yield f"|{'---|' * (len(heads) + 3)}"
    for case in statement.cases:
        for years in statement.years:
            found = [outcome(statement, case, World(phi, rho, years), runs) for phi, rho in cells]
            numbers = [f"{100 * each.share:.1f}".replace(".", ",") if each.of else "–" for each in found]
            powers = [found[0].power, found[-3 if len(found) > 2 else 0].power]
            reach = " bis ".join(f"{power:.1f}".replace(".", ",") for power in powers if math.isfinite(power)) or "–"
            yield f"| {case.name} | {years if years > 1 else '–'} | {' | '.join(numbers)} | {reach} |"


def main(runs: int) -> int:
    """Print every table; 1 where a statement errs too often."""
    bad = []
    for statement in STATEMENTS:
        for row in table(statement, runs):
            print(row, flush=True)
        print()
        for case in statement.cases:
            for world in worlds(statement):
                found = outcome(statement, case, world, runs)
                if found.of and wrong(statement, found):
                    bad.append(f"{statement.title}, {case.name}, {world}: {100 * found.share:.1f} %")
    print("\n".join(bad) if bad else f"no statement errs in more than {ALLOWED:.0f} % of cases")
    return 1 if bad else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=150)
    sys.exit(main(parser.parse_args().runs))
