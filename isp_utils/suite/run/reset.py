"""What one notebook can change in a process for the next: kept as it is at first, and set back.

Options of pandas, numpy and matplotlib, warnings, environment, working folder, import path, built-in names, and what
the gated tables were asked for. What a notebook changes inside a package is not found here.
"""

import builtins
import os
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from isp_utils.model import reads
from isp_utils.suite.run.guard import COLUMNS


@dataclass(frozen=True)
class ProcessState:
    """The state in which a process hands itself to every notebook."""

    style: Any
    printing: Mapping[str, Any]
    errors: Mapping[str, Any]
    names: Mapping[str, Any]
    environment: Mapping[str, str]
    folder: Path
    path: tuple[str, ...]
    filters: tuple[Any, ...]

    @classmethod
    def now(cls) -> "ProcessState":
        """The state of this process."""
        return cls(
            style=matplotlib.rcParams.copy(),
            printing=np.get_printoptions(),
            errors=np.geterr(),
            names=dict(vars(builtins)),
            environment=dict(os.environ),
            folder=Path.cwd(),
            path=tuple(sys.path),
            filters=tuple(warnings.filters),
        )

    def restore(self) -> None:
        """Set the process back to it."""
        named = vars(builtins)
        for name in named.keys() - self.names.keys():
            del named[name]
        named.update(self.names)
        os.environ.clear()
        os.environ.update(self.environment)
        os.chdir(self.folder)
        sys.path[:] = self.path
        plt.close("all")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of options that are old
            matplotlib.rcParams.update(self.style)
            pd.reset_option("all")
        warnings.filters[:] = list(self.filters)  # type: ignore[index]
        pd.set_option("display.max_columns", COLUMNS)
        np.set_printoptions(**self.printing)
        np.seterr(**self.errors)
        reads.forget()
