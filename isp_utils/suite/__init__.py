"""The verbs of the suite: build, plan, run, site, check."""
