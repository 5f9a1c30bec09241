"""Statistics of the reports: arrays in, arrays or small frozen dataclasses out; no file, no table, no state.

Value, limits, confidence and the method's name travel together (`intervals.Estimate`). Arrays broadcast: leading
axes are areas, indicators or years. Missing is NaN and means "not known"; an impossible input raises
`intervals.StatisticsError`. Simulations have fixed seeds. Why which method, and what is kept for pages that are
still to come: docs/decisions/0004-statistik.md.

Every function is also handed on by its name, its module loaded when it is asked for: `from isp_utils.statistics import
wilson`. The one exception is `dispersion.dispersion`, which is called as its module is.

Indicators
- `intervals`: proportion (Wilson), rate and count (exact Poisson below 10 events, Byar from 10); wilson, byar,
  exact_poisson, poisson as plain limits
- `dispersion`: dispersion (scatter of flows beyond chance, from many areas), widened_proportion, widened_rate,
  value_scatter (of stocks), beside_the_common_year
- `balances`: balance_dispersion (the same for moves in less moves out)
- `standardised`: direct_rate (Dobson), expected_events, indirect_ratio (with per = reference rate: indirectly
  standardised rate), poisson_p (its exact p-value); ESP2013
- `quantiles`: quantile_groups (OHID), quantile_cuts and groups_by_cuts (type 9)

Comparison and trend
- `comparison`: difference (MOVER), two_sample_p, benjamini_hochberg, word (German)
- `peers`: nearest
- `order`: tied_ranks (of many values at once)
- `ranks`: rank_range (of one area among many)
- `trend`: flow_trend (an area's yearly change beside the Land's, tested by its peer_slopes), cut_at
- `effect`: effect_on_counts, effect_on_values (before and after a beginning, against placebo areas)

Small areas (`small_areas`)
- `pooling`: pooled, pooled_periods
- `empirical_bayes`: marshall, marshall_local
- `shrinkage`: logit_shrunk (SIMD)

Composite indices (`composite`)
- `scales`: anchored, standard_scores
- `aggregation`: weighted_mean (arithmetic, geometric, harmonic)
- `uncertainty`: draws_of_estimates, rank_interval, class_probabilities, group_probabilities, printed_classes,
  weight_draws, rank_shift,
  hanging_together (correlation of the parts)
- `beside_whole`: beside_the_whole (areas inside a county: below or above it, and how probable that is)

Maps
- `grid`: on_a_grid (places on equal tiles)

Population and need (`population`)
- `hamilton_perry`: cohort_ratios, project
- `whole`: whole_persons, half_up
- `backtest`: relative_errors, accuracy, rolling_coverage, past_limits, against_outcome, last_value, linear

Survey (`survey`)
- `design`: sample_design (strata, clusters in stages, population sizes), covariance
- `weighting`: base_weights, post_stratified, raked, kish_effect
- `estimates`: total, mean, ratio, shares, share_limits; domains by mask
- `tables`: independence (Rao-Scott F)
- `answers`: agreement_scale, ticked_shares, table_grade
- `nonresponse`: sensitivity, response_rates

Coded statements
- `agreement`: krippendorff_alpha (nominal; two or more codings)
"""

from importlib import import_module
from typing import Any

_NAMES = {
    "agreement": "krippendorff_alpha",
    "balances": "balance_dispersion",
    "comparison": "difference two_sample_p benjamini_hochberg word",
    "composite.aggregation": "weighted_mean",
    "composite.beside_whole": "beside_the_whole",
    "composite.scales": "standard_scores anchored",
    "composite.uncertainty": "Classes draws_of_estimates hanging_together rank_interval "
    "class_probabilities group_probabilities printed_classes weight_draws rank_shift",
    "dispersion": "value_scatter beside_the_common_year widened_proportion widened_rate",
    "effect": "Course Contrast Outcome effect_on_counts effect_on_values",
    "grid": "on_a_grid",
    "intervals": "StatisticsError Estimate proportion rate count "
    "wilson poisson byar exact_poisson normal_quantile checked_counts",
    "order": "tied_ranks",
    "peers": "nearest",
    "population.backtest": "Hindsight Accuracy last_value linear "
    "relative_errors accuracy past_limits against_outcome rolling_coverage",
    "population.hamilton_perry": "Ratios cohort_ratios project",
    "population.whole": "whole_persons half_up",
    "quantiles": "quantile_groups quantile_cuts groups_by_cuts",
    "ranks": "RankRange rank_range",
    "small_areas.empirical_bayes": "marshall marshall_local prior",
    "small_areas.pooling": "pooled pooled_periods",
    "small_areas.shrinkage": "logit_shrunk",
    "standardised": "direct_rate expected_events indirect_ratio poisson_p",
    "survey.answers": "Scale agreement_scale ticked_shares table_grade",
    "survey.design": "Adjustment Design sample_design covariance",
    "survey.estimates": "SurveyEstimate total mean ratio ratio_of shares share_limits",
    "survey.nonresponse": "Sensitivity sensitivity response_rates",
    "survey.tables": "TableTest independence",
    "survey.weighting": "base_weights post_stratified raked kish_effect",
    "trend": "Counted PeerSlopes FlowTrend flow_trend peer_slopes cut_at",
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """The function or class of this name; AttributeError where no module has it."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULE_OF})
