"""What the terminal says about protection: how much stays, and where much goes. For the house; no page says it."""

from collections.abc import Iterator

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration, german_number, with_unit


def protection_lines(shares: pd.DataFrame, catalogue: Catalogue) -> Iterator[str]:
    """German lines from the table of hidden shares (SHARES): all together, then every source and level that loses any.

    Percent are of the counts that are no secret themselves.
    """
    total = shares[["counts", "small", "covering"]].sum()
    yield f"Zahlen: {_percent(total)} der Angaben, die nicht selbst geheim sind, bleiben stehen"
    for row in shares[shares["covering"] > 0].to_dict("records"):
        titles = enumeration([catalogue.sources[name].title for name in Sources.parse(row["source"])])
        least = f"davon {german_number(row['needed'])} in Mustern, die bewiesen die kleinsten sind"
        yield (
            f"  {titles}, {LEVEL_WORDS[row['level']]}: {_percent(pd.Series(row))} bleiben stehen "
            f"({german_number(row['covering'])} von {german_number(row['counts'] - row['small'])} verdeckt, {least})"
        )


def _percent(counts: "pd.Series[float]") -> str:
    """Share that stays of the counts that are no secret themselves."""
    open_counts = counts["counts"] - counts["small"]
    return with_unit(100 * (1 - counts["covering"] / open_counts) if open_counts else 100.0, "%", 1)
