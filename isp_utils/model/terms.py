"""The short forms that stand in tables and TOML files, each with one type that reads and writes it.

    Term      fact, fact/age, fact/age/group      one counted quantity
    Sources   "inkar + regionalstatistik"         the sources behind a figure
    Method    "Wilson, genähert"                  how a figure and its limits came about

Columns of tables hold the texts; code parses them once at the edge. Nobody else takes them apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from isp_utils.model.errors import InputError

TOTAL = "total"
PLUS = " + "
_DIVIDER, _ADDED, _MOST_PARTS = "/", "+", 3
# a term of a sum in full; the next one begins behind a plus, which also ends an open age group (65+)
_ADDEND = re.compile(r"(?:^|\+)([^/+]+/[^/]+/.+?)(?=\+[^/+]+/|$)")


@dataclass(frozen=True)
class Term:
    """One quantity of the facts: what is counted, of which age, in which group (`dimension:code`)."""

    fact: str
    age: str = TOTAL
    group: str = TOTAL

    @classmethod
    def parse(cls, text: str, where: str = "") -> "Term":
        """The term of a text; what it leaves out is the total.

        Raises InputError naming `where` (file and key), the text and the form that is expected.

        >>> Term.parse("bevoelkerung/0-2"), str(Term.parse("schueler/total/schulart:gymnasium"))
        (Term(fact='bevoelkerung', age='0-2', group='total'), 'schueler/total/schulart:gymnasium')
        """
        parts = text.split(_DIVIDER)
        if len(parts) > _MOST_PARTS or not all(part.strip() for part in parts):
            fault = "hat mehr als drei Teile" if len(parts) > _MOST_PARTS else "hat einen leeren Teil"
            raise InputError(
                f"{where}{': ' if where else ''}»{text}« {fault}. Erwartet wird »merkmal«, »merkmal/alter« oder "
                "»merkmal/alter/gruppe«. Bitte berichtigen."
            )
        return cls(*parts)

    @classmethod
    def each(cls, texts: Iterable[str], where: str = "") -> tuple["Term", ...]:
        """The terms of several texts; raises InputError for the first that is none."""
        return tuple(cls.parse(text, where) for text in texts)

    @classmethod
    def of_cell(cls, name: str) -> "Term":
        """The term of a text in full whose fact may itself be a sum of terms, as the gate names its cells.

        >>> Term.of_cell("a/0-2/total+b/0-2/total/total/total").fact
        'a/0-2/total+b/0-2/total'
        """
        return cls(*name.rsplit(_DIVIDER, _MOST_PARTS - 1))

    @property
    def full(self) -> str:
        """All three parts, as cells of the gate are named."""
        return _DIVIDER.join((self.fact, self.age, self.group))

    def __str__(self) -> str:
        """The short form: totals at the end are left out."""
        kept = (self.fact, self.age, self.group)
        return _DIVIDER.join(kept if self.group != TOTAL else kept[:2] if self.age != TOTAL else kept[:1])


def names_group(text: str) -> bool:
    """Whether a text names a group alone (`dimension:code`), of whichever fact.

    >>> names_group("abschluss:abitur"), names_group("schueler/total/abschluss:abitur")
    (True, False)
    """
    return ":" in Term.parse(text).fact


def added(terms: Iterable[Term]) -> str:
    """The name of a sum: its terms in full.

    >>> added([Term("kinder", "0-2"), Term("kinder", "65+")])
    'kinder/0-2/total+kinder/65+/total'
    """
    return _ADDED.join(term.full for term in terms)


def addends(name: str) -> tuple[Term, ...]:
    """The terms that the name of a sum adds up; none where it is the name of no sum.

    >>> [str(term) for term in addends("kinder/65+/total+kinder/0-2/total")], addends("kinder")
    (['kinder/65+', 'kinder/0-2'], ())
    """
    return tuple(Term.parse(text) for text in _ADDEND.findall(name))


@dataclass(frozen=True)
class Sources:
    """Ids of the sources behind a figure, each once, in the order in which they were first named."""

    names: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Sources":
        """The sources of a text; raises InputError where a name between two plus signs is missing.

        >>> list(Sources.parse("inkar + regionalstatistik"))
        ['inkar', 'regionalstatistik']
        """
        names = tuple(name.strip() for name in text.split(PLUS)) if text else ()
        if not all(names):
            raise InputError(f"»{text}« nennt eine Quelle ohne Namen. Erwartet wird »quelle« oder »quelle + quelle«.")
        return cls(tuple(dict.fromkeys(names)))

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Sources":
        """All sources that several texts name.

        >>> str(Sources.of(["inkar", "inkar + regionalstatistik"]))
        'inkar + regionalstatistik'
        """
        return cls(tuple(dict.fromkeys(name for text in texts for name in cls.parse(text))))

    @property
    def first(self) -> str:
        """The source of the counted quantity itself; those of what it is divided by stand behind it."""
        return self.names[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __str__(self) -> str:
        return PLUS.join(self.names)


class Method(StrEnum):
    """How a figure and its limits came about; the value is the word in the column `method` and on the pages."""

    SHARE = "Wilson"
    RATE = "Poisson (exact below 10, then Byar)"
    BALANCE = "Poisson-Differenz"
    CHANGE = "Veränderungsrate"
    STANDARDISED = "indirekt altersstandardisiert, Poisson"
    COUNT = "Bestandszahl"
    PUBLISHED = "veröffentlichter Wert"
    APPROXIMATE_SHARE = "Wilson, genähert"
    APPROXIMATE_RATE = "Poisson (exact below 10, then Byar), genähert"

    @property
    def is_share(self) -> bool:
        """Whether part and whole are counted, so that what the part leaves of the whole is a count as well."""
        return self in (Method.SHARE, Method.APPROXIMATE_SHARE)

    @property
    def is_approximate(self) -> bool:
        """Whether the limits belong to a count that was reckoned back from a published value."""
        return self in (Method.APPROXIMATE_SHARE, Method.APPROXIMATE_RATE)


def in_sum(words: Iterable[str]) -> str:
    """Words of a formula with plus signs between them."""
    return PLUS.join(words)
