"""What dialogues are sorted by: themes, target groups and methods."""
