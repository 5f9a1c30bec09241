"""Packages that every notebook needs and the catalogue, loaded once; a process that has them is forked for each one.

Of our modules only those are among them that every notebook imports, for the figures of its page: which others a
notebook imports is noted by its own process. What free analyses alone are written with (seaborn, statsmodels) each of
them loads for itself: it would cost every run of the reports a second.
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
    "isp_utils.pages.page",
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
    "xml.etree.ElementTree",
)

matplotlib.use("Agg")
for name in NAMES:
    import_module(name)
with suppress(InputError):  # the run says what is wrong with the catalogue
    catalogue = load(Store.here().catalogue)
    for kreis in catalogue.home:
        catalogue.seen_from(kreis)
nbformat.validate(nbformat.v4.new_notebook())  # compiles what notebooks are checked by
gc.collect()
gc.freeze()  # what is loaded stays: a search for garbage would look through all of it, and in a fork copy it
