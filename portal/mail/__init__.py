"""Letters that wait to be sent: recorded with their cause, sent by the worker."""
