"""GENESIS, the database of the statistical offices: its tables, flat files, cubes and web service."""
