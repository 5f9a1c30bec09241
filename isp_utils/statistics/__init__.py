"""Statistics of the reports: arrays in, arrays or small frozen dataclasses out; no file, no table, no state.

Value, limits, confidence and the method's name travel together (`intervals.Estimate`). Arrays broadcast: leading
axes are areas, indicators or years. Missing is NaN and means "not known"; an impossible input raises
`intervals.StatisticsError`. Simulations have fixed seeds. Why which method, and what is kept for pages that are
still to come: docs/decisions/0004-statistik.md.

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
