"""Packages that every notebook needs, loaded once; a process that has loaded them is forked for each notebook.

Nothing of ours is among them but what runs a notebook: which of our modules a notebook imports is noted by its process.
"""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot
