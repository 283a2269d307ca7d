"""The city's areas, organisers, themes, target groups and methods, as a new installation starts with them."""
