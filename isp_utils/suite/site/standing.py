"""A site of which nothing has changed stays as it is: pages, their scan and their rules hold what they held."""

from hashlib import sha256
from pathlib import Path

from isp_utils.store import fingerprint, read_json, write_json
from isp_utils.suite.documents.sets import OWN_FORMS
from isp_utils.suite.own_files import suite_state
from isp_utils.suite.site.context import Site

RECORD = "seiten.json"
BUILD = "build.json"


def stands(site: Site) -> bool:
    """Whether the site in place was made from the same figures, notebooks and code, and nobody has touched it."""
    record = site.store.runs(site.county.key) / RECORD
    if site.order.fresh or not record.exists() or any(ended.status != "cached" for ended in site.ended):
        return False
    return bool(read_json(record) == _record(site))


def remember(site: Site) -> None:
    """Note what the site in place was made from."""
    write_json(_record(site), site.store.runs(site.county.key) / RECORD)


def _record(site: Site) -> dict[str, object]:
    return {"key": _key(site), "files": _files(site.store.outputs(site.county.key))}


def _key(site: Site) -> str:
    """Everything that a page depends on."""
    tables = [site.store.processed / name for name in ("indicators.parquet", "stocks.parquet", "manifest.json")]
    tables += [path for path in [site.store.massnahmen(site.county.key)] if path.exists()]
    executed = [ended.executed for ended in site.ended]
    parameters = repr(sorted(site.order.parameters.items()))
    forms = [path for path in map(site.store.office_template, OWN_FORMS) if path]
    parts = (fingerprint(*tables, *executed, *forms), parameters, suite_state(site.store))
    return sha256("\n".join(parts).encode()).hexdigest()


def _files(folder: Path) -> dict[str, list[int]]:
    """Size and time of change of every file of a site but the record of the run."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != BUILD)
    stats = {path.relative_to(folder).as_posix(): path.stat() for path in found}
    return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in stats.items()}
