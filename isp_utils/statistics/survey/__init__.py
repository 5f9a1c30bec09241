"""Own surveys: design-based estimates with finite population correction, families as clusters, and their limits.

A census of families with nonresponse is treated as a random sample within weighting classes. The correction makes
the interval small, not the bias: `nonresponse.sensitivity` goes beside every interval.
"""
