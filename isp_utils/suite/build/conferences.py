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
from isp_utils.privacy.small_groups import without_small_groups
from isp_utils.store import Store, write_json
from isp_utils.suite.build.set_aside import STRICTLY, FileFaultsError, Taking, used_together

Fault = tuple[Path, str]


def write_voices(store: Store, catalogue: Catalogue, kreis: str, taking: Taking = STRICTLY) -> Voices:
    """Write and return what a county's conferences said; demo minutes only where no real ones lie.

    Raises FileFaultsError with the faults of all files unless they are to be set aside, and writes nothing then.
    """
    voices = heard(store, catalogue, kreis, taking)
    shown = tuple(without_small_groups(item) for item in voices.conferences)
    protected = replace(voices, conferences=shown)
    write_json(as_plain(protected), store.voices(kreis))
    return protected


def heard(store: Store, catalogue: Catalogue, kreis: str, taking: Taking) -> Voices:
    """What a county's conferences said, small groups not yet put together: stays in the house. Writes nothing."""
    words = vocabulary_of(load_biography(catalogue, store.catalogue), store.catalogue)
    delivered, demo = store.minutes(kreis)
    if delivered:
        return used_together(delivered, lambda paths: read_voices(paths, words), store, taking)
    if not taking.with_demo:
        return Voices()
    voices = read_voices(demo, words)
    return replace(voices, conferences=tuple(replace(item, demo=True) for item in voices.conferences))


def read_voices(paths: Sequence[Path], words: MinuteWords) -> Voices:
    """Conferences and codings of files, by place and round; FileFaultsError with every fault of every file."""
    conferences: list[tuple[Path, Conference]] = []
    codings: list[tuple[Path, tuple[Coding, ...]]] = []
    faults: list[Fault] = []
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
        raise FileFaultsError(faults)
    ordered = sorted((item for _, item in conferences), key=lambda item: (item.round, item.place))
    return Voices(tuple(ordered), tuple(row for _, rows in codings for row in rows))


def _faults(path: Path, said: Sequence[Message]) -> list[Fault]:
    bad = [message for message in said if message.level in (Level.ERROR, Level.REJECT)]
    return [(path, f"konferenzen/{path.name}, {message}") for message in bad]


def _twice(conferences: Sequence[tuple[Path, Conference]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path, item in conferences:
        if item.title in seen:
            text = f"konferenzen/{path.name}: »{item.title}« steht auch in {seen[item.title]}. Bitte eine entfernen."
            yield path, text
        seen[item.title] = path.name


def _dangling(
    conferences: Sequence[tuple[Path, Conference]], codings: Sequence[tuple[Path, tuple[Coding, ...]]]
) -> Iterator[Fault]:
    """Codings of a Wortmeldung that there is not."""
    known = {(item.place, item.round, said.number) for _, item in conferences for said in item.contributions}
    for path, rows in codings:
        for row in rows:
            if (row.place, row.round, row.number) not in known:
                what = f"{row.place}, Runde {row.round}, Wortmeldung {row.number}"
                text = f"konferenzen/{path.name}: »{what}« gibt es in keinem Protokoll. Bitte Ort und Nummern prüfen."
                yield path, text
