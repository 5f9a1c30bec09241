"""From a reading to facts: rules of a source, contracts, corrections, editions, demo figures."""
