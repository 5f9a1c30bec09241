"""The words of the suite: schema, periods, regions, catalogue and German wording. Knows no files but its own TOML."""
