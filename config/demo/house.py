"""The demo's own papers: short, true of the demo, and an example of where an operator's own would stand."""

from config.demo.story import Story
from network.papers import actions

PAPERS = {
    "terms": """\
This is a demonstration. **All people, firms and programmes in it are fictional**, and everybody may log in as anybody.

- Write nothing here that is true of a real person or firm.
- Whatever you write may be gone tomorrow: the demo is made anew now and then.

A site of real members has its operator's own terms on this page.""",
    "privacy": """\
The demo keeps what you type in its own database and sends nothing anywhere; the mail it writes is kept, too, and can be
read by everybody who tries the demo.

A site of real members says here who is responsible for its data, what is kept and for how long, and whom to ask.""",
    "contact": """\
Nobody stands behind a demo. A site of real members names its operator here, with an address, an e-mail and the hours in
which somebody answers.""",
}


def tell(story: Story) -> None:
    for kind, body in PAPERS.items():
        actions.write(kind=kind, language="en", body=body, by=None, now=story.ago(30))
