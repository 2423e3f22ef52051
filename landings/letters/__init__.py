"""Letters: the signed account of what came of a landing, twelve months after the return (and at other waves).

A letter falls *due* on its day, is mailed as a personal link up to four times, a week apart, each link good for seven
days, is saved part-way as it is filled in, and is *signed* by a named officer of the firm without log-in. Signing
seals a version by hash; a correction is a new version, and the old one stays. To decline is an answer too.

Letters are follow-ups of landings (`network.followups`, registered in `queries/service.py`). When one falls due, the
sweep of follow-ups makes it and publishes `LetterDue`, then mails its link and publishes `LetterMailed`
(`network/followups/actions/steps.py`); who is told of both stands in `notices.py` here, what waits on a desk in
`desk.py`.
"""
