"""Made-up figures of a field in one table: named, without range, grade or comparison."""

from collections.abc import Sequence

import pandas as pd

from isp_utils.charts import Caption, Fragment, Value, table
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.periods import in_german


def made_up_table(found: Sequence[Statement], caption: Caption) -> Fragment:
    """One row a Kennzahl whose newest figure is made up."""
    rows = [
        {
            "Kennzahl": f"{said.indicator.short} (Demodaten)",
            "Zeit": in_german(said.own.period),
            "Wert": Value(said.own.value, said.own.flag, said.indicator.digits),
            "Einheit": said.indicator.unit,
        }
        for said in found
    ]
    return table(pd.DataFrame(rows), caption)
