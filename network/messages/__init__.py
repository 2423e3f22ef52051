"""Messages: conversations of a few people, live; those of an introduction link back to it."""
