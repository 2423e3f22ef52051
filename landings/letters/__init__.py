"""Letters: the signed account of what came of a landing, twelve months after the return (and at other waves).

A letter falls *due* on its day, is mailed as a personal link up to four times, a week apart, each link good for seven
days, is saved part-way as it is filled in, and is *signed* by a named officer of the firm without log-in. Signing
seals a version by hash; a correction is a new version, and the old one stays. To decline is an answer too.
"""
