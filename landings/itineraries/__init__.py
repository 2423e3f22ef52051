"""Itineraries: the days of a landing, in the site's zone with home time beside.

An *item* is travel, a desk day, a meeting, an introduction, a show, preparation or free time. Conflicts are shown,
not forbidden: overlap, too little time to get there, a closed house, a holiday, outside the stay. An item that falls
away is cancelled and stays in the calendar as such. After a meeting one tap says what came of it.
"""
