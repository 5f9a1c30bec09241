"""JupyterLab for the people of the suite: how it starts, and the form of START.ipynb."""
