"""The areas of the city: districts, neighbourhoods, and what became of those that were merged."""
