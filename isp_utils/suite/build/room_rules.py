"""What a result that is kept between builds depends on beside its inputs: code, catalogue, packages, Python."""

import platform
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from isp_utils.store import LOCK, PACKAGE, Store, fingerprint


def rules_of_rooms(store: Store, rooms: Sequence[str]) -> str:
    """Digest of the code in some rooms of the package, and of all that every result depends on."""
    code = sorted(path for room in rooms for path in (PACKAGE / room).rglob("*.py"))
    catalogue = sorted(path for path in store.catalogue.rglob("*") if path.suffix in (".toml", ".csv"))
    packages = " ".join(each.__version__ for each in (np, pd, pa))  # also where they are not those of the lock
    files = fingerprint(*code, *catalogue, *([LOCK] if LOCK.exists() else []))
    return f"{files} {platform.python_version()} {packages}"
