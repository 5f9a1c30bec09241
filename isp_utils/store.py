"""Where everything lies: the only module with paths."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from isp_utils.model import reads
from isp_utils.model.errors import InputError

PACKAGE = Path(__file__).parent
LOCK = PACKAGE.parent / "requirements.lock"
STYLE_SHEET = PACKAGE / "suite" / "site" / "template" / "isp" / "isp.css"
HOME_VARIABLE = "ISP_HOME"
SEALED = ".verschlossen"
BOUNDARIES = "grenzen"  # a folder in data/raw that holds no figures
TEMPLATES = "vorlagen"  # nor does this one: the county's own forms for office files
OF_COUNTIES = ("konferenzen", "massnahmen")  # hold a folder a county
NO_SOURCES = (BOUNDARIES, TEMPLATES, *OF_COUNTIES)
OUTLINES = (".geojson", ".gpkg", ".shp")


@dataclass(frozen=True)
class Store:
    """Folders of one workplace: deliveries, processed tables, notebooks and outputs."""

    home: Path

    @classmethod
    def here(cls) -> "Store":
        """The workplace named by ISP_HOME, else the one this package lies in."""
        return cls(Path(os.environ.get(HOME_VARIABLE, PACKAGE.parent)))

    @property
    def catalogue(self) -> Path:
        """Catalogue of the workplace, else that of the package."""
        own = self.home / "isp_utils" / "catalogue"
        return own if own.exists() else PACKAGE / "catalogue"

    @property
    def raw(self) -> Path:
        """Deliveries as they came, one folder a source, read-only."""
        return self.home / "data" / "raw"

    @property
    def processed(self) -> Path:
        """Tables made from the deliveries."""
        return self.home / "data" / "processed"

    @property
    def internal(self) -> Path:
        """What was not through the gate: facts, hidden counts, the register of releases. Never for notebooks."""
        return self.processed / "intern"

    @property
    def sealed(self) -> tuple[Path, Path]:
        """Where own deliveries and the internal folder lie while notebooks run: each on the disk it comes from."""
        return self.raw / SEALED, self.processed / SEALED

    @property
    def drawings(self) -> Path:
        """Pictures of earlier runs, by their content; gated figures only."""
        return self.processed / "zeichnungen"

    @property
    def cards(self) -> Path:
        """What the Steckbriefe of earlier runs said, by all that it hangs on; gated figures only."""
        return self.processed / "steckbriefe"

    @property
    def run_lock(self) -> Path:
        """The file that the one run holds which may work in this workplace."""
        return self.processed / "lauf.sperre"

    @property
    def notebooks(self) -> Path:
        """The notebooks of the suite."""
        own = self.home / "notebooks"
        return own if own.exists() else PACKAGE.parent / "notebooks"

    def outputs(self, kreis: str) -> Path:
        """The site of one county."""
        return self.home / "outputs" / kreis

    def runs(self, kreis: str) -> Path:
        """Executed notebooks of one county: gated figures and findings only."""
        return self.processed / "laeufe" / kreis

    def snapshots(self, kreis: str) -> Path:
        """What the last runs of one county released: one folder a run, gated figures and sentences only."""
        return self.processed / "staende" / kreis

    def deliveries(self) -> list[Path]:
        """Every delivered file, in a fixed order; sidecars, notes on retrieval and hidden files are none."""
        found = (path for path in self.raw.glob("*/*") if not path.parent.name.startswith((".", BOUNDARIES, TEMPLATES)))
        return sorted(path for path in found if is_delivered(path))

    def misplaced(self) -> list[Path]:
        """Delivered files that no run reads because they lie in no folder of a source, or in a folder within one."""
        loose = [path for path in self.raw.glob("*") if is_delivered(path)]
        deeper = (path for path in self.raw.glob("*/*/**/*") if is_delivered(path))
        parts = ((path, path.relative_to(self.raw).parts) for path in deeper)
        return sorted([*loose, *(path for path, names in parts if not names[0].startswith((".", *NO_SOURCES)))])

    def boundaries(self) -> list[Path]:
        """Files with outlines of areas (GeoJSON, GeoPackage, Shapefile) for maps, in a fixed order."""
        reads.note(reads.OUTLINES)
        return sorted(path for path in (self.raw / BOUNDARIES).glob("*") if path.suffix.lower() in OUTLINES)

    def office_template(self, name: str) -> Path | None:
        """The county's own form of a name (folien.pptx), None where ours holds."""
        path = self.raw / TEMPLATES / name
        return path if path.exists() else None

    def indicators(self, by_name: bool = False) -> pd.DataFrame:
        """The gated table; raises InputError where nothing has been built yet.

        by_name: who asks notes what; texts come as categories, each held once: that loads in a quarter of the time.
        """
        path = self._built(reads.INDICATORS, "aufbereiteten Zahlen", by_name)
        return _texts_once(path) if by_name else pd.read_parquet(path)

    def stocks(self, by_name: bool = False) -> pd.DataFrame:
        """The gated table of counted stocks; raises InputError where nothing has been built yet. by_name: as above."""
        path = self._built(reads.STOCKS, "aufbereiteten Bestände", by_name)
        return _texts_once(path) if by_name else pd.read_parquet(path)

    def surveys(self) -> pd.DataFrame:
        """The gated results of the surveys; raises InputError where nothing has been built yet."""
        return pd.read_parquet(self._built(reads.SURVEYS, "ausgewerteten Befragungen"))

    def _built(self, name: str, what: str, by_name: bool = False) -> Path:
        """A file that the build makes; unless who asks notes by name what, the whole of it counts as read."""
        if not by_name:
            reads.note(name)
        if not (self.processed / name).exists():
            raise InputError(f"Es gibt noch keine {what}. Bitte zuerst »python run_all.py« ausführen.")
        return self.processed / name

    def minutes(self, kreis: str) -> tuple[list[Path], list[Path]]:
        """Minutes and coding tables of a county's conferences: those delivered, and those of the catalogue (demo)."""
        return self._of_county(OF_COUNTIES[0], kreis)

    def voices(self, kreis: str) -> Path:
        """What was said at a county's conferences, small groups put together; notebooks read this and no minute."""
        reads.note(reads.VOICES)
        return self.processed / "konferenzen" / f"{kreis}.json"

    def registers(self, kreis: str) -> tuple[list[Path], list[Path]]:
        """Files with Empfehlungen and Maßnahmen of a county: those delivered, and those of the catalogue."""
        return self._of_county(OF_COUNTIES[1], kreis)

    def _of_county(self, name: str, kreis: str) -> tuple[list[Path], list[Path]]:
        """Files of a county in a folder of data/raw, and those of the same name in its folder of the catalogue."""
        folders = (self.raw / name / kreis, self.catalogue / "counties" / kreis / name)
        delivered, own = (
            sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith((".", "~")))
            for folder in folders
        )
        return delivered, own

    def massnahmen(self, kreis: str) -> Path:
        """The register of Empfehlungen and Maßnahmen of a county, read and checked; pages read this."""
        reads.note(reads.REGISTER)
        return self.processed / "massnahmen" / f"{kreis}.json"

    def manifest(self, by_name: bool = False) -> dict[str, Any]:
        """What went into the gated table: files with rows and flags, official ones with their sha256.

        Raises InputError where nothing has been built yet.
        """
        path = self._built(reads.MANIFEST, "aufbereiteten Zahlen", by_name)
        return dict(read_json(path))


