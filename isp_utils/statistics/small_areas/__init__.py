"""What can be said about areas of a few hundred people: pooling, borrowing strength, spatial pattern, reliability."""
