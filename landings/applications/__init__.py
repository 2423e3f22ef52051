"""Applications: draft, submitted, under review, accepted or refused; reviews and the decision."""
