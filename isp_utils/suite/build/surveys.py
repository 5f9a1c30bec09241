"""Waves of the surveys in data/raw to protected tables; where none is delivered, made-up ones stand in."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pandas as pd

from isp_utils.indicators.survey.positions import positions_of
from isp_utils.indicators.survey.results import no_results, results_of
from isp_utils.intake.survey.demo_wave import demo_wave, side_text
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.wave import SIDE, read_wave
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.errors import InputError
from isp_utils.model.surveys import SurveyForm, load_surveys, survey_areas
from isp_utils.store import Store, fingerprint, write_table, write_text
from isp_utils.suite.build.read_once import file_of
from isp_utils.suite.build.set_aside import SetAside
from isp_utils.suite.own_files import suite_state

WAVES = (".csv", ".xlsx", ".ods", ".sav", ".zsav")
KEPT = "befragungen"
DEMO_SHIFT = 0.18  # by how much the invented families of each year answer harder than those of the year before
TABLES = {"familien": results_of, "akteure": positions_of}


def survey_tables(store: Store, catalogue: Catalogue, with_demo: bool) -> tuple[pd.DataFrame, list[SetAside]]:
    """All results that may be printed (COLUMNS of model/survey_results.py), and the waves that are faulty.

    Raises DisclosureError where a small group could be reckoned. What was made of the same waves before is kept.
    """
    if (known := kept_surveys(store, with_demo)) is not None:
        return known, []
    table, faults = _made(store, catalogue, with_demo)
    if not faults:
        shutil.rmtree(store.internal / KEPT, ignore_errors=True)
        write_table(table, _kept(store, with_demo))
    return table, faults


def kept_surveys(store: Store, with_demo: bool) -> pd.DataFrame | None:
    """What was made of the same waves before, None where nothing was."""
    kept = _kept(store, with_demo)
    return pd.read_parquet(kept) if kept.exists() else None


def _kept(store: Store, with_demo: bool) -> Path:
    return store.internal / KEPT / f"{_digest(store, with_demo)}.parquet"


def _digest(store: Store, with_demo: bool) -> str:
    """Everything that the results depend on."""
    forms = load_surveys(store.catalogue).values()
    files = [*(path for form in forms for path in wave_files(store, form)), *side_files(store)]
    return sha256(f"{fingerprint(*files)} {with_demo} {suite_state(store)}".encode()).hexdigest()


def _made(store: Store, catalogue: Catalogue, with_demo: bool) -> tuple[pd.DataFrame, list[SetAside]]:
    keys = Keys.of(catalogue.register)
    tables, faults = [no_results()], list[SetAside]()
    for form in load_surveys(store.catalogue).values():
        minimum = catalogue.sources[form.source].minimum_count
        paths = wave_files(store, form)
        invented = not paths and with_demo
        for path in _demo_files(store, catalogue, form) if invented else paths:
            try:
                tables.append(TABLES[form.kind](read_wave(path, form, keys, demo=invented), minimum))
            except InputError as fault:
                faults.append(SetAside(file_of(path), str(fault)))
    return pd.concat(tables, ignore_index=True), faults


def refuse_wave(path: Path, source: Source, store: Store, keys: Keys) -> None:
    """Raise InputError with every reason why a file of a survey's source is no wave that a run could use."""
    for form in load_surveys(store.catalogue).values():
        if form.source == source.id and path.suffix.lower() in WAVES:
            read_wave(path, form, keys)


def wave_files(store: Store, form: SurveyForm) -> list[Path]:
    """The delivered waves of a survey, oldest name first."""
    return sorted(path for path in (store.raw / form.source).glob("*") if path.suffix.lower() in WAVES)


def side_files(store: Store) -> list[Path]:
    """What stands beside the waves: how many were asked."""
    return sorted(store.raw.glob(f"*/*{SIDE}"))


def _demo_files(store: Store, catalogue: Catalogue, form: SurveyForm) -> Iterator[Path]:
    """Made-up waves of the home counties; they go the way of all waves, through a file and its checks."""
    for kreis in catalogue.home:
        areas = survey_areas(catalogue.register, kreis)
        years = form.demo.get("years", ()) if areas else ()
        for place, year in enumerate(years):
            drawn = demo_wave(form, areas, int(year), shift=DEMO_SHIFT * place)
            path = store.internal / "demo" / form.source / f"befragung_{kreis}_{year}.csv"
            write_text(drawn.answers.to_csv(sep=";", index=False), path)
            write_text(side_text(drawn.sent, kreis, int(year)), path.with_name(path.stem + SIDE))
            yield path
