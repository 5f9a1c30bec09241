"""Minutes of a Sozialraumkonferenz: Markdown, Word or Excel, one reader each, one parser; templates and codings."""
