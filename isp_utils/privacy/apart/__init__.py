"""The gate in portions that never meet: each on its own, by several processes, and again only where it changed."""
