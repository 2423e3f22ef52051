"""Messages: one's private conversations, as a list, a page each, and a search over what was said in them.

What a private conversation is, `network.conversations` knows; whoever brings people together registers a *private kind*
here, and says what stands beside the talk and leads back to what it came of.
"""
