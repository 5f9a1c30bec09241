"""Registers of Empfehlungen and Maßnahmen of a county to what pages may show: read, checked, put together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from isp_utils.intake.massnahmen.register import read_register
from isp_utils.intake.messages import Level
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.conferences import Voices
from isp_utils.model.massnahmen import (
    Empfehlung,
    Massnahme,
    MassnahmenRegister,
    RegisterWords,
    register_as_plain,
    register_words,
)
from isp_utils.store import Store, write_json
from isp_utils.suite.build.set_aside import STRICTLY, FileFaultsError, Taking, used_together

CHECK = "Bitte die Angabe prüfen."
Fault = tuple[Path, str]
Named = tuple[Path, Empfehlung | Massnahme]


def write_massnahmen(
    store: Store, catalogue: Catalogue, kreis: str, voices: Voices, taking: Taking = STRICTLY
) -> MassnahmenRegister:
    """Write and return the register of a county; made-up entries only where nothing real was delivered.

    Raises FileFaultsError with the faults of all files unless they are to be set aside, and writes nothing then.
    """
    register = entered(store, catalogue, kreis, voices, taking)
    register = register.seen_on(date.today())
    write_json(register_as_plain(register), store.massnahmen(kreis))
    return register


def entered(store: Store, catalogue: Catalogue, kreis: str, voices: Voices, taking: Taking) -> MassnahmenRegister:
    """The register of a county as its files have it; writes nothing."""
    words = register_words(load_biography(catalogue, store.catalogue), catalogue.indicators)
    delivered, own = store.registers(kreis)
    paths = [*own, *delivered]
    register = used_together(paths, lambda paths: read_registers(paths, words, voices), store, taking)
    return register.without_demo() if delivered or not taking.with_demo else register


def read_registers(paths: Sequence[Path], words: RegisterWords, voices: Voices) -> MassnahmenRegister:
    """The register in all files together; FileFaultsError with every fault of every file.

    A made-up Empfehlung keeps only the Wortmeldungen that there are: the made-up conferences may have gone.
    """
    entries: list[Named] = []
    faults: list[Fault] = []
    for path in paths:
        found, said = read_register(path, words)
        entries += [(path, item) for item in found.empfehlungen] if found else []
        entries += [(path, item) for item in found.massnahmen] if found else []
        bad = [message for message in said if message.level in (Level.ERROR, Level.REJECT)]
        faults += [(path, f"massnahmen/{path.name}, {message}") for message in bad]
    spoken = _spoken(voices)
    faults += [] if faults else [*_twice(entries), *_dangling(entries, spoken)]
    if faults:
        raise FileFaultsError(faults)
    advice = tuple(_heard(item, spoken) for _, item in entries if isinstance(item, Empfehlung))
    return MassnahmenRegister(advice, tuple(item for _, item in entries if isinstance(item, Massnahme)))


def _spoken(voices: Voices) -> frozenset[str]:
    """Short references of all Wortmeldungen."""
    said = ((held, item) for held in voices.conferences for item in held.contributions)
    return frozenset(f"{held.place} {held.round}/{item.number}" for held, item in said)


def _heard(item: Empfehlung, spoken: frozenset[str]) -> Empfehlung:
    return replace(item, voices=tuple(name for name in item.voices if name in spoken))


def _twice(entries: Sequence[Named]) -> Iterator[Fault]:
    seen: dict[tuple[type, str], str] = {}
    for path, item in entries:
        key = (type(item), item.id)
        if key in seen:
            text = f"massnahmen/{path.name}: Die Kennung »{item.id}« steht auch in {seen[key]}. Bitte eine ändern."
            yield path, text
        seen[key] = path.name


def _dangling(entries: Sequence[Named], spoken: frozenset[str]) -> Iterator[Fault]:
    """Maßnahmen that answer an Empfehlung which there is not, Empfehlungen from a Wortmeldung which there is not."""
    known = {item.id for _, item in entries if isinstance(item, Empfehlung)}
    for path, item in entries:
        if isinstance(item, Massnahme):
            for name in (name for name in item.empfehlungen if name not in known):
                what = f"Maßnahme {item.id}: Die Empfehlung »{name}« gibt es nicht. {CHECK}"
                yield path, f"massnahmen/{path.name}: {what}"
        elif not item.demo:
            for name in (name for name in item.voices if name not in spoken):
                what = f"Empfehlung {item.id}: Die Wortmeldung »{name}« gibt es nicht. {CHECK}"
                yield path, f"massnahmen/{path.name}: {what}"
