"""Minutes of a county's Sozialraumkonferenzen to what pages may show: read, checked, small groups put together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from isp_utils.intake.conference.codings import is_codings, read_codings
from isp_utils.intake.conference.minutes import read_minutes
from isp_utils.intake.messages import Level, Message
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.conferences import Coding, Conference, MinuteWords, Voices, as_plain, vocabulary_of
from isp_utils.model.errors import InputError
from isp_utils.privacy.small_groups import without_small_groups
from isp_utils.store import Store, write_json


def write_voices(store: Store, catalogue: Catalogue, kreis: str, with_demo: bool = True) -> Voices:
    """Write and return what a county's conferences said; demo minutes only where no real ones lie.

    Raises InputError with the faults of all files, and writes nothing then.
    """
    words = vocabulary_of(load_biography(catalogue, store.catalogue), store.catalogue)
    delivered, demo = store.minutes(kreis)
    voices = read_voices(delivered, words) if delivered else Voices()
    if not delivered and with_demo:
        voices = read_voices(demo, words)
        voices = replace(voices, conferences=tuple(replace(item, demo=True) for item in voices.conferences))
    shown = tuple(without_small_groups(item) for item in voices.conferences)
    protected = replace(voices, conferences=shown)
    write_json(as_plain(protected), store.voices(kreis))
    return protected


def read_voices(paths: Sequence[Path], words: MinuteWords) -> Voices:
    """Conferences and codings of files, by place and round; InputError with every fault of every file."""
    conferences: list[tuple[Path, Conference]] = []
    codings: list[tuple[Path, tuple[Coding, ...]]] = []
    faults: list[str] = []
    for path in paths:
        if is_codings(path):
            rows, said = read_codings(path, words)
            codings.append((path, rows))
        else:
            conference, said = read_minutes(path, words)
            conferences += [(path, conference)] if conference else []
        faults += _faults(path, said)
    faults += [] if faults else [*_twice(conferences), *_dangling(conferences, codings)]
    if faults:
        raise InputError("\n".join(faults))
    ordered = sorted((item for _, item in conferences), key=lambda item: (item.round, item.place))
    return Voices(tuple(ordered), tuple(row for _, rows in codings for row in rows))


def _faults(path: Path, said: Sequence[Message]) -> list[str]:
    bad = [message for message in said if message.level in (Level.ERROR, Level.REJECT)]
    return [f"konferenzen/{path.name}, {message}" for message in bad]


def _twice(conferences: Sequence[tuple[Path, Conference]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path, item in conferences:
        if item.title in seen:
            yield f"konferenzen/{path.name}: »{item.title}« steht auch in {seen[item.title]}. Bitte eine entfernen."
        seen[item.title] = path.name


def _dangling(
    conferences: Sequence[tuple[Path, Conference]], codings: Sequence[tuple[Path, tuple[Coding, ...]]]
) -> Iterator[str]:
    """Codings of a Wortmeldung that there is not."""
    known = {(item.place, item.round, said.number) for _, item in conferences for said in item.contributions}
    for path, rows in codings:
        for row in rows:
            if (row.place, row.round, row.number) not in known:
                what = f"{row.place}, Runde {row.round}, Wortmeldung {row.number}"
                yield f"konferenzen/{path.name}: »{what}« gibt es in keinem Protokoll. Bitte Ort und Nummern prüfen."
