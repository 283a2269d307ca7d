"""Many dialogues at once: rows of a file read, judged and entered; the register written out as a file."""
