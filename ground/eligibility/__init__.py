"""Eligibility: rules as data over typed words, and what each says of somebody's facts: *pass, fail, unknown: needs X*.

A *vocabulary* is the words that an area's rules may speak of, each with its type, its unit, its question and where its
value comes from; an area registers its own. A *rule* is a JSON object: `key`, `field` (the word), `operator`, `value`,
`reason` (what who does not pass is told), `referral` (where to go instead), `from` and `until` (days, half open). A
*verdict* is what a rule says; one failure decides the *outcome*, else one unknown leaves it open. Documents that hold
rules are read with the line of every node, and what is wrong in one is a *fault*: where, and why, in words.
"""
