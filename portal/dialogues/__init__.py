"""The dialogues themselves: what is asked, of whom, about which decision."""
