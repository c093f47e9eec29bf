"""On-air graphics of questions: what they show, who may open them, and who triggers them."""
