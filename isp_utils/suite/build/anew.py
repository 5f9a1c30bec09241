"""A run that begins anew: what earlier runs have worked out is dropped, what they have published is not."""

import shutil

from isp_utils.store import Store
from isp_utils.suite.build import computed_once, editions, invented, protected_once, surveys

FOLDERS = (
    computed_once.FOLDER,
    computed_once.SCATTERS,
    computed_once.FLOWS,
    editions.FOLDER,
    invented.FOLDER,
    protected_once.FOLDER,
    surveys.KEPT,
)


def forget_results(store: Store) -> None:
    """Drop figures, what the gate found, pictures and Steckbriefe, so that all is made again.

    The register of releases stays, for it is no result; so do deliveries as they were read, for of a faulty one the
    last good version is used. They are read again where file or code is another.
    """
    (store.processed / "manifest.json").unlink(missing_ok=True)
    for folder in (*(store.internal / name for name in FOLDERS), store.drawings, store.cards):
        shutil.rmtree(folder, ignore_errors=True)
