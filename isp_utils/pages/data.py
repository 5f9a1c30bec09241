"""The data door: gated figures as pandas tables for whoever analyses them, tidy or wide, names and units beside them.

    from isp_utils.pages.data import kennzahlen, kreise, orte
    kreise(["kinderarmut_u15", "betreuungsquote_u3"], 2020)

`Report` and every other page have the same as methods: `report.table("kinderarmut_u15")`, `report.kreise(...)`.
"""

from collections.abc import Sequence

import pandas as pd

from isp_utils.model.catalogue import load
from isp_utils.pages.frames.names import KennzahlNames
from isp_utils.pages.page import Page
from isp_utils.store import Store


def kreise(
    namen: str | Sequence[str], jahr: int = 0, bereiche: bool = False, lang: bool = False, kreis: str = ""
) -> pd.DataFrame:
    """Kennzahlen of all Kreise of the Land in which a county lies (that of the catalogue where none is named).

    As `Page.kreise`.
    """
    return Page(kreis or home_county()).kreise(namen, jahr, bereiche, lang)


def orte(
    namen: str | Sequence[str], jahr: int = 0, bereiche: bool = False, lang: bool = False, kreis: str = ""
) -> pd.DataFrame:
    """Kennzahlen of all places inside a county (that of the catalogue where none is named); as `Page.orte`."""
    return Page(kreis or home_county()).orte(namen, jahr, bereiche, lang)


def kennzahlen() -> KennzahlNames:
    """All Kennzahlen by name."""
    return KennzahlNames(load(Store.here().catalogue).seen_from(home_county()).indicators)


def home_county() -> str:
    """Key of the first county of the catalogue."""
    return load(Store.here().catalogue).home[0]
