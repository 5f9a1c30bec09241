"""The shipped catalogue, read once for all tests of a process: it takes half a second, and nobody may change it."""

from functools import cache

from isp_utils.model.catalogue import Catalogue, load


@cache
def shipped() -> Catalogue:
    """The catalogue of the package."""
    return load()
