"""The words with which a release is refused: file and place of what is protected, never the figure."""

from collections.abc import Sequence

from isp_utils.model.errors import InputError

SHOWN = 10
TOLD = (
    "Geheimhaltung: In den erzeugten Dateien stehen geschützte Angaben. Die Seiten werden nicht veröffentlicht. "
    "Betroffen:"
)


def refuse_told(places: Sequence[str], remedy: Sequence[str] = ()) -> None:
    """Raise InputError where there are places at which something protected is told; `remedy`: lines behind them."""
    if places:
        more = [f"  und {len(places) - SHOWN} weitere Stellen"] if len(places) > SHOWN else []
        raise InputError("\n".join([TOLD, *(f"  {place}" for place in places[:SHOWN]), *more, *remedy]))
