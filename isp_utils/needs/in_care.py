"""Children in care of the past years: as counted, and after the last count reckoned from their published quota.

The quota of a year is the children in care on 1 March by those of that age on 31.12. of the same year, in percent; the
product of both is the count that the office divided, up to the rounding of the quota.
"""

from dataclasses import dataclass

from isp_utils.indicators.stocks import Stock, Stocks
from isp_utils.model.need_rules import NeedKind, NeedRules
from isp_utils.model.periods import year_of
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Sources


@dataclass(frozen=True)
class InCare:
    """Children in care in one year, in persons; `value` is None where `flag` says why it is not shown.

    `reckoned`: not counted, but quota times children of that age, and `flag` says "estimated"; `day`: of the count,
    "" where the children are reckoned.
    """

    year: int
    value: float | None
    flag: str
    census_base: str
    day: str
    sources: tuple[str, ...]

    @property
    def reckoned(self) -> bool:
        """Whether the number is no count."""
        return not self.day


def children_in_care(stocks: Stocks, region: str, rule: NeedKind, rules: NeedRules) -> tuple[InCare, ...]:
    """Children in care of one area by year, oldest first; made-up figures are left out.

    A year whose count was delivered is never reckoned, also where that count is hidden.
    """
    counted = tuple(_counted(stock) for stock in _real(stocks, rule.before, region)) if rule.before else ()
    if not (rule.quota and rule.people):
        return counted
    last = max((one.year for one in counted), default=0)
    people = {year_of(stock.period): stock for stock in _real(stocks, rule.people, region)}
    quotas = [stock for stock in _real(stocks, rules.quotas[rule.quota], region) if year_of(stock.period) > last]
    return (*counted, *(_reckoned(stock, people.get(year_of(stock.period))) for stock in quotas))


def newest_in_care(found: tuple[InCare, ...]) -> InCare | None:
    """The newest year that has a number; None where there is none."""
    return next((one for one in reversed(found) if one.value is not None), None)


def _real(stocks: Stocks, term: str, region: str) -> list[Stock]:
    return [stock for stock in stocks.series(term, region) if not stock.demo]


def _counted(stock: Stock) -> InCare:
    names = tuple(Sources.of([stock.source]))
    return InCare(year_of(stock.period), stock.value, stock.flag, stock.census_base, stock.period, names)


def _reckoned(quota: Stock, people: Stock | None) -> InCare:
    """Quota times children of the same year; without one of them there is no number."""
    year = year_of(quota.period)
    if quota.value is None or people is None or people.value is None:
        hidden = next((one.flag for one in (quota, people) if one is not None and one.value is None), "")
        return InCare(year, None, hidden or Flag.NOT_AVAILABLE.value, "", "", ())
    names = tuple(Sources.of([quota.source, people.source]))
    value = quota.value * people.value / 100
    return InCare(year, value, Flag.ESTIMATED.value, people.census_base, "", names)
