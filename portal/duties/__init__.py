"""What organisers still owe, and what they have been reminded of."""
