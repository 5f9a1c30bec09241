"""What changed between two runs, told from the released figures and statements that each of them kept."""
