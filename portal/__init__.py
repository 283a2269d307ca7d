"""Dialogportalen: one public register of the city's citizen dialogues and of what they led to."""

__version__ = "0.1.0"
