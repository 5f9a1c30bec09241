"""Parameters of a page as notebooks and people give them: refused with the remedy where they are of another kind."""

from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register
from isp_utils.model.toml import did_you_mean

SHORTEST, MOST_MEANT = 4, 3  # letters of a name that is looked for; counties that are proposed


def refuse_other_kinds(kreis: object, jahr: object) -> None:
    """Notebooks are also run by hand: papermill's -p drops the zero of a key, its -r a text of every year."""
    if not isinstance(kreis, str):
        key = f"{kreis:05d}" if isinstance(kreis, int) else "01001"
        raise InputError(
            f"kreis = {kreis!r} ist {'eine Zahl' if isinstance(kreis, int) else 'kein Text'}; erwartet wird der "
            f'fünfstellige Schlüssel als Text in Anführungszeichen: kreis = "{key}". '
            f"Mit papermill: -r kreis {key} statt -p kreis {key}."
        )
    if not isinstance(jahr, int):
        given, kind = (f'"{jahr}"', "ein Text") if isinstance(jahr, str) else (repr(jahr), "kein Jahr")
        year = jahr if isinstance(jahr, str) and jahr.isdecimal() else "2022"
        raise InputError(
            f"jahr = {given} ist {kind}; erwartet wird eine ganze Zahl ohne Anführungszeichen, 0 für die neuesten "
            f"Zahlen: jahr = {year}. Mit papermill: -p jahr {year} statt -r jahr {year}."
        )


def refuse_no_county(kreis: str, register: Register) -> None:
    """Raise InputError for the key of no county, with what was probably meant: tables drop the zero in front."""
    kreise = {region.key: region for region in register.regions.values() if region.level == "kreis"}
    if kreis in kreise:
        return
    named = [f'"{one.key}" ({one.name})' for one in kreise.values() if not one.valid_to and _is_part(kreis, one.name)]
    meant = f" Meinten Sie {' oder '.join(named[:MOST_MEANT])}?" if named else did_you_mean(kreis, tuple(kreise))
    raise InputError(f'kreis = "{kreis}" ist kein Schlüssel eines Kreises.{meant}')


def _is_part(typed: str, name: str) -> bool:
    return len(typed) >= SHORTEST and typed.casefold() in name.casefold()
