"""The main job: build once, then notebooks and site of every chosen county."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from isp_utils.charts.parts.kept import forget_old
from isp_utils.intake.messages import with_noun
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.wording import NOTHING_NEW
from isp_utils.store import Store, write_json
from isp_utils.suite.build.alone import alone
from isp_utils.suite.build.anew import forget_results
from isp_utils.suite.build.build import build
from isp_utils.suite.build.conferences import write_voices
from isp_utils.suite.build.massnahmen import write_massnahmen
from isp_utils.suite.build.misplaced import misplaced_files, misplaced_line
from isp_utils.suite.build.register import record_release
from isp_utils.suite.build.set_aside import Taking, notice, tell_pages
from isp_utils.suite.chosen import refuse_far_years, refuse_other_years
from isp_utils.suite.own_files import as_it_began
from isp_utils.suite.run.analyses import forget_analyses
from isp_utils.suite.run.forked import prepare
from isp_utils.suite.run.order import Order
from isp_utils.suite.run.run import run_county
from isp_utils.suite.run.warm import end_workers
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.given_statements import given_to_notebooks
from isp_utils.suite.site.notebook_pages import analyses_not_shown
from isp_utils.suite.site.own_outputs import left_out
from isp_utils.suite.site.site import build_record, load_for_pages, make_site
from isp_utils.suite.site.standing import BUILD, remember, stands

Say = Callable[[str], None]
SELDOM = 50_000  # new objects from one search for garbage to the next: tables leave none


def say_now(text: str) -> None:
    """Print at once: progress must not wait in a buffer."""
    print(text, flush=True)


@dataclass(frozen=True)
class Inputs:
    """What a run takes in: made-up figures where none were delivered; whether one faulty delivery stops it."""

    with_demo: bool = True
    strict: bool = False


def make_reports(
    store: Store, catalogue: Catalogue, orders: Sequence[Order], inputs: Inputs = Inputs(), say: Say = say_now
) -> tuple[list[Path], bool]:
    """Folders of the finished sites, and whether any notebook failed or any delivery was set aside.

    Raises InputError for refused data and for a second run in the same workplace.
    """
    with alone(store), as_it_began(store):
        return _made(store, catalogue, orders, inputs, say)


def _made(
    store: Store, catalogue: Catalogue, orders: Sequence[Order], inputs: Inputs, say: Say
) -> tuple[list[Path], bool]:
    start = perf_counter()
    gc.freeze()  # packages, which stay: no search for garbage looks through them
    gc.set_threshold(SELDOM)
    if any(order.forked for order in orders):
        prepare()
    unused, refused = take_in(store, catalogue, orders, inputs, say)
    if refused:
        raise InputError("\n".join(refused.values()))
    sites: list[Path] = []
    failed = False
    try:
        for order in orders:
            site, broken = _report(store, catalogue, order, say)
            sites.append(site)
            failed |= broken
    finally:  # what is in place is published, also where a later county was refused
        end_workers()
        if sites:
            record_release(store)
    say(f"Dauer: {perf_counter() - start:.0f} s")
    if failed:
        say("Mindestens ein Notebook ist fehlgeschlagen; der Grund steht oben, vollständig in data/processed/laeufe.")
    for line in not_used(unused):
        say(line)
    return sites, failed or bool(unused)


def take_in(
    store: Store, catalogue: Catalogue, orders: Sequence[Order], inputs: Inputs, say: Say
) -> tuple[list[str], dict[str, str]]:
    """Make the figures of all and the minutes and registers of the asked counties that have figures.

    Returns the files (source/name) that are not used, and by county why its own files stop it. Raises InputError where
    no delivery can be used, or a faulty one stops the run.
    """
    for year in {order.jahr for order in orders}:
        refuse_far_years(year, store, [order.kreis for order in orders])
    if any(order.fresh for order in orders):
        forget_results(store)
    built = build(store, catalogue, inputs.with_demo, say, inputs.strict)
    taking = Taking(inputs.with_demo, None if inputs.strict else [])
    known, refused = set(store.indicators()["region"].unique()), {}
    for kreis in (order.kreis for order in orders if order.kreis in known):
        try:
            voices = write_voices(store, catalogue, kreis, taking)
            write_massnahmen(store, catalogue, kreis, voices, taking)
        except InputError as error:
            refused[kreis] = str(error)
    aside = taking.aside or []
    loose = misplaced_files(store)
    tell_pages(store, [*aside, *loose])
    for line in (line for one in aside for line in notice(one)):
        say(line)
    for one in loose:
        say(misplaced_line(one))
    return [*built.set_aside, *(one.file for one in (*aside, *loose))], refused


def _for_pages(site: Site) -> None:
    """What the pages need and no notebook: done where a core is idle, else with the pages."""
    load_for_pages()
    _ = site.snapshot


def not_used(files: Sequence[str]) -> list[str]:
    """What the end of a run says about files that it did not use."""
    if not files:
        return []
    number = with_noun(len(files), "Lieferung wurde", "Lieferungen wurden")
    return [f"{number} nicht verwendet: {', '.join(files)}. Was zu tun ist, steht oben."]


def _report(store: Store, catalogue: Catalogue, order: Order, say: Say) -> tuple[Path, bool]:
    """The finished site of one county, and whether one of its notebooks failed."""
    indicators, manifest = store.indicators(), store.manifest()
    catalogue, county = catalogue.seen_from(order.kreis), catalogue.county(order.kreis)
    if order.kreis not in set(indicators["region"].unique()):
        raise InputError(f"Für {county.name} ({order.kreis}) liegt in data/raw noch keine einzige Zahl.")
    refuse_other_years(order.jahr, indicators[indicators["region"] == order.kreis])
    say(f"{county.name}: Berichte")
    forget_analyses(store, catalogue, order.kreis)
    figures_only = Site(store, catalogue, county, order, manifest, indicators, ())
    with given_to_notebooks(figures_only) as told:
        ended = run_county(store, catalogue, order, say, partial(_for_pages, told))
    for line in left_out(ended):
        say(line)
    site = told.after(ended)
    folder = store.outputs(order.kreis)
    if stands(site):
        write_json(build_record(site), folder / BUILD)
        say(f"Unverändert: {folder / 'index.html'}")
        say(f"Änderungen: {NOTHING_NEW}")
    else:
        news = make_site(site)
        forget_old(store.drawings)
        remember(site)
        say(f"Fertig: {folder / 'index.html'}")
        say(f"Änderungen: {news.line}")
    for line in analyses_not_shown(site):
        say(line)
    return folder, any(one.status == "failed" for one in ended)