def is_delivered(path: Path) -> bool:
    """Whether a file is a delivery by its name: no sidecar, note on retrieval, questionnaire, hidden or lock file."""
    names = (".toml", ".json", ".md", ".lss")
    return path.is_file() and not path.name.startswith((".", "~")) and not path.name.endswith(names)


def delivered_by(file: str) -> str:
    """Id of the source of a delivery as the manifest names it ('inkar/inkar_2024.csv'): its folder in data/raw."""
    return PurePosixPath(file).parts[0]


def _texts_once(path: Path) -> pd.DataFrame:
    """A table whose texts are categories, in the order in which they first stand."""
    texts = [
        field.name
        for field in pq.read_schema(path)
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
    ]
    return pd.read_parquet(path, read_dictionary=texts)


def retrieved_by_source(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Newest date (ISO) of what was delivered, by source, from the entries of the manifest."""
    entries = sorted(manifest["files"], key=lambda entry: str(entry["retrieved"]))
    return {delivered_by(entry["file"]): str(entry["retrieved"]) for entry in entries}


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a parquet file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".neu")
    table.to_parquet(draft, index=False)
    draft.replace(path)


def write_text(text: str, path: Path) -> None:
    """Write a UTF-8 text whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".neu")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def write_json(content: object, path: Path) -> None:
    """Write JSON whole or not at all; NaN is refused."""
    write_text(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False, sort_keys=False), path)


def read_json(path: Path) -> Any:
    """Content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def sha256_of(path: Path) -> str:
    """sha256 of a file's content, as `sha256sum` prints it."""
    return sha256(path.read_bytes()).hexdigest()


def fingerprint(*paths: Path) -> str:
    """sha256 over files by folder, name and content, in the given order: a name is an id in catalogue and data/raw."""
    digest = sha256()
    for path in paths:
        digest.update(f"{path.parent.name}/{path.name}:{sha256_of(path)}\n".encode())
    return digest.hexdigest()
