"""The meetings, walks and surveys by which people take part, and the rooms they are held in."""
