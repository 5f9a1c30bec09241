"""What a county assumes when it plans: rules of thumb, class sizes, and the variants of its forecast."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.laender import FOLDER, Land
from isp_utils.model.need_rules import NeedRules, load_need_rules
from isp_utils.model.toml import did_you_mean, into, read_toml
from isp_utils.model.wording import german_number

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
    """Rules for every county: reserve of places, largest class where the Land decrees none, all-day entitlement.

    `variants` hold unless a county sets its own; `laender` by key; `needs`: what is reckoned, from which counts.
    """

    kita_reserve: float
    class_size: int
    ganztag_start: int
    ganztag_share: float
    needs: NeedRules
    laender: Mapping[str, Land]
    variants: tuple[Variant, ...] = ()

    def land(self, region: str) -> Land:
        """What the Land of an area decides; raises InputError naming the file that is missing."""
        if region[:2] not in self.laender:
            raise InputError(f"{FOLDER}/{region[:2]}.toml fehlt: wann dort die Schule beginnt. Bitte anlegen.")
        return self.laender[region[:2]]

    def largest_class(self, region: str) -> int:
        """Most pupils in a primary class: by decree of the Land, else as assumed here."""
        return self.land(region).class_size or self.class_size

    def title(self, kind: str) -> str:
        """Title of a need, with what planning reckons."""
        return self.needs.kinds[kind].title.format(reserve=f"{german_number(100 * self.kita_reserve)}\u202f%")

    def statistic(self, kind: str, region: str) -> str:
        """Which statistic a need rests on, with the rules of the Land."""
        land = self.land(region)
        rule = "nach Erlass" if land.class_size else "angenommen"
        return self.needs.kinds[kind].statistic.format(stichtag=land.entry_rule, klasse=rule)


def load_planning(root: Path, laender: Mapping[str, Land]) -> Planning:
    """planning.toml and needs.toml of a catalogue, with its Länder; raises InputError naming file and key."""
    table = read_toml(root / "planning.toml")
    variants = tuple(into(Variant, item, "planning.toml, variant") for item in table.pop("variant", []))
    made = {"variants": variants, "needs": load_need_rules(root), "laender": laender}
    for key in table.keys() & made.keys():
        raise InputError(f"planning.toml: »{key}« steht in einer eigenen Datei. Bitte hier entfernen.")
    return into(Planning, {**table, **made}, "planning.toml")
