"""The Gemeindeverzeichnis of all Kreise (catalogue/territory/verzeichnis.csv): names, kinds, members, positions.

Source: Statistisches Bundesamt, Gemeindeverzeichnis-Informationssystem (GV-ISys), 31.12.2023.
"""

import re
from csv import DictReader
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean

KREIS_IN_NAME = re.compile(r"kreis|^region|^städteregion|^regionalverband", re.I)
FEMININE = re.compile(r"^(Region|Städteregion|([\w-]+ und )?[\w-]*[Ss]tadt) ")


@dataclass(frozen=True)
class Entry:
    """One area of the directory; area in km2, position in degrees, as texts ("" where the directory has none)."""

    key: str
    name: str
    level: str
    parent: str
    kind: str
    area_km2: str
    lon: str
    lat: str

    @property
    def full_name(self) -> str:
        """Name with its kind in front, as people say it.

        >>> Entry("03360", "Uelzen", "kreis", "03", "Landkreis", "", "", "").full_name
        'Landkreis Uelzen'
        >>> Entry("01003", "Lübeck, Hansestadt", "kreis", "01", "kreisfreie Stadt", "", "", "").full_name
        'Hansestadt Lübeck'
        >>> Entry("05962", "Märkischer Kreis", "kreis", "05", "Kreis", "", "", "").full_name
        'Märkischer Kreis'
        """
        bare, _, title = self.name.partition(", ")
        if self.level == "kreis":
            return _kreis(bare, title, self.kind)
        return self.name if self.kind in ("", *SAID_BY_ITSELF) else f"{self.kind} {_plain(self.name)}"

    @property
    def in_sentence(self) -> str:
        """Where something is, as it stands in a sentence.

        >>> Entry("05962", "Märkischer Kreis", "kreis", "05", "Kreis", "", "", "").in_sentence
        'im Märkischen Kreis'
        >>> Entry("03241", "Region Hannover", "kreis", "03", "Landkreis", "", "", "").in_sentence
        'in der Region Hannover'
        """
        name = self.full_name
        if FEMININE.match(name):
            return f"in der {re.sub('^Freie und ', 'Freien und ', name)}"
        return "im " + re.sub(r"er Kreis$", "en Kreis", name)


def entry_of_kreis(key: str, name: str) -> Entry:
    """A Kreis of which no more is known than its name; a title behind a comma is that of a city.

    >>> entry_of_kreis("08125", "Heilbronn").full_name, entry_of_kreis("08121", "Heilbronn, Stadtkreis").full_name
    ('Kreis Heilbronn', 'Stadt Heilbronn')
    """
    return Entry(key, name, "kreis", "", "kreisfreie Stadt" if ", " in name else "Kreis", "", "", "")


SAID_BY_ITSELF = ("erfüllende Gemeinde", "Verwaltungsverband")  # their names stand in no common form


def _kreis(bare: str, title: str, kind: str) -> str:
    if kind in ("kreisfreie Stadt", "Stadtkreis"):
        said = title if re.search(r"[Ss]tadt$", title) and "kreisfrei" not in title else "Stadt"
        return f"{said} {bare}"
    return bare if KREIS_IN_NAME.search(bare) else f"{kind} {bare}"


def _plain(name: str) -> str:
    """A Verband without the abbreviation that some names carry."""
    return re.sub(r" \((VGem|VG)\)$", "", name)


def read_directory(root: Path, kreis: str) -> tuple[Entry, list[Entry]]:
    """The Kreis and all areas inside it, Verbaende first; raises InputError for a key that is no Kreis of today."""
    with (root / "territory" / "verzeichnis.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            Entry(**row)
            for row in DictReader(lines, delimiter=";")
            if row["level"] == "kreis" or row["key"].startswith(kreis)
        ]
    kreise = {row.key: row for row in rows if row.level == "kreis"}
    if kreis not in kreise:
        raise InputError(f"»{kreis}« ist kein Kreis von heute.{did_you_mean(kreis, tuple(kreise))}")
    inside = [row for row in rows if row.level != "kreis" and row.key.startswith(kreis)]
    return kreise[kreis], sorted(inside, key=lambda row: (row.level != "samtgemeinde", row.key))
