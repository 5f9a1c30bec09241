"""Ids of the catalogue that lead nowhere, refused when it is loaded: file, id and what was probably meant.

A mistyped fact would otherwise have no rows, and a page would say that no figure was delivered.
"""

from collections.abc import Iterable, Mapping

from isp_utils.model.errors import InputError
from isp_utils.model.terms import Term
from isp_utils.model.toml import did_you_mean

Reference = tuple[str, str, str]  # where it is named, what kind of id it is, the id


def refuse_dangling(references: Iterable[Reference], known: Mapping[str, Iterable[str]]) -> None:
    """Raise InputError for the first id that its kind does not know.

    >>> refuse_dangling([("u3.toml", "Angabe", "bevoelkrung")], {"Angabe": ["bevoelkerung"]})
    Traceback (most recent call last):
    isp_utils.model.errors.InputError: u3.toml: »bevoelkrung« gibt es nicht (Angabe). Meinten Sie »bevoelkerung«?
    """
    choices = {kind: tuple(names) for kind, names in known.items()}
    sets = {kind: frozenset(names) for kind, names in choices.items()}
    for where, kind, name in references:
        if name not in sets[kind]:
            raise InputError(f"{where}: »{name}« gibt es nicht ({kind}).{did_you_mean(name, choices[kind])}")


def facts_in_terms(where: str, terms: Iterable[str]) -> Iterable[Reference]:
    """The facts that terms (`fact/age/group`) count."""
    return ((where, "Angabe", term.fact) for term in Term.each(terms, where))
