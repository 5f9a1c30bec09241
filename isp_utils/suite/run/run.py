"""Run the notebooks of one county, several at a time, each in a process of its own; unchanged ones are kept."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from graphlib import TopologicalSorter
from pathlib import Path
from threading import Event
from time import perf_counter

from isp_utils.charts.parts.kept import VARIABLE as DRAWINGS
from isp_utils.indicators.statements.of_the_run import VARIABLE as GIVEN
from isp_utils.model.catalogue import Catalogue, PageEntry
from isp_utils.model.errors import InputError
from isp_utils.store import HOME_VARIABLE, PACKAGE, Store, write_text
from isp_utils.suite.build.sealed import own_deliveries, sealed
from isp_utils.suite.own_files import as_it_began
from isp_utils.suite.run.digests import digests
from isp_utils.suite.run.forked import SAID, in_a_fork
from isp_utils.suite.run.guard import VARIABLE
from isp_utils.suite.run.last import READ, Parts, forget_last, is_current, note_last, reads_beside, source_of_page
from isp_utils.suite.run.meanwhile import Meanwhile
from isp_utils.suite.run.notebooks import cells_of, declared_parameters
from isp_utils.suite.run.order import NotebookRun, Order
from isp_utils.suite.run.stopped import stopped_at_once, unless
from isp_utils.suite.run.task import NotebookTask, Way, mark_as_broken
from isp_utils.suite.run.warm import in_a_warm_process

Say = Callable[[str], None]
DRAFT, LOG = ".neu.ipynb", ".log"
LONGEST = 400  # characters of a reason on the terminal
GONE = (
    "die frühere Seite fällt weg, denn ihr Lauf in data/processed/laeufe ist gelöscht. "
    "»python run_all.py« ohne --nur erstellt sie neu."
)


def run_county(
    store: Store, catalogue: Catalogue, order: Order, say: Say = print, work: Callable[[], object] | None = None
) -> list[NotebookRun]:
    """Execute the notebooks of a county in the order of their dependencies; one that fails does not stop the others.

    work: what this process may do while a core is idle, if that happens.
    """
    os.environ.update(_environment(store))  # this process draws pictures too
    known = digests(store, order.kreis)
    pages = {page.notebook: page for page in catalogue.pages if not order.only or page.notebook in order.only}
    graph = TopologicalSorter({name: set(page.after) & set(pages) for name, page in pages.items()})
    graph.prepare()
    _clear_drafts(store.runs(order.kreis))
    ended: list[NotebookRun] = []
    running: dict[Future[NotebookRun], str] = {}
    ready: set[str] = set()
    in_turn = _in_turn(pages, store)
    with (
        as_it_began(store),
        sealed(store, own_deliveries(store, catalogue)),
        ThreadPoolExecutor(order.jobs) as pool,
        stopped_at_once(pool) as stopped,
        Meanwhile(work) as meanwhile,
    ):
        while graph.is_active():
            ready |= set(graph.get_ready())
            for name in [name for name in in_turn if name in ready][: order.jobs - len(running)]:
                ready.remove(name)
                running[pool.submit(run_notebook, pages[name], store, order, known, stopped)] = name
            for future in meanwhile.first_done(running, order.jobs):
                ended.append(future.result())
                graph.done(running.pop(future))
                say(_progress(ended[-1], len(ended), len(pages)))
                if ended[-1].status == "failed":
                    say(_reason(ended[-1].executed.with_suffix(LOG)))
    ended += _kept(catalogue, store, order, say)
    order_of_pages = [page.notebook for page in catalogue.pages]
    return sorted(ended, key=lambda one: order_of_pages.index(one.page.notebook))


def _clear_drafts(runs: Path) -> None:
    """What a run that broke off had half written."""
    for ending in (DRAFT, SAID, READ):
        for path in runs.rglob(f"*{ending}"):
            path.unlink()


def _kept(catalogue: Catalogue, store: Store, order: Order, say: Say) -> list[NotebookRun]:
    """Notebooks that were not asked for and have a page already: it stays in the site, if its run is still there.

    Without (after `isp loeschen`) nobody knows what its figures rest on: the page goes until it is made again.
    """
    site, runs = store.outputs(order.kreis), store.runs(order.kreis)
    ended = []
    for page in catalogue.pages:
        executed = runs / f"{page.notebook}.ipynb"
        if not order.only or page.notebook in order.only or not (site / page.html).exists():
            continue
        if executed.exists():
            ended.append(NotebookRun(page, "cached", 0.0, executed))
        else:
            say(f"  {page.title}: {GONE}")
    return ended


def _in_turn(pages: Mapping[str, PageEntry], store: Store) -> list[str]:
    """First what others wait for, then the longest: what starts last and takes long is waited for by an idle core."""
    awaited = {name for page in pages.values() for name in page.after}
    sizes = {name: _size(store.notebooks / f"{name}.ipynb") for name in pages}
    return sorted(pages, key=lambda name: (name not in awaited, -sizes[name]))


def _size(notebook: Path) -> int:
    """Number of cells; a damaged notebook is none, and its turn says so."""
    try:
        return len(cells_of(notebook))
    except InputError:
        return 0


def _progress(ended: NotebookRun, number: int, total: int) -> str:
    words = {"ok": "fertig", "cached": "unverändert", "failed": "FEHLGESCHLAGEN"}
    seconds = f" ({ended.seconds:.0f} s)" if ended.status != "cached" else ""
    return f"  [{number}/{total}] {ended.page.title}: {words[ended.status]}{seconds}"


def _reason(log: Path) -> str:
    """What a failed notebook said last, and where all of it stands."""
    said = [line for line in log.read_text(encoding="utf-8").splitlines() if line.strip()] if log.exists() else []
    return f"    {said[-1].strip()[:LONGEST] if said else 'Ohne Meldung beendet.'} Vollständig: {log}"


def run_notebook(page: PageEntry, store: Store, order: Order, known: Parts, stopped: Event) -> NotebookRun:
    """Execute one notebook, unless nothing it read has changed since it last succeeded; `known`: digests.

    Raises BrokenOffError where the run was `stopped` meanwhile: what an earlier run made of the notebook stays.
    """
    executed = store.runs(order.kreis) / f"{page.notebook}.ipynb"
    if is_current(page, store, order, known):
        return NotebookRun(page, "cached", 0.0, executed)
    forget_last(executed)
    start = perf_counter()
    path, way = store.notebooks / f"{page.notebook}.ipynb", _way(order, page)
    try:
        source, declared = source_of_page(page, store), declared_parameters(path)  # what is edited later does not run
    except InputError as error:
        source, declared, way = "", [], _not_at_all(str(error))
    task = _task(path, executed, store, {name: value for name, value in order.parameters.items() if name in declared})
    well = _execute(task, executed, unless(stopped, way))
    if well:
        note_last((page, source), store, order, known)
    task.reads.unlink(missing_ok=True)
    return NotebookRun(page, "ok" if well else "failed", perf_counter() - start, executed)


def _not_at_all(said: str) -> Way:
    """The way of a damaged notebook, which stops no other one: its page says that something is missing."""

    def without_a_process(task: NotebookTask) -> str:
        mark_as_broken(task)
        return said

    return without_a_process


def _task(source: Path, executed: Path, store: Store, parameters: Mapping[str, object]) -> NotebookTask:
    """What to run. What a notebook declares beyond the parameters (one place, by hand) keeps its own value."""
    return NotebookTask(
        source,
        executed.with_suffix(DRAFT),
        reads_beside(executed),
        parameters,
        _closed(store),
        _environment(store),
    )


def _execute(task: NotebookTask, executed: Path, way: Way) -> bool:
    """Whether the notebook ran to its end; what it said when not goes to a log beside it."""
    executed.parent.mkdir(parents=True, exist_ok=True)
    log = executed.with_suffix(LOG)
    log.unlink(missing_ok=True)
    said = way(task)
    if said:
        write_text(said, log)
    task.draft.replace(executed)
    return not said


def _closed(store: Store) -> tuple[str, ...]:
    """Folders that notebooks are kept off; those of the house too, where this workplace was unpacked for a county."""
    above = os.environ.get(VARIABLE, "").splitlines()
    return (*above, *map(str, (store.internal, store.raw, *store.sealed)))


def _way(order: Order, page: PageEntry) -> Way:
    """How a notebook gets a process: a fork, else one that ran others before; a kernel of its own where it must."""
    if order.forked:
        return in_a_fork
    if order.apart or page.analysis:
        from isp_utils.suite.run.kernels import in_a_kernel

        return in_a_kernel
    return in_a_warm_process


def _environment(store: Store) -> dict[str, str]:
    """Where our modules and the workplace are, and one thread of numpy each: two notebooks share two cores."""
    paths = [str(PACKAGE.parent), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
        HOME_VARIABLE: str(store.home),
        DRAWINGS: os.environ.get(DRAWINGS, str(store.drawings)),
        GIVEN: os.environ.get(GIVEN, ""),
        "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),
        "MPLBACKEND": "Agg",
    }
