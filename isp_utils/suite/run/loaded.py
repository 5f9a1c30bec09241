"""Packages that every notebook needs and the catalogue, loaded once; a process that has them is forked for each one.

Of our modules only those of the catalogue are among them, which every notebook imports: which others a notebook imports
is noted by its own process.
"""

import gc
from contextlib import suppress
from importlib import import_module

import matplotlib
import nbformat

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import Store

NAMES = (
    "IPython.core.interactiveshell",
    "jinja2",
    "lxml.html",
    "matplotlib.backends.backend_svg",
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
    "xml.etree.ElementTree",
)

matplotlib.use("Agg")
for name in NAMES:
    import_module(name)
with suppress(InputError):  # the run says what is wrong with the catalogue
    load(Store.here().catalogue)
nbformat.validate(nbformat.v4.new_notebook())  # compiles what notebooks are checked by
gc.collect()
gc.freeze()  # what is loaded stays: a search for garbage would look through all of it, and in a fork copy it
