"""What moves on screen: the kinds of stream that areas register, and the pieces that their events change."""
