"""What may lie in the repository: no registry host, no copy of reference material, nothing large, ASCII names."""

import csv
import hashlib
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, name_of, project_files

CATALOGUE = PACKAGE / "catalogue"
SHARED = ROOT.parent / "shared"
LARGEST = 1_500_000  # bytes of one file
LARGEST_DELIVERY = 1_000_000
WORTH_COMPARING = 64  # bytes; an empty file equals every other
ID = re.compile(r"[a-z][a-z0-9_]*")


def registry_hosts() -> set[str]:
    """The hosts of the package registries, asked of pip and otherwise put together, so that none stands here."""
    return {*pip_hosts(), ".".join(["registry", "npmjs", "org"]), ".".join(["deb", "debian", "org"])}


def pip_hosts() -> set[str]:
    """Host and file host of pip's default index; from the wheel inside Python where pip is not installed."""
    try:
        from pip._internal.models.index import PyPI
    except ModuleNotFoundError:
        import ensurepip

        wheel = next(Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            source = archive.read("pip/_internal/models/index.py").decode()
        return set(re.search(r'PyPI = \w+\(\s*"https://([^/"]+)/?",\s*\w+="([^"]+)"', source).groups())
    return {PyPI.netloc, PyPI.file_storage_domain}


def files_with(words: Iterable[str], paths: Iterable[Path]) -> list[str]:
    """Names of the files that hold one of the words, in any case of letters."""
    needles = [word.lower().encode() for word in words]
    return [str(path) for path in paths if any(needle in path.read_bytes().lower() for needle in needles)]


def test_no_file_names_a_registry():
    assert files_with(registry_hosts(), project_files()) == []


def test_a_registry_host_is_found(tmp_path):
    assert len(registry_hosts()) == 4
    bad = tmp_path / "uv.lock"
    for host in registry_hosts():
        bad.write_text(f'url = "https://{host.upper()}/simple"')
        assert files_with(registry_hosts(), [bad]) == [str(bad)]


def too_large(paths: Iterable[Path], limit: int) -> list[str]:
    """Names of the files above a size in bytes."""
    return [str(path) for path in paths if path.stat().st_size > limit]


def test_no_file_is_large():
    deliveries = [path for path in project_files() if path.is_relative_to(ROOT / "data")]
    assert deliveries
    assert too_large(project_files(), LARGEST) == []
    assert too_large(deliveries, LARGEST_DELIVERY) == []


def test_a_large_file_is_found(tmp_path):
    bad = tmp_path / "large"
    bad.write_bytes(b"x" * 11)
    assert too_large([bad], 10) == [str(bad)]
    assert too_large([bad], 11) == []


def copies(ours: Iterable[Path], theirs: Iterable[Path]) -> list[str]:
    """Names of our files that are byte for byte one of theirs."""
    known = {digest(path) for path in theirs if path.is_file() and path.stat().st_size >= WORTH_COMPARING}
    return [str(path) for path in ours if digest(path) in known]


def digest(path: Path) -> bytes:
    """Hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).digest()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material does not lie beside this clone")
def test_no_reference_file_was_copied():
    assert copies(project_files(), SHARED.rglob("*")) == []


def test_a_copy_is_found(tmp_path):
    original, copy, other = (tmp_path / name for name in ("original.csv", "copy.csv", "other.csv"))
    original.write_bytes(b"1;2;3\n" * 20)
    copy.write_bytes(original.read_bytes())
    other.write_bytes(b"1;2;4\n" * 20)
    assert copies([copy, other], [original]) == [str(copy)]


def owners() -> dict[str, str]:
    """Source -> "amtlich" or "eigene"."""
    tables = [*CATALOGUE.glob("sources/*.toml"), *CATALOGUE.glob("departments/*.toml")]
    tables += CATALOGUE.glob("counties/*/sources/*.toml")
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["owner"] for path in tables}


def own_deliveries(paths: Iterable[Path], root: Path) -> list[str]:
    """Deliveries that are not those of an official source; they may count single people."""
    official = {name for name, owner in owners().items() if owner == "amtlich"}
    raw = root / "data" / "raw"
    parts = [path.relative_to(raw).parts for path in paths if path.is_relative_to(raw)]
    return ["/".join(names) for names in parts if names[0] not in official]


def is_ignored(name: str) -> bool:
    """Whether git leaves a file out, also one that does not exist; the test is skipped where there is no repository."""
    asked = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", name], cwd=ROOT, check=False)
    if asked.returncode not in (0, 1):
        pytest.skip("not a git repository")
    return asked.returncode == 0


def test_no_delivery_of_the_countys_own_offices_is_in_the_repository():
    assert "eigene" in owners().values()
    assert own_deliveries(project_files(), ROOT) == []


def test_an_own_delivery_is_found(tmp_path):
    raw = tmp_path / "data" / "raw"
    paths = [raw / "jugendamt" / "hilfen.csv", raw / "inkar" / "a.csv", raw / "neu" / "b.csv", tmp_path / "c.csv"]
    assert own_deliveries(paths, tmp_path) == ["jugendamt/hilfen.csv", "neu/b.csv"]


@pytest.mark.parametrize(("source", "owner"), owners().items())
def test_git_leaves_out_all_deliveries_but_the_official_ones(source, owner):
    assert is_ignored(f"data/raw/{source}/lieferung.csv") == (owner == "eigene")


@pytest.mark.parametrize(
    "name",
    [
        "data/raw/neue_quelle/lieferung.csv",
        "data/processed/intern/facts.parquet",
        "data/processed/indicators.parquet",
        "data/abruf/inkar/inkar.zip",
        "outputs/03354/index.html",
    ],
)
def test_git_leaves_out_what_is_made_fetched_or_unknown(name):
    assert is_ignored(name)


def bad_ids(words: Iterable[str]) -> list[str]:
    """Ids that are not ASCII snake case."""
    return sorted({word for word in words if not ID.fullmatch(word)})


def terms(entry: dict[str, object]) -> list[str]:
    """The fact of every term (fact, fact/age, fact/age/group) of an indicator."""
    named = [entry.get(key, []) for key in ("numerator", "denominator", "minus", "base")]
    lists = [[item] if isinstance(item, str) else item for item in named]
    return [str(term).split("/")[0] for listed in lists for term in listed]  # type: ignore[attr-defined]


def test_file_names_are_ascii_without_spaces():
    assert [name_of(path) for path in project_files() if not re.fullmatch(r"[!-~]+", name_of(path))] == []


def test_ids_of_the_catalogue_are_ascii():
    entries = [path for folder in ("indicators", "sources") for path in (CATALOGUE / folder).rglob("*.toml")]
    assert bad_ids(path.stem for path in entries) == []
    named = {name_of(path): terms(tomllib.loads(path.read_text(encoding="utf-8"))) for path in entries}
    assert sum(map(len, named.values())) > 100
    assert {name: bad for name, found in named.items() if (bad := bad_ids(found))} == {}


def test_ids_of_the_facts_are_ascii():
    paths = list((ROOT / "data" / "raw").rglob("*.csv"))
    assert paths
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            facts = {row[0] for row in csv.reader(file, delimiter=";")}
        assert bad_ids(facts) == [], name_of(path)


def test_a_bad_id_is_found():
    assert bad_ids(["bevölkerung", "Bevoelkerung", "u3 quote", "3_bis_6", "a-b", "gut_3"]) == [
        "3_bis_6",
        "Bevoelkerung",
        "a-b",
        "bevölkerung",
        "u3 quote",
    ]
    assert terms({"numerator": "a/0-2", "denominator": ["b", "c/3/x:y"]}) == ["a", "b", "c"]


def test_the_licence_is_the_whole_eupl():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = [int(number) for number in re.findall(r"(?m)^(\d+)\. ?[A-Z]", text)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    assert articles == list(range(1, 16))
    assert text.rstrip().endswith("require the production of a new EUPL version.")
