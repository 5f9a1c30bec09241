"""Preston, Heuveline & Guillot as replicated by Rodríguez: life table and standardisation, as printed."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.statistics import life_table, standardised
from tests.statistics.reference.numbers import Numbers, case, folder, record, table


@case("life_table: Austria 1992, males (box 3.1)")
def austria() -> Iterator[Numbers]:
    rows = table("life_table/austria1992_males_box3_1.csv")
    found = life_table.life_table(rows.D, rows.N, rows.a, rows.age)
    columns = {"m": found.rate, "q": found.died, "lx": found.alive, "d": found.deaths, "L": found.years}
    columns |= {"T": found.remaining, "e": found.expectancy, "p": 1 - found.died}
    digits = {"m": 6, "q": 6, "p": 6, "e": 3}
    for name, values in columns.items():
        yield Numbers(name, values, rows[name], 0, 0.501 * 10.0 ** -digits.get(name, 0))


@case("life_table: direct and indirect standardisation")
def standardisation() -> Iterator[Numbers]:
    expected = record("life_table/standardization_expected.json")
    rows = pd.read_csv(
        f"{folder()}/life_table/{expected['data'].split()[0]}", sep=r"\s+", names=["country", "age", "n", "d"]
    )
    deaths, people = (rows.pivot(index="age", columns="country", values=v) for v in ("d", "n"))
    share = (people / people.sum()).mean(axis=1)
    for country, crude in expected["crude"].items():
        found = standardised.crude_and_standardised(deaths[country], people[country], share, expected["per"])
        direct = expected["direct_standard_average_composition"][country]
        yield Numbers(f"{country} crude and direct", found, [crude, direct], 5e-7)
        events = standardised.expected_events(people[country], deaths["Sweden"], people["Sweden"])
        indirect = expected["per"] * events / people[country].sum()
        yield Numbers(f"{country} at Swedish rates", indirect, expected["indirect_swedish_rates"][country], 5e-7)
    yield Numbers("both countries", np.array(sorted(people)), np.array(["Kazakhstan", "Sweden"]))
