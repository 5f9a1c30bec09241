"""Statistics of the reports: arrays in, arrays or small frozen dataclasses out; no file, no table.

Value, limits, confidence and the method's name travel together (`intervals.Estimate`).
Missing is NaN and means "not known"; an impossible input raises `intervals.StatisticsError`.

- `intervals`: proportions (Wilson), rates and counts (exact Poisson below 10 events, Byar from 10)
- `comparison`: area against reference, difference and ratio of estimates, Benjamini-Hochberg, words
- `trend`: Fingertips' five-point rule, series cut at declared breaks, annual change by Poisson regression
"""
