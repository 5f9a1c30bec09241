"""Population and need: projections, quotas, places and pupils in whole persons, and how wrong forecasts were."""
