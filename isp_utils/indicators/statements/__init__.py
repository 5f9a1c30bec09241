"""What may be said about the newest figure of a Kennzahl: one place for sentence, table, CSV and synthesis."""
