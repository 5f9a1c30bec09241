"""What hangs together: every sum, span and quotient by which one cell tells of another."""
