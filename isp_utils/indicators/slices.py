"""Tables of which pages take thousands of small parts."""

import pandas as pd


def quick_to_slice(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its texts as objects in one block: else every part is cut out column by column."""
    texts = {name: object for name in table.columns if table[name].dtype == "str"}
    return table.astype(texts).copy()
