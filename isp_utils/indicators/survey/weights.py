"""From the questionnaires that came back to everybody asked: the design and its weights."""

from dataclasses import dataclass

import numpy as np

from isp_utils.intake.wave import Wave
from isp_utils.model.survey_results import BY_MARGINS, CROSSED
from isp_utils.statistics.survey.design import Design, sample_design
from isp_utils.statistics.survey.weighting import base_weights, kish_effect, post_stratified, raked

FEWEST_IN_CELL = 10  # answers in a cell of the crossed groups from which on it is a weighting class of its own


@dataclass(frozen=True)
class Weighted:
    """Design of a wave; way: how weights were fitted (CROSSED, BY_MARGINS); effect: what they cost (Kish)."""

    design: Design
    way: str
    effect: float


def weighted(wave: Wave) -> Weighted:
    """Weights that bring the answers to the number asked in every group of the side file.

    All groups crossed (post-stratification, Holt & Smith 1979) where every cell has enough answers, else group by group
    (raking, Deming & Stephan 1940). Everybody was asked: who answered counts as drawn at random within the class, with
    the correction for a finite population. That is an assumption; beside every result stands what it could hide.
    """
    groups = [str(name) for name in wave.sent if name != "number"]
    number = wave.sent["number"].sum()
    cells = np.array(["/".join(codes) for codes in wave.answers[groups].itertuples(index=False)], str)
    crossed = ["/".join(codes) for codes in wave.sent[groups].itertuples(index=False)]
    asked: dict[object, float] = dict(zip(crossed, wave.sent["number"].astype(float), strict=True))
    found, counts = np.unique(cells, return_counts=True)
    if set(found.tolist()) == set(asked) and counts.min() >= FEWEST_IN_CELL:
        weights = base_weights(cells, asked)
        sizes = np.array([asked[cell] for cell in cells.tolist()])
        design = post_stratified(sample_design(weights, cells, population=sizes), cells, asked)
        return Weighted(design, CROSSED, kish_effect(weights))
    rows = len(cells)
    plain = sample_design(np.full(rows, number / rows), population=np.full(rows, float(number)))
    margins = [wave.answers[name].to_numpy(str) for name in groups]
    design = raked(plain, margins, [_totals(wave, name) for name in groups])
    return Weighted(design, BY_MARGINS, kish_effect(design.weights))


def _totals(wave: Wave, name: str) -> dict[object, float]:
    """Asked in every group that answered, brought to the number of all asked: nobody speaks for a silent group."""
    asked = wave.sent.groupby(name)["number"].sum()
    heard = asked[asked.index.isin(wave.answers[name].unique())].astype(float)
    return dict((heard * wave.sent["number"].sum() / heard.sum()).items())
