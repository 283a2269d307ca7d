"""Tells the search engines what has changed."""
