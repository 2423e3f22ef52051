"""The roles that the matrix asks every door as, in the order in which its tests go round."""

ROLES = ("founder", "host", "commissioner", "finance", "officer", "exhibitor", "organiser", "operator", "stranger")
