"""Files that people send in: opened apart, stripped of what they tell about people, and kept by their content."""
