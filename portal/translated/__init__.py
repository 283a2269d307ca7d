"""The texts that residents read, in further languages than Swedish."""
