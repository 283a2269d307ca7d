"""The rooms and places where dialogues are held, and how one gets into them."""
