"""What the public may see, and nothing else: one table that every public page, feed and index reads."""
