"""The doors of forums, by what they show: boards, threads, posts, the moderators' desk."""
