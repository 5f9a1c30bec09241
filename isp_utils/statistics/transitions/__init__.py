"""Who goes where and how long it takes: flow tables, quasi-cohorts, durations, several states."""
