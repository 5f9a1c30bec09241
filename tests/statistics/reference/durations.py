"""Gehan's leukaemia trial (R survival) and the three-state data sir.cont (R etm)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics.transitions import multistate, survival
from tests.statistics.reference.numbers import Numbers, case, record, table


@case("transitions: Kaplan-Meier and log-rank (Gehan)")
def gehan() -> Iterator[Numbers]:
    people, expected = table("transitions/gehan_input.csv"), record("transitions/gehan_tests_expected.json")
    log, loglog = (table(f"transitions/gehan_km_expected_{name}_ci.csv") for name in ("log", "loglog"))
    for group, own in people.groupby("group"):
        name = f"group={group}"
        for scale, rows in (("log", log), ("log-log", loglog)):
            found = survival.kaplan_meier(own.weeks, own.relapse, scale)
            theirs = rows[rows.group == name]
            at = np.searchsorted(found.time, theirs.time)
            columns = {
                "survival": found.survival,
                "std_err": found.error,
                "n_risk": found.at_risk,
                "n_event": found.events,
            }
            columns |= {f"{side}_{scale.replace('-', '')}": getattr(found, side) for side in ("lower", "upper")}
            for column in [c for c in columns if c in theirs]:
                yield Numbers(f"{name} {scale} {column}", columns[column][at], theirs[column])
        yield Numbers(f"{name} median", survival.median_time(found), expected["median"][name])
        yield Numbers(f"{name} mean", survival.restricted_mean(found, 35), expected["rmean35"][name])
    test = survival.log_rank(people.weeks, people.relapse, people.group == "control")
    yield Numbers("log-rank", [test.chi_square, test.p], [expected["logrank_chisq"], expected["logrank_p"]])
    observed, planned = sorted(expected["observed"]), sorted(expected["expected"])
    yield Numbers("observed and expected", [*sorted(test.observed), *sorted(test.expected)], [*observed, *planned])


@case("transitions: three-state Aalen-Johansen (sir.cont)")
def three_states() -> Iterator[Numbers]:
    stays = table("transitions/sir_cont_used.csv").sort_values(["id", "time"], kind="stable")
    begin = stays.groupby("id").time.shift(fill_value=0).to_numpy(float)
    destination = np.where(stays.to == "cens", "-1", stays.to).astype(int)
    rows = multistate.Intervals(begin, stays.time.to_numpy(float), stays["from"].to_numpy(int), destination)
    expected = table("transitions/sir_cont_aj_expected.csv")
    # The numbers are P(1, t): they leave out the first day, as the example in the manual of etm does (s = 1).
    found = multistate.transition_probabilities(rows, 3, expected.time, begin=1)
    for i in (0, 1):
        for j in range(3):
            yield Numbers(f"P{i}{j}", found[:, i, j], expected[f"P{i}{j}"])
