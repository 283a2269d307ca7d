"""The city's words and rules in plain Python: no clock, no database, no web."""
