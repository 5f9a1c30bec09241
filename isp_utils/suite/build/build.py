"""Deliveries -> facts -> indicators -> gate: data/processed with a manifest of what went in."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.indicators.flows import flow_rows
from isp_utils.indicators.pooled import with_pooled_years
from isp_utils.indicators.stocks import stocks
from isp_utils.intake.facts.quality import source_checks
from isp_utils.model.biography import counted_terms, load_biography
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.need_rules import load_need_rules
from isp_utils.model.wording import german_number
from isp_utils.privacy.apart.apart import gate_apart
from isp_utils.privacy.gate import Gated
from isp_utils.privacy.rounding import round_small
from isp_utils.store import Store, fingerprint, write_json
from isp_utils.suite.build.alone import alone
from isp_utils.suite.build.computed_once import ComputedBefore
from isp_utils.suite.build.deliveries import Deliveries, read_deliveries
from isp_utils.suite.build.invented import with_invented
from isp_utils.suite.build.keyed import keyed
from isp_utils.suite.build.laid_down import LARGE, BuildFound, gated_record, lay_down, quality, whole
from isp_utils.suite.build.locked import unlocked
from isp_utils.suite.build.notices import kept_notices
from isp_utils.suite.build.protected_once import ProtectedBefore
from isp_utils.suite.build.read_once import saved_on
from isp_utils.suite.build.register import released
from isp_utils.suite.build.sealed import bring_back, make_deliveries_private, own_deliveries
from isp_utils.suite.build.set_aside import SetAside, faulty_files
from isp_utils.suite.build.surveys import kept_surveys, side_files, survey_tables
from isp_utils.suite.own_files import state_of_rooms
from isp_utils.suite.shared_out import MANY, beside

ROOMS = ("model", "intake", "statistics", "privacy", "indicators", "suite/build", "suite/scan")  # whose code counts
FORMER = ("facts.parquet", "revisionen.parquet", "demo", "umgewandelt")  # lay open in data/processed at first
LATE = 10  # how far behind all else stands what is asked for last
Say = Callable[[str], None]
Surveyed = tuple[pd.DataFrame, list[SetAside]]  # results, and waves that are faulty


@dataclass(frozen=True)
class Built:
    """A finished build: fingerprint of everything that went in, whether it had to be made, files it could not use."""

    fingerprint: str
    fresh: bool
    set_aside: tuple[str, ...] = ()


def build(store: Store, catalogue: Catalogue, with_demo: bool = True, say: Say = print, strict: bool = False) -> Built:
    """Make data/processed from data/raw unless it is already made from the same inputs; faulty files are set aside.

    Raises InputError where no file is left or, if `strict`, for the first faulty ones; nothing is written then.
    """
    with alone(store):
        bring_back(store)
        make_deliveries_private(own_deliveries(store, catalogue))
        built = _built(store, catalogue, (with_demo, strict), say)
        for line in kept_notices(store):
            say(line)
        return built


def _built(store: Store, catalogue: Catalogue, options: tuple[bool, bool], say: Say) -> Built:
    with_demo, strict = options
    key = keyed(_input_fingerprint(store, with_demo), store.internal)
    manifest = store.processed / "manifest.json"
    if whole(store) and (last := store.manifest()).get("fingerprint") == key:
        aside = faulty_files(entry for entry in last.get("set_aside", []) if entry["file"].count("/") == 1)
        if not (aside and strict):
            say("Zahlen: unverändert")
            return Built(key, False, aside)
    _clear_former(store)
    paths = store.deliveries()
    say(f"Zahlen: {len(paths)} Lieferungen werden gelesen und geprüft")
    known = kept_surveys(store, with_demo)
    waves: Callable[[], Surveyed] = (
        partial(survey_tables, store, catalogue, with_demo) if known is None else lambda: (known, [])
    )
    with beside(waves, len(paths) >= MANY and known is None, LATE) as surveyed:
        delivered = _delivered(store, catalogue, strict, surveyed)
        checks = partial(source_checks, delivered.facts, delivered.files, catalogue)
        with beside(checks, len(delivered.facts) >= LARGE, LATE) as checked:
            before = ComputedBefore(store)
            facts, gated = _gated(delivered.facts, catalogue, with_demo, before, say)
            made = BuildFound(_with_faulty(delivered, surveyed()[1]), facts, gated, surveyed()[0])
            manifest.unlink(missing_ok=True)  # from here on no table is of the build that it tells of
            written, lines = lay_down(made, catalogue, before)
            written |= {"checks": checked()} | quality(made.delivered, catalogue)
    write_json({"fingerprint": key, "with_demo": with_demo} | written | gated_record(gated), manifest)
    say(f"Zahlen: {german_number(len(facts))} Angaben, {german_number(written['indicators'])} Kennzahlwerte")
    for line in lines:
        say(line)
    return Built(key, True, faulty_files(one.public for one in made.delivered.set_aside))


def _delivered(store: Store, catalogue: Catalogue, strict: bool, surveyed: Callable[[], Surveyed]) -> Deliveries:
    """Deliveries; raises InputError with the faults of all files and waves if that was asked for."""
    delivered = read_deliveries(store, catalogue, store.deliveries(), strict)
    if strict and (faulty := surveyed()[1]):
        raise InputError("\n".join(one.reason for one in faulty))
    return delivered


def _with_faulty(delivered: Deliveries, waves: Sequence[SetAside]) -> Deliveries:
    """Deliveries and the waves of surveys that are set aside beside them."""
    files = {one.file for one in delivered.set_aside}
    return replace(delivered, set_aside=(*delivered.set_aside, *(one for one in waves if one.file not in files)))


def _gated(
    facts: pd.DataFrame, catalogue: Catalogue, with_demo: bool, before: ComputedBefore, say: Say
) -> tuple[pd.DataFrame, Gated]:
    """All facts, the made-up ones among them, and what may be published of them; raises DisclosureError."""
    store = before.store
    if with_demo:
        facts = with_invented(facts, catalogue, store)
    facts = round_small(facts, catalogue)
    pooled = with_pooled_years(facts, catalogue)  # behind the others, whose numbers stay as they are
    ungated = (compute(pooled, catalogue, before.each), _stocks_and_flows(facts, catalogue, before))
    say("Zahlen: Geheimhaltung wird geprüft")
    return facts, gate_apart(pooled, ungated, catalogue, released(store), ProtectedBefore(store).each)


def _stocks_and_flows(facts: pd.DataFrame, catalogue: Catalogue, before: ComputedBefore) -> pd.DataFrame:
    """Counts that planning reckons with, and what the flows of the Kreise leave; UNGATED_COLUMNS."""
    store = before.store
    counted, shares = counted_terms(catalogue, store.catalogue), load_need_rules(store.catalogue).shares
    kreise = [region.key for region in catalogue.register.regions.values() if region.level == "kreis"]
    flows = flow_rows(facts, load_biography(catalogue, store.catalogue).flows, kreise, before.flows)
    return pd.concat([stocks(facts, counted, shares), flows], ignore_index=True)


def _clear_former(store: Store) -> None:
    """Nothing unprotected stays beside the internal folder, as earlier versions of the suite had it."""
    unlocked(store.internal)
    for path in (store.processed / name for name in FORMER):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _input_fingerprint(store: Store, with_demo: bool) -> str:
    paths = store.deliveries()
    data = [side for path in paths for side in (path, path.with_suffix(".toml")) if side.exists()]
    files = fingerprint(*data, *side_files(store))
    dates = [saved_on(path) for path in paths if not path.with_suffix(".toml").exists()]  # of two, the later one holds
    return sha256(
        f"{files} {' '.join(dates)} {state_of_rooms(store, ROOMS)}, with_demo={with_demo}".encode()
    ).hexdigest()
