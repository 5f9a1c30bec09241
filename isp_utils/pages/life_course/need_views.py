"""A need as a table and as a picture: years, variants with numbers of their own, and what was counted before."""

from isp_utils.charts import Caption, Kind, Series, trend
from isp_utils.model.planning import Variant
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, capital, enumeration, german_number
from isp_utils.needs.demand import Need
from isp_utils.needs.in_care import children_in_care, newest_in_care
from isp_utils.needs.outlook import Outlook
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.page import say, show
from isp_utils.pages.parts.captions import SOURCE_PAGE

VARIANT_ROLES = {"trend": "first", "unveraendert": "second", "ziel": "third"}


def need_table(page: Frame, kind: str, name: str) -> None:
    """One kind of need by year and variant, whole persons with their interval; variants with other numbers only."""
    ahead = page.outlook
    if ahead is None:
        return
    rows: list[dict[str, object]] = []
    for year in ahead.years:
        row: dict[str, object] = {"Jahr": str(year)}
        for variant in different(ahead, kind):
            value, lower, upper = ahead.needs[variant.id][kind].at(year)
            limits = f" ({german_number(lower)} bis {german_number(upper)})" if upper > lower else ""
            row[variant.title] = german_number(value) + limits
        rows.append(row)
    need = next(iter(ahead.needs.values()))[kind]
    source = Sources.of(ahead.sources(kind))
    page.show_rows(
        rows,
        page.caption(
            Kind.NEED,
            f"Bedarf: {need.title}",
            f"{need.unit} ({need.day}) je Planungsvariante, in Klammern der {RANGE_AHEAD}",
            name,
            source,
        ),
    )
    if said := same_numbers(ahead, kind):
        say(said)


def different(ahead: Outlook, kind: str) -> list[Variant]:
    """Variants that have numbers of their own."""
    own = ahead.distinct(kind)
    return [variant for variant in ahead.variants if own[variant.id] == variant.id]


def same_numbers(ahead: Outlook, kind: str) -> str:
    """Which variants have no numbers of their own, and whose they share; "" where all differ."""
    titles = {variant.id: variant.title for variant in ahead.variants}
    told = (
        f"„{titles[name]}“ ergibt dieselben Zahlen wie „{titles[first]}“"
        for name, first in ahead.distinct(kind).items()
        if name != first
    )
    said = "; ".join(told)
    return f"{said} und steht nicht eigens in der Tabelle." if said else ""


def need_picture(page: Frame, kind: str) -> None:
    """The coming years as lines, one for each variant with numbers of its own, behind what was counted."""
    if page.outlook is not None:
        show(trend(_lines(page, page.outlook, kind), _chart_caption(page, page.outlook.likely(kind)), ()))


def _lines(page: Frame, ahead: Outlook, kind: str) -> list[Series]:
    found = []
    for variant in sorted(different(ahead, kind), key=lambda item: item.id != "trend"):
        need = ahead.needs[variant.id][kind]
        own = variant.id == "trend"
        lower, upper = (([float(x) for x in limit] if own else []) for limit in (need.lower, need.upper))
        years = [str(year) for year in need.years]
        role = VARIANT_ROLES.get(variant.id, "fourth")
        values = [float(x) for x in need.value]
        found.append(Series(variant.title, role, years, values, lower=lower, upper=upper, ahead=True))
    return [*found, *_before(page, kind)]


def _before(page: Frame, kind: str) -> list[Series]:
    """What was counted or reckoned from quotas, before the forecast and since."""
    rules = page.biography.planning.needs
    found = children_in_care(page.stocks, page.county.key, rules.kinds[kind], rules)
    if newest_in_care(found) is None:
        return []
    years, base = tuple(str(one.year) for one in found), tuple(one.census_base for one in found)
    values = tuple(one.value if one.value is None else float(round(one.value)) for one in found)
    flags = tuple(one.flag for one in found)
    return [Series(rules.kinds[kind].before_title, "counted", years, values, flags, census_base=base)]


def _chart_caption(page: Frame, need: Need) -> Caption:
    first, last = need.years[0], need.years[-1]
    ends = f"{german_number(need.at(first)[0])} im Jahr {first}, {german_number(need.at(last)[0])} im Jahr {last}"
    return Caption(
        title=f"{capital(need.title)}: Vorausberechnung {first} bis {last}",
        measure=f"{need.unit}, {need.day}, {page.county.name}; Fläche: {RANGE_AHEAD} der Variante Trend",
        source=page.words.source(Sources.of(need.sources)),
        source_page=SOURCE_PAGE,
        description=f"Linienbild der Planungsvarianten von {first} bis {last}. Variante Trend: {ends}.",
        csv=f"biografie_{need.kind}_verlauf",
        kind=Kind.NEED,
        unit=need.unit,
        digits=0,
        limits="80 %",
        base=str(first),
        notes=_reckoned_years(page, need.kind),
    )


def _reckoned_years(page: Frame, kind: str) -> tuple[str, ...]:
    """That the newest years were reckoned from a quota, where they were."""
    rules = page.biography.planning.needs
    past = children_in_care(page.stocks, page.county.key, rules.kinds[kind], rules)
    years = [str(one.year) for one in past if one.reckoned and one.value is not None]
    return (f"Aus Betreuungsquote und Zahl der Kinder errechnet: {enumeration(years)}.",) if years else ()
