"""The meetings, walks and surveys by which people take part."""
