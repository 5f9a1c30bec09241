"""All of data/raw to facts: every file the one way in, newest editions, declared corrections, and what was revised.

A faulty file is set aside: the others are used, and of it the last version that was accepted (read_once.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from isp_utils.intake.facts.breaches import check_facts
from isp_utils.intake.facts.corrections import corrected, load_corrections
from isp_utils.intake.facts.quality import shrunk
from isp_utils.intake.facts.unread import UnneededError
from isp_utils.intake.facts.versions import revisions, rival_lines, rivals_in
from isp_utils.intake.messages import Level
from isp_utils.intake.questions.asked import questions_about
from isp_utils.intake.to_facts import Delivered, checked_facts
from isp_utils.intake.values.keys import Keys
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import empty_facts
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.parts.unused_deliveries import FORMER, NOTHING, OTHERS, UNNEEDED
from isp_utils.store import Store, delivered_by, sha256_of
from isp_utils.suite.build.asked_back import alone_of, beside_of
from isp_utils.suite.build.editions import Editions, all_editions
from isp_utils.suite.build.notices import AskedBack
from isp_utils.suite.build.read_once import ReadBefore, ReadDelivery, file_of
from isp_utils.suite.build.set_aside import SetAside


@dataclass(frozen=True)
class Deliveries:
    """Facts of all files, one manifest entry a file, and the figures that a later edition changed.

    set_aside: files that are not used; questions: what is to be asked back (for the house).
    """

    facts: pd.DataFrame
    files: list[dict[str, Any]]
    revisions: pd.DataFrame
    shrunk: list[str]
    set_aside: tuple[SetAside, ...] = ()
    questions: tuple[AskedBack, ...] = ()


@dataclass
class _Pile:
    """What was read so far, by path, and what was put aside."""

    read: dict[Path, ReadDelivery]
    aside: list[SetAside]
    former: set[Path]

    @property
    def any_facts(self) -> bool:
        """Whether there is a figure at all; answers of surveys go another way."""
        return any(found.rows for found in self.read.values())

    def editions(self, store: Store) -> Editions:
        """What all files say together."""
        return all_editions(store, [found for found in self.read.values() if found.rows])


def read_deliveries(store: Store, catalogue: Catalogue, paths: Sequence[Path], strict: bool = False) -> Deliveries:
    """Read and check every delivered file; what is faulty is set aside.

    Raises InputError with the faults of all files where that was asked for, or where no file is left.
    """
    before = ReadBefore(store)
    pile = _read(store, catalogue, paths, before)
    _refuse_where_asked(pile, strict)
    if not pile.any_facts:
        raise InputError("In data/raw liegt keine Lieferung. Bitte die Dateien dort ablegen (ein Ordner je Quelle).")
    editions = _without_rivals(pile, before, _accepted(store), strict, catalogue.fact_names)
    before.forget_others()
    aside = tuple(_with_instead(one, pile) for one in pile.aside)
    corrections = load_corrections(store.catalogue / "corrections.toml")
    missing = [one for one in aside if one.instead != UNNEEDED]
    without = {delivered_by(one.file) for one in missing}  # a correction of what is not there has nothing to correct
    corrections = tuple(one for one in corrections if one.source not in without)
    facts = corrected(editions.facts, corrections)
    files = [_entry(path, found, source_of(path, catalogue), path in pile.former) for path, found in pile.read.items()]
    asked = _questions(pile.read, catalogue)
    return Deliveries(facts, files, revisions(editions.again), shrunk(editions.areas), aside, asked)


def _refuse_where_asked(pile: _Pile, strict: bool) -> None:
    """Raise InputError with all faults where that was asked for, with all that was said where no file is left."""
    told = [one for one in pile.aside if one.instead != UNNEEDED or not pile.any_facts]
    if told and (strict or not pile.any_facts):
        raise InputError("\n".join(dict.fromkeys(one.reason for one in told)))


def _read(store: Store, catalogue: Catalogue, paths: Sequence[Path], before: ReadBefore) -> _Pile:
    """Every file, or the last accepted version of one that is faulty now."""
    keys, pile = Keys.of(catalogue.register), _Pile({}, [], set())

    before.read_ahead(paths, lambda path: _read_now(path, source_of(path, catalogue), keys, store, catalogue))
    refused: list[Path] = []
    for path in paths:
        try:
            source = source_of(path, catalogue)
            pile.read[path] = before.read(path, partial(_read_now, path, source, keys, store, catalogue))
        except UnneededError as reason:
            pile.aside.append(SetAside(file_of(path), str(reason), UNNEEDED))
        except InputError as fault:
            refused.append(path)
            pile.aside.append(SetAside(file_of(path), str(fault)))
    for path in refused:  # what is used as it is has been asked for by now: the rest is of former versions
        if (former := _former(path, catalogue, before, keys)) is not None:
            pile.read[path] = former
            pile.former.add(path)
    return pile


def _read_now(path: Path, source: Source, keys: Keys, store: Store, catalogue: Catalogue) -> Delivered:
    found = checked_facts(path, source, keys, store.internal / "umgewandelt", catalogue.sources.values())
    if source.owner == "eigene" or found.kind == "lieferung":  # shipped ones were compared before they were shipped
        return found
    asked = questions_about(found.facts, alone_of(source, catalogue))
    return replace(found, questions=(*found.questions, *map(str, asked)))


def _former(path: Path, catalogue: Catalogue, before: ReadBefore, keys: Keys) -> ReadDelivery | None:
    """The last accepted version of a file, if it still keeps the contract of its source."""
    if path.parent.name not in catalogue.sources or (found := before.former(path)) is None or not found.rows:
        return None
    try:
        check_facts(found.facts, source_of(path, catalogue), keys.register)
    except InputError:
        return None
    return found


def _without_rivals(
    pile: _Pile, before: ReadBefore, accepted: set[str], strict: bool, called: Mapping[str, str]
) -> Editions:
    """What all files say together, once rivals are set aside.

    Of files that contradict each other the one stays that a run has used already; of two new ones none.

    called: Merkmale as clerks know them.
    Raises InputError instead where that was asked for, or where nothing else is left.
    """
    while True:
        editions = pile.editions(before.store)
        if not (found := rivals_in(editions.again)):
            return editions
        names = {name for rivals in found for name in rivals.files}
        new = names & before.new
        out = (new - accepted) or new or (names - accepted) or names
        kept = {path: one for path, one in pile.read.items() if file_of(path) not in out}
        if strict or not any(one.rows for one in kept.values()):
            raise InputError(rival_lines(found, called))
        for name in sorted(out):
            mine = [rivals for rivals in found if name in rivals.files]
            pile.aside.append(SetAside(name, rival_lines(mine, called, name)))
        pile.read = kept


def _accepted(store: Store) -> set[str]:
    """Files that the last build used as they lay there."""
    if not (store.processed / "manifest.json").exists():
        return set()
    return {entry["file"] for entry in store.manifest(by_name=True)["files"] if not entry.get("former")}


def _with_instead(one: SetAside, pile: _Pile) -> SetAside:
    """The same with what holds instead: its former version, other files of its source, or nothing."""
    if one.instead == UNNEEDED:
        return one
    files = {file_of(path) for path, found in pile.read.items() if found.rows}
    others = any(delivered_by(file) == delivered_by(one.file) for file in files)
    return replace(one, instead=FORMER if one.file in files else OTHERS if others else NOTHING)


def _questions(read: dict[Path, ReadDelivery], catalogue: Catalogue) -> tuple[AskedBack, ...]:
    """Questions about every file; a department's is compared with all that lies beside it."""
    own = {path for path, found in read.items() if source_of(path, catalogue).owner != "amtlich" and found.rows}
    official = [found.facts for path, found in read.items() if own and path not in own and found.rows]
    counts = pd.concat(official, ignore_index=True) if official else empty_facts()
    back: list[AskedBack] = []
    for path, found in read.items():
        asked = found.questions
        if path in own:
            source = source_of(path, catalogue)
            others = [one for other, one in read.items() if other.parent.name == source.id and other != path]
            beside = beside_of(source, catalogue, found, others, counts)
            more = questions_about(found.facts, beside)
            asked = (*asked, *(str(message) for message in more if message.level == Level.ASK))
        back += [AskedBack(file_of(path), text) for text in asked]
    return tuple(back)


