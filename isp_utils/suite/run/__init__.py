"""Notebooks run by Papermill, each in a guarded kernel, unchanged ones kept."""
