"""The committees, offices, companies and associations that hold dialogues."""
