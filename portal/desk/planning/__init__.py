"""Planning a dialogue in short steps: a form for each, saved as one goes."""
