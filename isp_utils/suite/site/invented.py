"""Made-up figures on the page of a free analysis: its tables and pictures do not say so themselves."""

from typing import Any

from isp_utils.model import reads
from isp_utils.model.schema import Flag
from isp_utils.model.wording import enumeration
from isp_utils.suite.run.last import last_reads
from isp_utils.suite.run.order import NotebookRun
from isp_utils.suite.site.context import Site


def invented_on(site: Site, ended: NotebookRun) -> dict[str, Any]:
    """What the template is told where an analysis has asked for Kennzahlen with made-up figures; else nothing.

    Whether their values stand on the page or went into others nobody can tell, so all of them are named.
    """
    rows = site.indicators[site.indicators["flag"] == Flag.DEMO.value]
    made_up = set(rows["indicator"].unique())
    asked = [name.partition(":")[2] for name in last_reads(ended.executed) if name.startswith(f"{reads.KENNZAHL}:")]
    titles = [site.catalogue.indicators[name].short for name in asked if name in made_up]
    if not ended.page.analysis or not titles:
        return {}
    words = f"In diese Seite gehen künstlich erzeugte Zahlen ein: {enumeration(titles)}."
    return {"demo": True, "demo_text": f"{words} Sie beschreiben nicht den Landkreis."}
