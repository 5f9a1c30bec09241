"""The least and the greatest that equations and limits allow, in whole people, by linear and integer programmes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

MOST = 2000.0  # no group of people of this kind is larger
SLIP = 1e-6
ROUNDS = 12


@dataclass(frozen=True)
class Narrow:
    """Equations, limits from above and aims over unknown counts that hang together; how wide an aim should be."""

    equal: sparse.csr_array
    right: np.ndarray[Any, Any]
    less: sparse.csr_array
    most: np.ndarray[Any, Any]
    aims: sparse.csr_array
    width: np.ndarray[Any, Any]

    def ranges(self) -> np.ndarray[Any, Any]:
        """n x 2: least and greatest seen; exact where they lie closer than `width`, else as far as was looked."""
        random = np.random.default_rng(self.aims.shape[0])
        seen = np.column_stack([np.full(len(self.width), np.inf), np.full(len(self.width), -np.inf)])
        for _ in range(ROUNDS):
            left = seen[:, 1] - seen[:, 0] < self.width
            if not left.any():
                return seen
            signs = np.where(left, random.choice([-1.0, 1.0], len(left)), 0) * random.uniform(0.5, 1.5, len(left))
            for sign in (1, -1):
                seen = self._widened(seen, sign * signs @ self.aims)
        for place in np.flatnonzero(seen[:, 1] - seen[:, 0] < self.width):
            for sign in (1, -1):
                seen = self._widened(seen, sign * self.aims[[place]].toarray()[0], whole=True)
        return seen

    def _widened(
        self, seen: np.ndarray[Any, Any], aim: np.ndarray[Any, Any], whole: bool = False
    ) -> np.ndarray[Any, Any]:
        """What a solution adds; one that splits people counts only where nobody asks for whole ones."""
        size = self.equal.shape[1]
        rules = [LinearConstraint(self.equal, self.right - SLIP, self.right + SLIP)] if self.equal.shape[0] else []
        rules += [LinearConstraint(self.less, -np.inf, self.most + SLIP)] if self.less.shape[0] else []
        found = milp(aim, bounds=Bounds(0, MOST), constraints=rules, integrality=np.full(size, int(whole)))
        if found.x is None:
            raise ValueError(f"the figures contradict each other: {found.message}")
        if not whole and np.abs(found.x - np.round(found.x)).max() > 1e-4:
            return seen
        counts = np.round(self.aims @ found.x)
        return np.column_stack([np.minimum(seen[:, 0], counts), np.maximum(seen[:, 1], counts)])
