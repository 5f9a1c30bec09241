"""Small counts behind a printed figure: which numerators and denominators show the same digits, by trying all."""

from collections.abc import Iterator
from math import sqrt

Z = 1.959963984540054  # two-sided 95 %
Fraction = tuple[int, int]  # events, people


def behind_share(value: float, digits: int, most: int, per: float = 100.0) -> set[Fraction]:
    """Every fraction of up to so many people that prints as this share; digits: behind the comma."""
    return {pair for pair in _every(most) if _same(per * pair[0] / pair[1], value, digits)}


def behind_limits(limits: tuple[float, float], digits: int, most: int, per: float = 100.0) -> set[Fraction]:
    """The same for Wilson's limits (lower, upper) of a share whose value is not known."""
    return {
        pair
        for pair in _every(most)
        if all(_same(per * found, said, digits) for found, said in zip(wilson(*pair), limits, strict=True))
    }


def behind_rate(value: float, people: float, digits: int, per: float = 1000.0) -> set[int]:
    """Every number of events that prints as this rate of so many people."""
    return {events for events in range(int(people) + 1) if _same(per * events / people, value, digits)}


def wilson(events: int, people: int) -> tuple[float, float]:
    """Wilson's limits of a share. Wilson (1927), J Am Stat Assoc 22:209."""
    share, square = events / people, Z**2
    middle, reach = share + square / (2 * people), Z * sqrt(share * (1 - share) / people + square / (4 * people**2))
    return (middle - reach) / (1 + square / people), (middle + reach) / (1 + square / people)


def _every(most: int) -> Iterator[Fraction]:
    return ((events, people) for people in range(1, most + 1) for events in range(people + 1))


def _same(found: float, said: float, digits: int) -> bool:
    return abs(found - said) <= 0.5 * 10**-digits * (1 + 1e-9)
