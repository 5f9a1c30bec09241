"""Where the reference material lies, and the mark for tests that need it."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the reference material (../shared/data) does not lie beside this clone"
)


def files(pattern):
    """Files of the reference material as parameters with their names as ids; none without the material."""
    return [pytest.param(path, id=path.name) for path in sorted(DATA.glob(pattern))]
