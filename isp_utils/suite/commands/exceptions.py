"""`isp katalog ausnahmen <key>`: years that look exceptional, for somebody who knows the county to judge."""

from collections.abc import Iterator

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.unusual import Unusual, unusual_years
from isp_utils.intake.messages import with_noun
from isp_utils.model.catalogue import load
from isp_utils.model.wording import german_number
from isp_utils.pages.page import NEWEST
from isp_utils.store import Store

NOTHING = "{county}: Kein Sprung, den nicht auch andere Kreise zeigen."
REMEDY = (
    "War eines dieser Jahre ein Ausnahmejahr, gehört es mit dem Grund in {place}/notes.toml: "
    '[[note]], indicators = ["…"], exceptional = ["Jahr"], text = "Grund". Sonst ist nichts zu tun.'
)


def propose(store: Store, kreis: str) -> Iterator[str]:
    """German lines on the jumps of a county that no other Kreis shares; raises InputError where nothing was built."""
    catalogue = load(store.catalogue).seen_from(kreis)
    county = catalogue.county(kreis)
    found = unusual_years(Figures(store.indicators(), catalogue, county, NEWEST))
    if not found:
        yield NOTHING.format(county=county.name)
        return
    yield f"{county.name}: {with_noun(len(found), 'Sprung, den', 'Sprünge, die')} kein anderer Kreis zeigt"
    yield from (_line(item) for item in found)
    yield REMEDY.format(place=f"isp_utils/catalogue/counties/{county.key}")


def _line(item: Unusual) -> str:
    digits = max(item.indicator.digits, 1)
    own, usual = german_number(item.change, digits), german_number(item.usual, digits)
    unit = "Prozent" if not item.indicator.comparable else item.indicator.unit
    return f"  {item.indicator.id}, {item.before} auf {item.year}: {own} {unit}, in der Mitte der Kreise {usual}"
