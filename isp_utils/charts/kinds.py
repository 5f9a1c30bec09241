"""What the pictures and tables of the reports are about, and how the scanner reads each kind back.

Every picture carries its kind in its HTML (`data-kind`); a kind that nobody knows is never published.
"""

from enum import Enum, StrEnum


class Arrangement(Enum):
    """How figures that may be hidden stand in the table of a picture."""

    PERIODS = "one Kennzahl, periods in rows, areas in columns"
    AREAS = "one Kennzahl and period, areas in rows"
    INDICATORS = "Kennzahlen of the county, or of the area that the picture names, in rows, each with its newest period"
    GRID = "areas in rows, Kennzahlen with their periods in columns"
    TEXT = "nothing of one Kennzahl: read as text only, like every other part of a page"


class Kind(StrEnum):
    """The kinds of pictures; the value stands in the HTML."""

    arrangement: Arrangement

    def __new__(cls, word: str, arrangement: Arrangement) -> "Kind":
        """A kind is a word and the way in which its table is read back."""
        kind = str.__new__(cls, word)
        kind._value_ = word
        kind.arrangement = arrangement
        return kind

    TREND = ("entwicklung", Arrangement.PERIODS)
    PEERS = ("kreise", Arrangement.AREAS)
    PLACES = ("gebiete", Arrangement.AREAS)
    HEAT = ("ortstabelle", Arrangement.GRID)
    OVERVIEW = ("ueberblick", Arrangement.INDICATORS)
    PROFILE = ("profil", Arrangement.INDICATORS)
    RATES = ("raten", Arrangement.INDICATORS)
    INDEX = ("index", Arrangement.TEXT)  # points of a composite index: no figure of the gated table
    FLOW = ("fluss", Arrangement.TEXT)  # stocks; the pages hide the rest together with a part
    NEED = ("bedarf", Arrangement.TEXT)  # forecasts
    OFFERS = ("angebote", Arrangement.TEXT)  # stocks, with the titles of offers
    MATRIX = ("matrix", Arrangement.TEXT)  # words, and how many Kennzahlen there are
    LIST = ("liste", Arrangement.TEXT)  # catalogue, deliveries, evidence, sentences in rows
    SHARES = ("anteile", Arrangement.TEXT)  # answers of a survey, protected by a gate of their own
    POSITIONS = ("haltungen", Arrangement.TEXT)  # on which side the institutions of a field stand, in words
    SCHEDULE = ("zeitplan", Arrangement.TEXT)  # Maßnahmen with their time, in words
    OWN = ("eigene", Arrangement.TEXT)  # drawn in a notebook with matplotlib or seaborn, from gated figures
    PROTECTION = ("geheimhaltung", Arrangement.TEXT)  # how many figures are hidden, never which

    @property
    def of_one_indicator(self) -> bool:
        """Whether such a picture shows one Kennzahl and has to name it."""
        return self.arrangement in (Arrangement.PERIODS, Arrangement.AREAS)
