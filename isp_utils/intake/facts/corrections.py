"""Declared corrections of published figures: each says what it expects, and fails loudly once the source is mended."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from isp_utils.model.errors import InputError
from isp_utils.model.schema import Flag
from isp_utils.model.toml import into, read_toml

NEVER = float("nan")


@dataclass(frozen=True)
class Correction:
    """One figure, the wrong value that is expected, the right one (or a flag instead of a value), and why."""

    source: str
    fact: str
    region: str
    period: str
    expect: float
    reason: str
    value: float = NEVER
    flag: str = Flag.REVISED.value
    sex: str = "total"
    age: str = "total"
    group: str = "total"


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The entries [[correction]] of corrections.toml, none where there is no file."""
    if not path.exists():
        return ()
    return tuple(
        into(Correction, entry, f"{path.name}, {number}. Korrektur")
        for number, entry in enumerate(read_toml(path).get("correction", []), 1)
    )


def corrected(facts: pd.DataFrame, corrections: tuple[Correction, ...]) -> pd.DataFrame:
    """Facts with the corrections applied; the delivered text stays in `raw`.

    Raises InputError for a correction whose figure is not there, or no longer has the value it expects.
    """
    for correction in corrections:
        names = ("source", "fact", "region", "period", "sex", "age", "group")
        hit = pd.Series(True, index=facts.index)
        for name in names:
            hit &= facts[name] == getattr(correction, name)
        place = ", ".join(str(getattr(correction, name)) for name in names)
        if not hit.any():
            raise InputError(
                f"corrections.toml: die Angabe ({place}) gibt es nicht. Bitte die Korrektur berichtigen oder löschen."
            )
        found = facts.loc[hit, "value"]
        if not (found == correction.expect).all():
            raise InputError(
                f"corrections.toml: für ({place}) wird {correction.expect:g} erwartet, geliefert ist "
                f"{found.iloc[0]:g}. "
                "Die Quelle wurde vermutlich berichtigt: bitte die Korrektur prüfen und löschen."
            )
        facts = facts.assign(
            value=facts["value"].mask(hit, correction.value), flag=facts["flag"].mask(hit, correction.flag)
        )
    return facts
