"""indikatoren.csv is what pandas writes under German conventions, to the byte."""

import numpy as np
import pandas as pd

from isp_utils.suite.site.rows import CSV_MARK, write_rows


def test_the_file_is_the_one_that_pandas_writes(tmp_path):
    rows = pd.DataFrame(
        {
            "indicator": ["a", "b;c", 'sagt "ja"', "zwei\nZeilen"],
            "value": [1.5, np.nan, 1e-07, -0.0],
            "lower": [12345678.0, 1e16, 0.1 + 0.2, np.inf],
            "reliability": pd.array([1, None, 3, 2], dtype="Int64"),
            "source": ["x", None, "", "ä"],
        }
    )
    write_rows(rows, tmp_path / "rows.csv")
    expected = rows.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n")
    assert (tmp_path / "rows.csv").read_bytes().decode("utf-8") == CSV_MARK + expected
