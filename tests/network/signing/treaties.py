"""An invented user of the engine that is no letter: treaties, which two captains sign, each for a ship."""

from network.signing import kinds
from network.signing.actions.steps import seal_step, sign_step
from network.signing.kinds import Passage, Printed, Shown, SignedKind, Signer

SHIPS = ("argo", "dawn")


class Treaties:
    """What the streams and rows of the invented area would say."""

    def __init__(self):
        self.told, self.unlike = {}, []

    def kind(self):
        return SignedKind(
            name="treaty",
            may_sign=lambda subject, signer: signer.party in SHIPS,
            shown=lambda text: Shown(
                title="Verify a treaty",
                facts=(("About", text.document["about"]),),
                note="What they agreed stays between them.",
                alarm="Ring the bell.",
                onward="See the harbour.",
                action="Harbour",
                path="/",
            ),
            printed=lambda text: Printed(
                title="A treaty",
                parties=(("About", text.document["about"]),),
                passages=(Passage(heading="Terms", paragraphs=(text.document["terms"],)),),
                signs_for={"argo": "the Argo", "dawn": "the Dawn"},
                zone="Asia/Tokyo",
                name=f"treaty-{text.subject}",
            ),
            told=lambda: self.told,
            unlike=lambda text: iter(self.unlike),
        )

    def seal(self, terms, now, subject=1):
        text, is_new = seal_step("treaty", subject, content={"terms": terms}, about={"about": "herring"}, now=now)
        if is_new:
            self.told[subject, text.number] = text.seal
        return text


def sign(text, now, party="argo", name="Ada", **more):
    return sign_step(text, Signer(party=party, name=name, **more), now=now)


def use(monkeypatch):
    treaties = Treaties()
    monkeypatch.setattr(kinds, "_kinds", {"treaty": treaties.kind()})
    return treaties
