"""From a recorded letter to the mail server: written in the reader's language, sent until it is taken."""
