"""The open interface: what the portal publishes, as data for other programs."""
