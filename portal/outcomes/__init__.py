"""What came of a dialogue: who took part, what was said, answered and promised."""
