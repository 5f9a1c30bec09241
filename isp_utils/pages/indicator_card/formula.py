"""The formula of a Kennzahl in words, from the terms that the code computes with."""

from collections.abc import Mapping, Sequence

from isp_utils.model.catalogue import Indicator
from isp_utils.model.terms import TOTAL, Term, in_sum
from isp_utils.model.wording import MINUS, german_number

OVER, TIMES = "\u00f7", "\u00d7"


def formula(item: Indicator, names: Mapping[str, str]) -> str:
    """The formula in words; `names` gives the German name of each fact. Sums stand in brackets before a division."""
    parts = [readable(term, names) for term in item.numerator]
    less = [readable(term, names) for term in item.minus]
    top = f"{in_sum(parts)} {MINUS} {_bracketed(less)}" if less else in_sum(parts)
    several = len(parts) + len(less) > 1
    if item.method == "change":
        return f"{_in_brackets(top, several)}: Veränderung gegenüber dem Stand vor {item.years} Jahren"
    if item.standard:
        return f"{_in_brackets(top, several)} {OVER} erwartete Fälle {TIMES} {german_number(item.per)}"
    if not item.denominator:
        return top
    whole = _bracketed([readable(term, names) for term in item.denominator])
    lag = " des Vorjahres" if item.denominator_lag == 1 else ""
    return f"{_in_brackets(top, several)} {OVER} {whole}{lag} {TIMES} {german_number(item.per)}"


def _bracketed(words: Sequence[str]) -> str:
    return _in_brackets(in_sum(words), len(words) > 1)


def _in_brackets(text: str, several: bool) -> str:
    return f"({text})" if several else text


def readable(term: str, names: Mapping[str, str]) -> str:
    """A fact term in German words; a fact without a name in the catalogue is printed by its id.

    >>> readable("bevoelkerung/0-2", {"bevoelkerung": "Bevölkerung"})
    'Bevölkerung, 0 bis 2 Jahre'
    >>> readable("schulentlassene/total/abschluss:ohne", {})
    'schulentlassene (abschluss: ohne)'
    """
    asked = Term.parse(term)
    years = "" if asked.age == TOTAL else f", {_age(asked.age)}"
    code = asked.group.replace(":", ": ").replace("_", " ")
    detail = "" if asked.group == TOTAL else f" ({names.get(asked.group, code)})"
    return f"{names.get(asked.fact, asked.fact.replace('_', ' '))}{years}{detail}"


def _age(age: str) -> str:
    if age.endswith("+"):
        return f"{age[:-1]} Jahre und älter"
    return f"{age.replace('-', ' bis ')} Jahre"
