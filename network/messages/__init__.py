"""Messages: one's private conversations, as a list, a page each, and a search over what was said in them; and how a
member writes to another.

What a private conversation is, `network.conversations` knows; whoever brings people together registers a *private kind*
here, and says what stands beside the talk and leads back to what it came of.

Two members have one *exchange*, by their keys in order, with the one conversation in which they write to each other.
Whoever writes first, and is not known, sends a *first message*: it *waits* apart until its reader accepts it, and then
is the beginning of the conversation. A no is quiet: to who wrote it looks like silence, for ever, and either lets them
write a first message again after the same while. Whose words come in at once each member chooses (their *letterbox*).
"""
