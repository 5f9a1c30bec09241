"""How often the intervals of the family survey hold the truth, on invented families of which everything is known.

Run `python benchmarks/survey.py` (some minutes; `--seeds 20` for fewer): 4,500 families, about 1,200 answers a seed.
First nonresponse that hangs on place and family form alone (ignorable given the weights), then on the answer itself
(not ignorable: no weight mends it; the line "if the others lay ten points lower or higher" is what the page prints).
Ends with exit code 1 where under ignorable nonresponse fewer than 93 % of the 95 % intervals hold the truth.
"""

# ruff: noqa: E402 - the search path has to be put right before anything else is imported

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:] = [str(Path(__file__).resolve().parents[1]), *(p for p in sys.path if Path(p).name != "benchmarks")]

import numpy as np

from isp_utils.indicators.survey.weights import weighted
from isp_utils.intake.survey.demo_wave import demo_wave
from isp_utils.intake.wave import Wave
from isp_utils.model.surveys import SurveyForm, load_surveys
from isp_utils.statistics.survey.estimates import mean, share_limits
from isp_utils.statistics.survey.nonresponse import sensitivity
from isp_utils.store import PACKAGE

SEEDS, LEAST = 200, 93.0
AREAS = {"0001": "Nordtal", "0002": "Südtal", "0003": "Mitte"}
LEANS = (0.0, 0.15, 0.4)


def held(form: SurveyForm, seed: int, lean: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Question by: interval holds the truth, interval without weights does, ten-points line does, error in points."""
    drawn = demo_wave(form, AREAS, seed, lean=lean)
    wave = Wave(form, "03999", 2025, drawn.answers.drop(columns="id"), drawn.sent, demo=True)
    design, response = weighted(wave).design, len(wave.answers) / drawn.sent["number"].sum()
    rows = []
    for item in form.items:
        answers, truth = wave.answers[item.id].to_numpy(str), drawn.truth[item.id]
        hard = np.where(answers == "", np.nan, np.isin(answers, [str(code) for code in item.hard]))
        found = share_limits(design, mean(design, hard))
        plain, known = 100 * np.nanmean(hard), int((answers != "").sum())
        half = 1.96 * np.sqrt(plain * (100 - plain) / known * (1 - response))
        beyond = sensitivity(found.value, response)
        rows.append(
            [
                found.lower[0] <= truth <= found.upper[0],
                plain - half <= truth <= plain + half,
                beyond.low[0] <= truth <= beyond.high[0],
                found.value[0] - truth,
            ]
        )
    return np.array(rows, float)


def main() -> int:
    """Print the coverage and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=SEEDS)
    seeds = parser.parse_args().seeds
    form = load_surveys(PACKAGE / "catalogue")["familien"]
    worst = 100.0
    for lean in LEANS:
        runs = np.stack([held(form, seed, lean) for seed in range(seeds)])
        weighted_, plain, line = (100 * runs[:, :, k].mean() for k in range(3))
        lowest = 100 * runs[:, :, 0].mean(axis=0).min()
        print(
            f"lean {lean:g}: weighted {weighted_:.1f} % (worst question {lowest:.1f}), unweighted {plain:.1f} %, "
            f"ten-points line {line:.1f} %, mean error {runs[:, :, 3].mean():+.2f} points ({seeds} seeds)"
        )
        worst = min(worst, weighted_) if lean == 0 else worst
    return int(worst < LEAST)


if __name__ == "__main__":
    sys.exit(main())
