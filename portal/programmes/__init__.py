"""The undertakings that gather dialogues of several organisers."""
