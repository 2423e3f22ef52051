"""Matching: the best offers for an accepted application, and why.

*Hard filters* first (dates, sector, shared language, published, desks, verified house, no conflict), each with the
reason it fails; then seven *scores* from 0 to 1, weighed by the programme. A *match* is a proposal of one offer to
one firm: a soft hold that expires. It is proposed, then confirmed or declined by firm and host, or expires, or is
withdrawn; confirmed by both, it is placed (see placements).
"""
