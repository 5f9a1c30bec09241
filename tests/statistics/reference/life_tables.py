"""Preston, Heuveline & Guillot as replicated by Rodríguez: standardisation, as printed."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.statistics import standardised
from tests.statistics.reference.numbers import Numbers, case, folder, record


@case("life_table: direct and indirect standardisation", 8, "the life table of Austria 1992")
def standardisation() -> Iterator[Numbers]:
    expected = record("life_table/standardization_expected.json")
    rows = pd.read_csv(
        f"{folder()}/life_table/{expected['data'].split()[0]}", sep=r"\s+", names=["country", "age", "n", "d"]
    )
    deaths, people = (rows.pivot(index="age", columns="country", values=v) for v in ("d", "n"))
    share = (people / people.sum()).mean(axis=1)
    for country, crude in expected["crude"].items():
        yield Numbers(f"{country} crude", 1000 * deaths[country].sum() / people[country].sum(), np.array(crude), 5e-7)
        found = standardised.direct_rate(deaths[country], people[country], share, expected["per"])
        direct = expected["direct_standard_average_composition"][country]
        yield Numbers(f"{country} direct", found.value, np.array(direct), 5e-7)
        events = standardised.expected_events(people[country], deaths["Sweden"], people["Sweden"])
        indirect = expected["per"] * events / people[country].sum()
        yield Numbers(f"{country} at Swedish rates", indirect, expected["indirect_swedish_rates"][country], 5e-7)
    yield Numbers("both countries", np.array(sorted(people)), np.array(["Kazakhstan", "Sweden"]))
