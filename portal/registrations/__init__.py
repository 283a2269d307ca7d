"""Who has signed up for an occasion: known by a secret link, forgotten when it is over."""
