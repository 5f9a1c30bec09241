"""Statistics of the reports: arrays in, arrays or small frozen dataclasses out; no file, no table, no state.

Value, limits, confidence and the method's name travel together (`intervals.Estimate`). Arrays broadcast: leading
axes are areas, indicators or years. Missing is NaN and means "not known"; an impossible input raises
`intervals.StatisticsError`. Simulations have fixed seeds. Why which method: docs/decisions/statistik.md.

Indicators
- `intervals`: proportion (Wilson), rate and count (exact Poisson below 10 events, Byar from 10); wilson, byar,
  exact_poisson, poisson as plain limits
- `means`: mean (Student)
- `standardised`: direct_rate (Dobson), direct_rate_repeated (several events a person), direct_rate_gamma,
  expected_events, indirect_ratio (with per = reference rate: indirectly standardised rate), indirect_ratio_log,
  crude_and_standardised; ESP2013
- `funnel`: share_limits, count_limits (rates and ratios), outlying_shares, outlying_counts, outlying_rates,
  axis_points, axis_range
- `quantiles`: quantile_groups (OHID), quantile_cuts and groups_by_cuts (type 9)
- `gradient`: inequality (SII and RII), transformed_inequality, standard_errors, scaled
- `life_table`: life_table, life_expectancy (Chiang, Silcocks, publication rules)
- `contrast`: rate_ratio, rate_difference, poisson_p, binomial_p, two_counts_p (exact)
- `concentration`: gini, theil, theil_between, atkinson, concentration_index
- `segregation`: dissimilarity, random_dissimilarity, mutual_information, information_index, between_and_within,
  local_segregation, debiased_local, isolation

Comparison and trend
- `comparison`: against_reference (95 and 99.8 %), not_itself, difference and ratio (MOVER), two_sample_p,
  benjamini_hochberg, only_discoveries, word (German)
- `peers`: nearest, same_type
- `trend`: recent_trend (Fingertips' five points, nine German outcomes), five_points for whole tables, cut_at,
  poisson_change; `annual_change`: negative_binomial_change
- `mann_kendall`: mann_kendall, sen_slope, seasonal_, regional_ and correlated_mann_kendall; `serial_trend`:
  hamed_rao, yue_wang, prewhitened, trend_free_prewhitened, correlated_seasonal

Small areas (`small_areas`)
- `pooling`: pooled, pooled_periods
- `empirical_bayes`: marshall, marshall_local, neighbourhood_rate; `shrinkage`: logit_shrunk (SIMD);
  `fay_herriot`: fay_herriot
- `moran`: moran, geary, local_moran, local_moran_permuted, row_standardised

Composite indices (`composite`)
- `preparation`: group_mean_imputed, enough_data, outliers_treated; `scales`: min_max, standard_scores, anchored,
  exponential_ranks and exponential_of_share (IMD), first_component (GISD)
- `aggregation`: Part, aggregate, weighted_mean (arithmetic, geometric, harmonic), weighted_sum
- `uncertainty`: draws_of_shares, draws_of_rates, draws_of_estimates, rank_probabilities, rank_interval,
  class_probabilities, group_probabilities, printed_classes, weight_draws, rank_shift

Population and need (`population`)
- `mortality`: brass, person_years, survival_ratios, newborn_survival; `cohort`: Step, project (with `settle` for
  whole persons), advance, age_on, births; `hamilton_perry`: cohort_ratios, project, shrunk
- `whole`: whole_persons, half_up, fitted_to_margins
- `quotas`: shrunk_quota (beta-binomial), persons, persons_from_draws, strength_between; `need`: children_draws,
  users_draws, places_draws, first_graders_draws, pupils_draws, share_without_place
- `backtest`: relative_errors, accuracy, rolling_coverage, past_limits, with_past_errors, against_outcome,
  last_value, linear; `forecast`: exponential_smoothing, arima (15 points or more)

Survey (`survey`)
- `design`: sample_design (strata, clusters in stages, population sizes), covariance
- `weighting`: base_weights, post_stratified, raked, calibrated, kish_effect
- `estimates`: total, mean, ratio, shares, share_limits, regression; domains by mask
- `tables`: independence (Rao-Scott F and chi-square, Wald), multiple_response
- `answers`: agreement_scale, ticked_shares, table_grade, median_of; `nonresponse`: sensitivity, response_rates

Transitions (`transitions`)
- `flows`: flow_table, transition_rates, quasi_cohort_rate, pooled_share, simultaneous_shares, markov_steps
- `survival`: kaplan_meier, median_time, restricted_mean, log_rank
- `multistate`: transition_probabilities (Aalen-Johansen with ties), competing_risks
"""
