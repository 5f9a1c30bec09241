"""Areas in INKAR: the column Raumbezug says what a key means; only administrative areas have an official key."""

from isp_utils.intake.values.keys import Keys

LEVELS = {
    "bund": "bund",
    "deutschland": "bund",
    "bundesländer": "land",
    "bundesland": "land",
    "land": "land",
    "regierungsbezirke": "regierungsbezirk",
    "kreise": "kreis",
    "kreis": "kreis",
    "landkreis": "kreis",
    "stadtkreis": "kreis",
    "krsfr. stadt": "kreis",
    "kreisfreie stadt": "kreis",
    "gemeinden": "gemeinde",
    "gemeinde": "gemeinde",
}


def level_of(area_type: str) -> str:
    """Level of an area type, "" for types without official key (Arbeitsmarktregionen, Raumtypen, ...).

    >>> level_of("Kreise"), level_of("Gemeindeverbände (Verwaltungsgemeinschaft)"), level_of("Raumordnungsregionen")
    ('kreis', 'samtgemeinde', '')
    """
    text = area_type.strip().lower()
    return "samtgemeinde" if text.startswith("gemeindeverb") else LEVELS.get(text, "")


def region_of(key: str, keys: Keys) -> str:
    """Canonical key of an INKAR key, by its build: 111 Bund, 2 Land, 5 or 8 with zeros Kreis, 8 Gemeinde, 9 Verband.

    Only to be used where the area type has a level: the same digits number other areas elsewhere.
    """
    text = key.strip()
    if text in ("111", "0", "00", "D", "DG", "99"):
        return "DG"
    if len(text) in (1, 4, 7) and text.isdigit():
        text = f"0{text}"  # Excel dropped the zero of the Land
    if len(text) == 8 and text.endswith("000"):
        return text[:5]
    return text if len(text) != 8 or keys.kreis_known(text[:5]) else ""
