"""Any accepted file in data/raw/<source>/ to facts: own deliveries, templates, official tables by their rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from isp_utils.intake.delivery.delivery import is_delivery, read_delivery, read_sidecar
from isp_utils.intake.facts.breaches import check_facts
from isp_utils.intake.facts.headings import mapping_messages
from isp_utils.intake.facts.mapping import mapped_facts
from isp_utils.intake.facts.table_rules import measures_of, rules_of_table
from isp_utils.intake.inbox import read_file, table_in
from isp_utils.intake.inkar.database import convert, selected
from isp_utils.intake.messages import Message
from isp_utils.intake.offices.retrieval import retrieved_on
from isp_utils.intake.personal.search import refuse_in_sidecar, refuse_in_text
from isp_utils.intake.reading import Reading
from isp_utils.intake.template.belongs import KIND, refuse_other_template
from isp_utils.intake.unforeseen import UNFORESEEN, unforeseen
from isp_utils.intake.values.keys import Keys
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import empty_facts

SURVEYS = ("limesurvey", "befragung", "spss", "limesurvey_fragebogen")
_STAND = re.compile(r"([0-3]?[0-9])\.([01]?[0-9])\.((?:19|20)[0-9]{2})")


@dataclass(frozen=True)
class Delivered:
    """Facts of one file, the date of its edition, and what was said about it."""

    facts: pd.DataFrame
    retrieved: str
    messages: tuple[str, ...] = ()
    kind: str = "lieferung"
    rows: int = 0
    table: str = ""  # number or name of the publisher's table
    questions: tuple[str, ...] = ()  # what a file by itself is asked about; quotes figures
    mapping: tuple[Message, ...] = ()  # what the rules left out of the file, and what they did not find in it


def checked_facts(path: Path, source: Source, keys: Keys, workspace: Path, others: Iterable[Source] = ()) -> Delivered:
    """Facts of a file that keep the contract of their source; raises InputError with every reason why they do not.

    The build and `isp pruefen` both ask here, so that neither refuses what the other takes. `others`: all sources,
    among which that of a misplaced template is looked for.
    """
    try:
        found = facts_in_file(path, source, keys, workspace, others)
        check_facts(found.facts, source, keys.register)
    except InputError:
        raise
    except UNFORESEEN as problem:
        raise unforeseen(path.name, problem) from problem
    return found


def facts_in_file(path: Path, source: Source, keys: Keys, workspace: Path, others: Iterable[Source] = ()) -> Delivered:
    """Facts (FACT_COLUMNS) of a file; raises InputError with every reason why it cannot be used.

    A download too large for memory is converted once, into `workspace`, and read from there.
    """
    if is_own(path):
        refuse_in_text(path.read_text(encoding="utf-8-sig", errors="replace"), path.name, official=False)
        refuse_in_sidecar(path)
        facts = read_delivery(path, keys.register)
        side = read_sidecar(path.with_suffix(".toml"))
        return Delivered(facts, side.retrieved.isoformat(), rows=len(facts), table=side.table)
    reading = read_file(path, keys, source.signs).accepted()
    if reading.kind == "inkar_datenbank" and reading.observations.empty:
        reading = _from_converted(path, source, keys, workspace)
    refuse_other_template(reading, source, others)
    asked = tuple(str(message) for message in reading.messages if message.level == "ask")
    mapping = mapping_messages(reading, source)
    said = tuple(str(message) for message in (*reading.messages, *mapping) if message.level not in ("info", "ask"))
    facts = empty_facts() if reading.kind in SURVEYS else mapped_facts(reading, source, keys)
    about = (edition_date(reading, path), said, reading.kind, reading.rows, reading.origin.table)
    return Delivered(facts, *about, asked, mapping)


def sources_for(reading: Reading, catalogue: Catalogue) -> list[str]:
    """Ids of the sources that know a table by its number or name, or whose template it is."""
    if reading.kind == KIND:
        return [source for source in (reading.origin.table,) if source in catalogue.sources]
    return [s.id for s in catalogue.sources.values() if rules_of_table(reading, s)]


def _from_converted(path: Path, source: Source, keys: Keys, workspace: Path) -> Reading:
    target = workspace / f"{path.stem}-{path.stat().st_size}-{int(path.stat().st_mtime)}.parquet"
    if not target.exists():
        workspace.mkdir(parents=True, exist_ok=True)
        convert(table_in(path), target, keys)
    return selected(target, path.name, measures_of(source), keys.register.regions)


def is_own(path: Path) -> bool:
    """Whether a file is a delivery in the suite's own format, or stands beside a sidecar as one."""
    return path.suffix == ".csv" and (path.with_suffix(".toml").exists() or _own_format(path))


def _own_format(path: Path) -> bool:
    with path.open("rb") as stream:
        return is_delivery(stream.readline(500).decode("utf-8-sig", "replace").strip())


def edition_date(reading: Reading, path: Path) -> str:
    """ISO date of an edition: printed in the file (Stand), kept from its retrieval, else the day the file was saved."""
    if match := _STAND.search(reading.origin.edition):
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    return retrieved_on(path) or datetime.fromtimestamp(path.stat().st_mtime).date().isoformat()
