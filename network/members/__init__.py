"""Members: people with an account, their profile, languages, photo and time zone.

A member *begins* by signing up and is *confirmed* by the link in the mail; until then nobody sees them. The profile is
made in *steps* that can be left and taken up again in any order.
"""
