"""What committees get: a talk of ten slides and a paper of two pages, from the same statements as the reports."""
