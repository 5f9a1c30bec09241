"""A made-up wave of a survey: invented families, seeded; the truth about all of them is known.

No real count goes in: how many live where, how they answer and who answers at all are fixed numbers of the
questionnaire. Who answers hangs on place and family form (ignorable), or on the answer itself where a test asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from isp_utils.model.surveys import OpenItem, SurveyForm, SurveyItem

Array = NDArray[np.float64]

LEFT_OUT = 0.03  # share of questions that a family leaves out
RELUCTANCE = 0.8  # by how much (logit) places and family forms differ at most in whether they answer
STRIKE = 0.12  # share of open answers that the second coder reads otherwise


@dataclass(frozen=True)
class DemoWave:
    """answers: columns `id` and those of the form, one row a questionnaire that came back; sent: as in the side file.

    truth: share of all invented families with a hard answer (percent), by question.
    """

    answers: pd.DataFrame
    sent: pd.DataFrame
    truth: Mapping[str, float]


def demo_wave(form: SurveyForm, areas: Mapping[str, str], seed: int, shift: float = 0.0, lean: float = 0.0) -> DemoWave:
    """A wave with the numbers in the form's [demo].

    shift: by how much all answers move on their scale (another year); lean: how much more likely those answer who have
    a hard answer to a question themselves (0: nonresponse is ignorable).
    """
    random = np.random.default_rng(seed)
    number = int(form.demo["sent"])
    groups = {group.id: _group(form, group.id, areas, number, random) for group in form.groups}
    families = pd.DataFrame(groups)
    tilt = sum((_effect(families, name, "antwort", RELUCTANCE) for name in groups), np.zeros(number))
    burden = np.zeros(number)
    answers, truth = {}, {}
    for item in form.items:
        codes, concerned = _answers(form, item, families, random, shift)
        hard = np.isin(codes, item.hard) & concerned
        truth[item.id] = float(100 * hard.sum() / concerned.sum())
        burden += hard
        silent = ~concerned | (random.random(number) < LEFT_OUT)
        answers[item.id] = np.where(silent, "", codes.astype(str))
    for opened in form.open_items:
        answers |= _coded(opened, number, random)
    score = tilt + lean * (burden - burden.mean()) / max(burden.std(), 1e-9)
    returned = random.random(number) < _likely(score, float(form.demo["answer"]))
    table = pd.concat([families, pd.DataFrame(answers)], axis=1)[returned].reset_index(drop=True)
    table.insert(0, "id", np.arange(1, len(table) + 1).astype(str))
    known = [group.id for group in form.groups if not group.secret]
    sent = families.groupby(known).size().rename("number").reset_index()
    return DemoWave(table, sent, truth)


def side_text(sent: pd.DataFrame, kreis: str, year: int) -> str:
    """The side file of a wave: TOML with the county, the year and how many were asked."""
    rows = [
        "[[sent]]\n"
        + "\n".join(f'{name} = "{row[name]}"' for name in map(str, sent) if name != "number")
        + f"\nnumber = {row['number']}\n"
        for _, row in sent.iterrows()
    ]
    return f'kreis = "{kreis}"\nyear = {year}\n\n' + "\n".join(rows)


def _group(form: SurveyForm, name: str, areas: Mapping[str, str], number: int, random: np.random.Generator) -> Any:
    group = next(group for group in form.groups if group.id == name)
    codes = list(form.group_answers(group, areas))
    weights = np.array(group.demo or [1 / (2 + place) for place in range(len(codes))], float)
    return random.choice(codes, number, p=weights / weights.sum())


def _effect(families: pd.DataFrame, group: str, what: str, size: float = 0.35) -> Array:
    """A fixed shift for every answer of a group, between -size and size."""
    place, codes = pd.factorize(families[group])
    shifts = [size * (crc32(f"{group}/{code}/{what}".encode()) / 2**31 - 1) for code in codes]
    return np.array(shifts, float)[place]


def _answers(
    form: SurveyForm, item: SurveyItem, families: pd.DataFrame, random: np.random.Generator, shift: float
) -> tuple[Any, Any]:
    """Codes 1.. of all families, and whom the question concerns: a latent normal, cut at the shares of the form."""
    number = len(families)
    effects = sum((_effect(families, group.id, item.id) for group in form.groups), np.zeros(number))
    latent = random.normal(0, 1, number)
    order = np.argsort(np.argsort(latent)) / number
    cuts = np.cumsum(item.demo)[:-1] / sum(item.demo)
    moved = 1 / (1 + (1 / np.clip(order, 1e-6, 1 - 1e-6) - 1) * np.exp(-(effects + shift)))
    return 1 + np.searchsorted(cuts, moved), random.random(number) < item.reached


def _coded(item: OpenItem, number: int, random: np.random.Generator) -> dict[str, Any]:
    codes = np.array([code for code, _ in item.codes])
    first = random.choice(codes, number, p=np.array(item.demo) / sum(item.demo))
    second = np.where(random.random(number) < STRIKE, random.choice(codes, number), first)
    wrote = random.random(number) < item.reached
    both = {column: np.where(wrote, coder, "") for column, coder in zip(item.columns, (first, second), strict=True)}
    return {item.id: np.full(number, "")} | both


def _likely(score: Array, share: float) -> Array:
    """Logistic chance to answer, its level found so that `share` of all answer on average."""
    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.mean(1 / (1 + np.exp(-(score + middle)))) < share else (low, middle)
    return np.asarray(1 / (1 + np.exp(-(score + low))))
