"""The small pages of a site beside the reports: one module a page, all of them listed in `every.py`."""
