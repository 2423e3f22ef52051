"""Files: what a member uploads, told by its content, bounded before it is decoded, and drawn or kept safely."""
