"""Office files of a committee: PowerPoint slides and a Word paper, on our templates or on the county's own."""
