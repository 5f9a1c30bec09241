"""Methoden und Zeichen: how a comparison is made and what signs mean, with examples from the county's own figures."""

from collections.abc import Mapping
from html import escape
from typing import Any

from isp_utils.charts.kinds import Kind
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.symbols import EXPLANATIONS
from isp_utils.indicators.alike import alike
from isp_utils.indicators.statements.comparison import Comparison
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.periods import in_german
from isp_utils.model.wording import NARROW_SPACE, enumeration, german_number, with_unit
from isp_utils.suite.site.pages.small_page import Material
from isp_utils.suite.site.template import rendered

# the signs of the German statistical offices (DIN 55301) that stand for the same
OFFICIAL = {
    "[g]": ". (unbekannt oder geheim)",
    "[u]": "/ (nicht sicher genug), ( ) (eingeschränkt)",
    "[k.A.]": "… (folgt später), . (unbekannt)",
    "[x]": "x (nicht sinnvoll)",
    "[v]": "p (vorläufig)",
    "[r]": "r (berichtigt)",
    "[s]": "s (geschätzt)",
}
# worst cells of the tables in docs/Methoden.md (benchmarks/calibration.py): wrong statements of 100 where there is
# nothing to find, and how often the range of places held; a test compares them
FALSE_ALARMS = {"comparison": 5.2, "development": 6.5, "index": 4.0}
PLACES_HELD = 95.8
ALLOWED, DEMANDED = 6, 90
HINDSIGHT = "biografie_prognose.html"  # the page that counts how often earlier forecasts were right


def methods_body(material: Material) -> str:
    """Inside of the page."""
    said = [found for found in material.statements.values() if found]
    return rendered(
        "methoden",
        county=material.county,
        land=material.catalogue.register[material.county.key[:2]].name,
        signs=signs_table(),
        stock=_example(said, "stock"),
        event=_example(said, "events"),
        alarms={name: german_number(number, 1) for name, number in FALSE_ALARMS.items()},
        held=german_number(PLACES_HELD, 1),
        allowed=ALLOWED,
        demanded=DEMANDED,
        exceptional=exceptional_years(material),
        hindsight=next(
            (part for page in material.catalogue.pages for part in page.parts if part[0] == HINDSIGHT), None
        ),
        **_comparable(material),
    )


def signs_table() -> str:
    """HTML of the table of signs with those of the statistical offices."""
    columns: list[Markup] = [("Zeichen", ""), ("Bedeutung", ""), ("Zeichen der amtlichen Statistik", "")]
    rows: list[list[Markup]] = [
        [(escape(sign), ""), (escape(meaning), ""), (escape(OFFICIAL[sign]), "")]
        for sign, meaning in EXPLANATIONS.items()
    ]
    look = Look("zeichen", "Zeichen in Tabellen, Abbildungen und Sätzen", "", "isp-table", stacked=True)
    return f'<div class="isp-figure isp-tabular" data-kind="{Kind.LIST}">{table_markup(look, columns, rows)}</div>'


def exceptional_years(material: Material) -> list[str]:
    """Each exceptional year of the county or its Land with its reason, once, oldest first."""
    items = material.catalogue.indicators.values()
    return sorted({f"{odd.year}: {odd.reason.rstrip('.')}." for item in items for odd in item.exceptional})


def _example(said: list[Statement], nature: str) -> Mapping[str, str] | None:
    """The first Kennzahl of a nature (core ones first) that was counted in a share and judged beside the Land."""
    fitting = [one for one in said if one.indicator.nature == nature and _tells(one)]
    chosen = min(fitting, key=lambda one: (one.indicator.tier != "kern", one.indicator.title), default=None)
    return _words(chosen, chosen.land) if chosen and chosen.land else None


def _tells(said: Statement) -> bool:
    own, item = said.own, said.indicator
    counted = item.unit == "%" and own.numerator >= 30 and own.denominator > 0
    limits = own.certain or item.nature == "stock"
    return bool(counted and limits and said.hindered is None and not own.demo and said.comparison)


def _words(said: Statement, land: Comparison) -> Mapping[str, str]:
    own, item = said.own, said.indicator
    found = {
        "title": item.title,
        "id": item.id,
        "period": in_german(own.period),
        "value": with_unit(own.value, "%", item.digits),
        "about": "rund " if own.approximate else "",
        "part": german_number(own.numerator),
        "whole": german_number(own.denominator),
        "land": with_unit(land.other.value, "%", item.digits),
        "comparison": {"higher": "höher", "lower": "niedriger"}.get(said.comparison, ""),
    }
    if own.certain:
        found["lower"] = german_number(own.lower, item.digits)
        found["upper"] = f"{german_number(own.upper, item.digits)}{NARROW_SPACE}%"
    return found


def _comparable(material: Material) -> dict[str, Any]:
    """The comparable Kreise by name and the rule that chooses them."""
    rules, register = material.catalogue.alike, material.catalogue.register
    keys = alike(material.figures) if rules else []
    return {"alike": enumeration([register[key].name for key in keys]), "alike_by": rules.method if rules else ""}
