"""The tables of a survey as they may be printed (model/survey_results.py)."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.indicators.survey.cells import Visible, agreed_codes, domains, printed_groups, visible
from isp_utils.indicators.survey.weights import Weighted, weighted
from isp_utils.intake.wave import Wave
from isp_utils.model.schema import Flag
from isp_utils.model.survey_results import (
    AGREEMENT,
    ANSWER,
    COLUMNS,
    HARD_SHARE,
    NUMBERS,
    RESPONSE,
    TEXTS,
    THEME,
    TOGETHER,
    WEIGHTS,
)
from isp_utils.statistics.agreement import krippendorff_alpha
from isp_utils.statistics.survey.design import sample_design
from isp_utils.statistics.survey.estimates import mean, share_limits
from isp_utils.statistics.survey.nonresponse import response_rates, sensitivity
from isp_utils.statistics.survey.tables import independence

Row = dict[str, Any]


def no_results() -> pd.DataFrame:
    """No results, all columns."""
    kinds = dict.fromkeys(TEXTS, "str") | dict.fromkeys(NUMBERS, "float64") | {"wave": "int64", "demo": "bool"}
    return pd.DataFrame({name: pd.Series(dtype=kinds[name]) for name in COLUMNS})


def results_of(wave: Wave, minimum: int) -> pd.DataFrame:
    """All results of a wave of families (COLUMNS), protected; fewer than `minimum` answers say nothing."""
    if len(wave.answers) < minimum:
        return no_results()
    told, weights = visible(wave, minimum), weighted(wave)
    rows = [
        *response_rows(wave, told),
        row(WEIGHTS, answer=weights.way, value=weights.effect, answers=len(wave.answers)),
        *_hard(wave, told, weights),
        *_answers(wave, told, weights),
        *_themes(wave, told, weights),
        *_together(wave, told, weights),
    ]
    return as_table(rows, wave)


def as_table(rows: list[Row], wave: Wave) -> pd.DataFrame:
    """Rows of one wave as a table (COLUMNS)."""
    about = {"survey": wave.form.id, "kreis": wave.kreis, "wave": wave.year, "demo": wave.demo}
    return pd.concat([no_results(), pd.DataFrame([about | row for row in rows])[list(COLUMNS)]], ignore_index=True)


def row(kind: str, **found: Any) -> Row:
    """One result: what is not said stays empty."""
    empty: Row = dict.fromkeys(("item", "answer", "by", "group", "flag"), "")
    return empty | dict.fromkeys(NUMBERS, np.nan) | {"kind": kind} | found


def _hidden(kind: str, **found: Any) -> Row:
    return row(kind, flag=Flag.PROTECTED.value, **found)


def _asked(wave: Wave, by: str, code: str) -> float:
    """How many of a group were asked; NaN where the side file does not say."""
    if not by:
        return float(wave.sent["number"].sum())
    if by not in wave.sent:
        return float("nan")
    return float(wave.sent.loc[wave.sent[by] == code, "number"].sum())


def response_rows(wave: Wave, told: Visible) -> Iterator[Row]:
    """How many were asked and answered, for everybody and by group: it comes first."""
    for by, code, name, inside in domains(wave):
        asked, answered = _asked(wave, by, code), float(inside.sum())
        if not told.answered(name):
            yield _hidden(RESPONSE, by=by, group=code, asked=asked)
        else:
            rate = 100 * float(response_rates(answered, asked)) if asked > 0 else np.nan
            yield row(RESPONSE, by=by, group=code, asked=asked, answers=answered, value=rate)


def _hard(wave: Wave, told: Visible, weights: Weighted) -> Iterator[Row]:
    """Share of hard answers to every question, for everybody and by group."""
    groups = [(domain, _asked(wave, *domain[:2])) for domain in domains(wave)]
    everybody = _asked(wave, "", "")
    for item in wave.form.items:
        answers = wave.answers[item.id].to_numpy(str)
        hard = np.where(answers == "", np.nan, np.isin(answers, [str(code) for code in item.hard]))
        for (by, code, name, inside), asked in groups:
            place = {"item": item.id, "by": by, "group": code}
            if not told.shown(item.id, name):
                yield _hidden(HARD_SHARE, **place)
                continue
            found = share_limits(weights.design, mean(weights.design, hard, inside))
            response = inside.sum() / asked if asked > 0 else len(wave.answers) / everybody
            number = float((inside & (answers != "")).sum())
            yield row(HARD_SHARE, answers=number, **place, **_with_limits(found, response))


def _with_limits(found: Any, response: float) -> dict[str, float]:
    """Share, interval, and what those who did not answer could change."""
    value = float(found.value[0])
    beyond = sensitivity(value, float(response))
    return {
        "value": value,
        "lower": float(found.lower[0]),
        "upper": float(found.upper[0]),
        "low": float(beyond.low),
        "high": float(beyond.high),
        "worst_low": float(beyond.worst_low),
        "worst_high": float(beyond.worst_high),
    }


def _answers(wave: Wave, told: Visible, weights: Weighted) -> Iterator[Row]:
    """Share of every answer to every question."""
    for item in wave.form.items:
        given = wave.answers[item.id].to_numpy(str)
        yield from _shares(ANSWER, item.id, given, list(wave.form.item_answers(item)), (told, weights))


def _themes(wave: Wave, told: Visible, weights: Weighted) -> Iterator[Row]:
    """Codes of the open answers on which both coders agree, and how well they agree at all."""
    for item in wave.form.open_items:
        given = agreed_codes(wave, item.columns)
        if not (given != "").any():
            continue
        yield from _shares(THEME, item.id, given, [code for code, _ in item.codes], (told, weights))
        alpha = krippendorff_alpha([[code or None for code in wave.answers[name]] for name in item.columns])
        if np.isfinite(alpha) and told.said(item.id, item.codes[0][0]):
            yield row(AGREEMENT, item=item.id, value=alpha, answers=float((given != "").sum()))


def _shares(kind: str, item: str, given: Any, codes: list[str], gated: tuple[Visible, Weighted]) -> Iterator[Row]:
    told, weights = gated
    table = np.where((given == "")[:, np.newaxis], np.nan, given[:, np.newaxis] == np.array(codes))
    if np.isnan(table).all():
        return
    found = share_limits(weights.design, mean(weights.design, table))
    for place, code in enumerate(codes):
        if not told.said(item, code):
            yield _hidden(kind, item=item, answer=code)
            continue
        limits = {"value": found.value[place], "lower": found.lower[place], "upper": found.upper[place]}
        yield row(kind, item=item, answer=code, answers=float((given != "").sum()), **limits)


def _together(wave: Wave, told: Visible, weights: Weighted) -> Iterator[Row]:
    """Do hard answers differ between groups? p of Rao and Scott's test, where all groups may be printed.

    Weights alone make the design: without strata and finite population it is a little too careful.
    """
    for item in wave.form.items:
        answers = wave.answers[item.id].to_numpy(str)
        known = answers != ""
        for group in printed_groups(wave):
            names = [name for by, _, name, _ in domains(wave) if by == group.id]
            codes = wave.answers[group.id].to_numpy(str)[known]
            hard = np.isin(answers[known], [str(code) for code in item.hard])
            if not all(told.shown(item.id, name) for name in names) or len(set(codes.tolist())) < 2:
                continue
            test = independence(sample_design(weights.design.weights[known]), codes, hard.astype(int))
            yield row(TOGETHER, item=item.id, by=group.id, value=test.p, answers=float(known.sum()))
