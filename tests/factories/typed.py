"""What a browser would send of a form that nobody touched: read from what is drawn, not from what the form knows."""

from html.parser import HTMLParser


def as_typed(form, *names):
    """Of all its fields, or of those named."""
    drawn = _Fields()
    for name in names or form.fields:
        drawn.feed(form[name].as_widget())
    return drawn.values


def sent_from(page, having):
    """Of the form on a page that has a field of this name."""
    drawn = _Fields()
    drawn.feed(page)
    [values] = [values for values in drawn.forms if having in values]
    return values


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values, self.forms, self.select, self.textarea = {}, [], None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.values = {}
            self.forms.append(self.values)
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "textarea":
            self.textarea, self.begun = attrs["name"], False
            self.values[self.textarea] = ""
        elif tag == "option" and self.select and (self.select not in self.values or "selected" in attrs):
            self.values[self.select] = attrs.get("value", "")
        elif tag == "input" and "name" in attrs:
            self._input(attrs)

    def _input(self, attrs):
        if attrs.get("type") in ("checkbox", "radio"):
            if "checked" in attrs:
                self.values.setdefault(attrs["name"], []).append(attrs.get("value", "on"))
        elif attrs.get("type") not in ("submit", "file", "button"):
            self.values[attrs["name"]] = attrs.get("value", "")

    def handle_data(self, data):
        """A line break at the very beginning is none of the text; the others are sent as browsers send them."""
        if self.textarea:
            said = data if self.begun else data.removeprefix("\n")
            self.begun = True
            self.values[self.textarea] += said.replace("\r\n", "\n").replace("\n", "\r\n")

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None
