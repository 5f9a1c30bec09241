"""Groups of counts that the scanner attacked in earlier runs: a group that is the same is not attacked again."""

from dataclasses import dataclass
from functools import cached_property

from isp_utils.privacy.solver.audit import Groups
from isp_utils.store import Store
from isp_utils.suite.kept import Kept, digest_of
from isp_utils.suite.own_files import state_of_rooms

FOLDER = "angegriffen"
ROOMS = ("privacy",)  # whose code attacks


@dataclass(frozen=True)
class AttackedBefore:
    """What was found for the site of one county, by the code that there is now."""

    store: Store
    kreis: str

    def groups(self) -> Groups:
        """The groups of the last run, to attack others."""
        return Groups(self._kept.found(self._name) or {})

    def keep(self, groups: Groups) -> None:
        """Keep those that were asked for, and nothing else."""
        self._kept.keep(self._name, groups.now)
        self._kept.forget_others()

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.store.internal / FOLDER / self.kreis)

    @cached_property
    def _name(self) -> str:
        return digest_of(state_of_rooms(self.store, ROOMS))
