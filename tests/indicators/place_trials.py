"""Counties whose municipalities do not differ: how often the classes of the pages, and plain z-scores, say they do."""

from dataclasses import dataclass

import numpy as np

from isp_utils.indicators.figure import Figure
from isp_utils.indicators.places import limits_of, sides_of
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.indices import PlaceIndex, read_place_indices
from isp_utils.statistics.composite.scales import standard_scores

DRAWS, SEED = 500, 3354
# inhabitants of the 27 municipalities of a small county (GV-ISys, 31.12.2023)
SIZES = (
    *(313, 404, 540, 550, 575, 590, 630, 640, 660, 700, 720, 730, 760, 800, 830, 900, 910, 940),
    *(1000, 1200, 1330, 1340, 1516, 2250, 2930, 5000, 9588),
)
INDICES = {index.dimension: index for index in read_place_indices(HERE, frozenset(load().indicators))}
YOUNG, MIDDLE, OLD = 0.155, 0.545, 0.255  # shares of the whole county
EMPTY, FLATS = 0.056, 0.56  # of the flats; flats for an inhabitant
WHOLE = {
    "anteil_minderjaehrige": 100 * YOUNG,
    "altenquotient": 100 * OLD / MIDDLE,
    "leerstand": 100 * EMPTY,
    "mobilfunk_5g": 92.8,
}


@dataclass(frozen=True)
class Alarms:
    """Of 100 areas in counties without any difference: how many get a class, ours and by a z-score beyond 1."""

    ours: float
    plain: float


def alarms(index: PlaceIndex, draws: int = DRAWS) -> Alarms:
    """Play counties in which every municipality is as the county: families and houses together, models blurred."""
    random = np.random.default_rng(SEED)
    whole = np.array([WHOLE.get(part.indicator, 8.0) for part in index.parts])
    named, plain = [], []
    for _ in range(draws):
        figures = [_figures(index, size, random) for size in SIZES]
        limits = np.array([[limits_of(f, part) for f, part in zip(row, index.parts, strict=True)] for row in figures])
        named += [side != 0 for side, _ in sides_of(index, limits, whole)]
        scores = standard_scores(limits[..., 0], [part.direction for part in index.parts]).mean(axis=1)
        plain += list(np.abs(scores / scores.std(ddof=1)) > 1)
    return Alarms(100 * float(np.mean(named)), 100 * float(np.mean(plain)))


def _figures(index: PlaceIndex, size: int, random: np.random.Generator) -> list[Figure]:
    ages = 2 * random.multinomial(size // 2, [YOUNG, MIDDLE, OLD, 1 - YOUNG - MIDDLE - OLD])
    flats = 2 * round(size * FLATS / 2)
    counts = {
        "anteil_minderjaehrige": (ages[0], 2 * (size // 2), "Wilson"),
        "altenquotient": (ages[2], ages[1], "Poisson (exact below 10, then Byar)"),
        "leerstand": (2 * random.binomial(flats // 2, EMPTY), flats, "Wilson, genähert"),
    }
    found = []
    for part in index.parts:
        if part.indicator in counts:
            x, n, method = counts[part.indicator]
            found.append(figure(part.indicator, 100 * x / n, (x, n), method))
        else:
            found.append(figure(part.indicator, random.normal(WHOLE.get(part.indicator, 8.0), part.blur)))
    return found


def figure(
    name: str, value: float, counts: tuple[float, float] = (np.nan, np.nan), method: str = "veröffentlichter Wert"
) -> Figure:
    """A figure of a municipality without limits of its own."""
    numbers = {"value": float(value), "lower": np.nan, "upper": np.nan}
    behind = {"numerator": float(counts[0]), "denominator": float(counts[1])}
    words = {"flag": "", "reliability": 0, "method": method, "census_base": "none", "source": "erfunden"}
    return Figure(indicator=name, region="03999001", period="2022", **numbers, **behind, **words)
