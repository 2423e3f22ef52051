"""The ground: what the whole house stands on and what knows no feature, no role and no route.

Areas register what is theirs. Packages: `words` (text that people write), `places` (zones and civil time), `money`
(amounts, their forms, dated rates), `eligibility` (rules as data and their verdicts), `files` (what is uploaded), `web`
(doors, limits, page keys).
"""
