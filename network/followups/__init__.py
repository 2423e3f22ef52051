"""Follow-ups: what came of a service that was given, asked in waves of whoever it was given to.

A *service* is registered by its area: what was given to whom and until when, in which months after it is asked, the
typed questions, who answers, who is called after the third silence, who is told. A *follow-up* falls due on its day,
once for each thing given and wave; it is mailed as a *personal link*, each good for seven days, as a reminder every
week and four times at most; it is saved part-way, and answered (signed, where the service has it so) however late. To
decline is an answer too. After the third silence the reminder changes channel: people are asked to call. Figures tell
how many answered, and what silence leaves open.
"""
