"""Those who carry dialogues through and those who lead the talks: process leaders and facilitators."""
