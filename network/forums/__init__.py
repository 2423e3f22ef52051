"""Forums: boards, threads and posts, live on every open page.

A *board* gathers threads of a sector, a market, a topic or a programme. Its *audience* says who reads: visitors
too (public), members, or only listed members and staff of listed organisations (closed). Its *voices* say who
writes: whoever reads and is a member, the listed, or the moderators.

A *thread* is a discussion or a question. Its posts are numbered 1, 2, 3… for ever: a deleted post leaves a
tombstone, a hidden one its place. A question has at most one accepted answer, chosen by the asker or a moderator.
A thread is open or locked, and may be pinned; a removed thread is seen by nobody.

A *reader* has, for each thread, the number of the post they have read up to and a level: watch (told of each
reply), mentions (told when named), mute (told of nothing). Of each board they may hear all (watch), its first posts,
no more than of other threads (normal), or nothing (mute): the first two are to *follow* it, and the threads of a board
that is muted are in none of one's lists. What a member has typed and not sent is a *draft*, theirs alone.
"""
