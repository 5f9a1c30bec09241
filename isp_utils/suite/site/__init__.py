"""Executed notebooks to pages: the site of a county, put in place all at once."""
