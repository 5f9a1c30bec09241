"""What a run takes over from the site before it: pages that were not asked for, with their data files."""

import shutil
from pathlib import Path

from isp_utils.pages.parts.scraps import TABLE_MIME, outputs_of
from isp_utils.suite.run.run import NotebookRun


def keep_page(ended: NotebookRun, old: Path, folder: Path) -> None:
    """Copy the pages of a report as they are, with its run id, and the data files of its run. Nothing else is kept."""
    tables = outputs_of(ended.executed, TABLE_MIME)
    for name in (*ended.page.files, *(f"daten/{table['name']}.csv" for table in tables)):
        if (old / name).exists():
            shutil.copy2(old / name, folder / name)
