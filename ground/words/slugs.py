"""What an address calls a thing by its name: letters of the Latin alphabet without their marks, digits and hyphens."""

from django.utils.text import slugify

from ground.words.folding import folded


def slug_of(name: str, *, most: int, otherwise: str) -> str:
    """At most so many characters; `otherwise` where nothing of the name can stand in an address.

    `Kettle & Søn` is kettle-son, `Straße 7` is strasse-7: letters are folded as names are when they are looked for.
    """
    return slugify(folded(name))[:most].strip("-_") or otherwise
