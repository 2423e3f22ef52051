"""Who holds a socket, and whether they may still read what they follow."""
