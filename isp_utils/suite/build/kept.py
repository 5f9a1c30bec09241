"""Results that are kept from one build to the next under a digest of all that they were made from.

Those of a build lie in the internal folder, for they know what is hidden. What is not asked for is forgotten.
"""

import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from isp_utils.suite.build.locked import make_private
from isp_utils.suite.shared_out import of_many

Share = Callable[[Callable[[int], None], list[int]], object]


@dataclass(frozen=True)
class Kept:
    """The results of one stage, a file each, named by its digest. None is no result."""

    folder: Path  # of this stage alone
    asked: set[str] = field(default_factory=set)

    def each(self, names: Sequence[str], work: Callable[[int], object], share: Share = of_many) -> list[Any]:
        """The result of every name, as it was kept or as `work` gives it now for its place; then all else is forgotten.

        share: by how many processes it is done. Each keeps what it makes, so that nothing is sent.
        """
        self.asked.update(names)
        results = [self.found(name) for name in names]
        missing = {name: place for place, name in enumerate(names) if results[place] is None}
        share(lambda place: self.keep(names[place], work(place)), list(missing.values()))
        self.forget_others()
        return [self.found(name) if result is None else result for name, result in zip(names, results, strict=True)]

    def found(self, name: str) -> Any:
        """What was kept under a name, None where nothing was or a power cut has left but a piece of it."""
        path = self._path(name)
        with suppress(EOFError, pickle.UnpicklingError):
            return pickle.loads(path.read_bytes()) if path.exists() else None  # of a folder that is closed to others
        return None

    def keep(self, name: str, result: object) -> None:
        """Keep a result, whole or not at all."""
        self.asked.add(name)
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".neu")
        draft.write_bytes(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
        draft.replace(path)

    def names(self) -> list[str]:
        """Everything that is kept now, in a fixed order."""
        return sorted(path.stem for path in self.folder.glob("*.pickle"))

    def forget_others(self) -> None:
        """Drop what nobody has asked for; what stays is for the owner of the workplace only."""
        for path in self.folder.glob("*"):
            if path.suffix != ".pickle" or path.stem not in self.asked:
                path.unlink()
        make_private(self.folder)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.pickle"


def digest_of(*parts: str | bytes) -> str:
    """Name of everything that a result was made from."""
    texts = (part.encode() if isinstance(part, str) else part for part in parts)
    return sha256(b"".join(sha256(text).digest() for text in texts)).hexdigest()


def content_of(table: pd.DataFrame) -> bytes:
    """Digest of the columns of a table; without rows they may hold anything."""
    return _content(pa.Table.from_pandas(table, preserve_index=False, nthreads=1)) if len(table) else b""


def contents_of(table: pd.DataFrame, parts: Sequence[slice]) -> list[bytes]:
    """Digests of some parts of a table, wherever they stand in it; to be compared with none by content_of."""
    whole = pa.Table.from_pandas(table, preserve_index=False, nthreads=1)
    places = (pa.array(range(len(table))[part]) for part in parts)
    return [_content(whole.take(rows)) if len(rows) else b"" for rows in places]  # a slice bears traces of the rest


def _content(table: pa.Table) -> bytes:
    """Of the columns in one piece each, as Arrow holds them."""
    whole = table.combine_chunks().replace_schema_metadata()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, whole.schema) as stream:
        stream.write_table(whole)
    return sha256(sink.getvalue()).digest()
