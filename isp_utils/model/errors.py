"""The one error that a user of the suite sees: what is wrong, where, and what to do (German)."""


class InputError(ValueError):
    """Refused data or a wrong call; its text names file, row or key, the expectation and the remedy."""

    def _render_traceback_(self) -> list[str]:
        """In a notebook the message alone (IPython asks for it), without the way through our code that led to it."""
        return [str(self)]
