"""What to say about areas of an office's table that stand in no register and no territorial history."""

import pandas as pd

from isp_utils.intake.messages import Message, first_few, info, warn, with_noun


def unknown_areas(table: pd.DataFrame) -> list[Message]:
    """A warning for keys that look like areas, a note for sums of areas (17 Stadtstaaten, 18 Summe der Länder)."""
    unknown = table[(table["region"].astype(str) == "") & (table["region_raw"].astype(str) != "")]
    if unknown.empty:
        return []
    texts = list(unknown["region_raw"].astype(str).unique())
    real = [text for text in texts if text.isdigit() and len(text) != 2]
    row = int(unknown["row"].iloc[0])
    if not real:
        return [info(f"Gebietsgruppen ohne amtlichen Schlüssel bleiben ohne Gebiet: {first_few(texts)}.", row)]
    number = with_noun(len(real), "Gebietsschlüssel", "Gebietsschlüssel")
    text = (
        f"{number} in keinem Gebietsstand gefunden ({first_few(real)}). Die Zeilen bleiben ohne "
        "Gebiet; bitte beim Herausgeber nachfragen."
    )
    return [warn(text, row)]
