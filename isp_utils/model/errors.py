"""The one error that a user of the suite sees: what is wrong, where, and what to do (German)."""


class InputError(ValueError):
    """Refused data or a wrong call; its text names file, row or key, the expectation and the remedy."""