def source_of(path: Path, catalogue: Catalogue) -> Source:
    """The source in whose folder a delivery lies; raises InputError for a folder that is none."""
    name = path.parent.name
    if name not in catalogue.sources:
        hint = did_you_mean(name, tuple(catalogue.sources))
        text = f"Der Ordner data/raw/{name} gehört zu keiner Quelle des Katalogs.{hint}"
        raise InputError(f"{text} Bitte die Datei in den Ordner ihrer Quelle legen.")
    return catalogue.sources[name]


def _entry(path: Path, found: ReadDelivery, source: Source, former: bool) -> dict[str, Any]:
    """What the manifest says about a file; of a county's own nothing that hangs on a figure: no hash, flag or note."""
    entry: dict[str, Any] = {
        "file": file_of(path),
        "retrieved": found.retrieved,
        "rows": found.rows,
        "rejected": 0,  # a faulty delivery is refused whole
    }
    entry |= {"former": True} if former else {}
    if source.owner == "eigene":
        return entry | ({"kind": found.kind} if found.kind != "lieferung" else {})
    entry |= {
        "table": found.table,
        "terms": list(found.terms),
        **({} if former else {"sha256": sha256_of(path)}),
        "flags": dict(found.flags),
    }
    entry |= {"questions": list(found.questions)} if found.questions else {}
    return entry | ({"kind": found.kind, "messages": list(found.messages)} if found.kind != "lieferung" else {})
