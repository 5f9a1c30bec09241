"""Packages that every notebook needs, loaded once; a process that has loaded them is forked for each notebook.

None of ours is among them: which of our modules a notebook imports is noted by its own process.
"""

from importlib import import_module

import matplotlib

NAMES = (
    "IPython.core.interactiveshell",
    "jinja2",
    "lxml.html",
    "matplotlib.pyplot",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow.csv",
    "pyarrow.dataset",
    "pyarrow.feather",
    "pyarrow.fs",
    "pyarrow.ipc",
    "pyarrow.json",
    "pyarrow.parquet",
    "scipy.stats",
    "seaborn",
    "statsmodels.api",
    "statsmodels.formula.api",
)

matplotlib.use("Agg")
for name in NAMES:
    import_module(name)
