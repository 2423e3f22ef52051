"""Office documents: archives with the parts by which they are known."""

import io
import zipfile

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
MAIN = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}
NAMED = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def make_archive(*parts):
    """Of (name, text) in this order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return made.getvalue()


def make_ooxml(kind, *more, types=None):
    types = types or f'{OOXML}{MAIN[kind]}.main+xml"'
    return make_archive(
        ("[Content_Types].xml", f'<Types><Override ContentType="{types}/></Types>'), ("a.xml", ""), *more
    )


def make_odf(kind, *more):
    return make_archive(("mimetype", f"{ODF}{NAMED[kind]}"), ("content.xml", "<a/>"), *more)
