"""What a county assumes when it plans: rules of thumb, class sizes, and the variants of its forecast."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml

AHEAD = ("trend", "last")


@dataclass(frozen=True)
class Variant:
    """One planning variant. births, quota: "trend" or "last"; arrivals: share of the present excess of arrivals.

    A target (in percent, 0: none) replaces the quota from `target_year` on and is reached in a straight line.
    """

    id: str
    title: str
    meaning: str
    births: str = "trend"
    arrivals: float = 1.0
    quota: str = "trend"
    target_u3: float = 0.0
    target_3_5: float = 0.0
    target_year: int = 0
    ganztag_share: float = 0.0

    def __post_init__(self) -> None:
        for key in ("births", "quota"):
            if getattr(self, key) not in AHEAD:
                raise InputError(f"»{key}« ist »{getattr(self, key)}«.{did_you_mean(getattr(self, key), AHEAD)}")
        if (self.target_u3 or self.target_3_5) and not self.target_year:
            raise InputError(f"Variante »{self.id}«: ein Ziel braucht »target_year«. Bitte ergänzen.")


@dataclass(frozen=True)
class Planning:
    """Rules for every county: reserve of places, largest classes, all-day entitlement; variants unless set there."""

    kita_reserve: float
    class_size: int
    class_size_sek_1: int
    ganztag_start: int
    ganztag_share: float
    variants: tuple[Variant, ...] = ()


def load_planning(root: Path) -> Planning:
    """planning.toml of a catalogue; raises InputError naming file and key."""
    table = read_toml(root / "planning.toml")
    variants = tuple(into(Variant, item, "planning.toml, variant") for item in table.pop("variant", []))
    return into(Planning, {**table, "variants": variants}, "planning.toml")
