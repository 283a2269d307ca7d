"""What residents send in, and how it was dealt with."""
