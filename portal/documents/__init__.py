"""Files that belong to a dialogue."""
