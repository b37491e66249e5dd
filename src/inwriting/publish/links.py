"""Links from one page of the register to another."""

from urllib.parse import quote

from inwriting.publish.escape import Markdown, code, escape, file_stem, ident, link
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.vendor import PublishedDocument


class Links:
    """Links from a page that lies *depth* folders deep, to things that have a page."""

    def __init__(self, document: PublishedRegister, depth: int) -> None:
        """Note what has a page."""
        self.up = Markdown("../" * depth)
        self._vendors = {vendor.id: vendor.name for vendor in document.vendors}
        self._offerings = {
            offering.reference: offering.name
            for vendor in document.vendors
            for offering in vendor.offerings
        }
        self._checks = {check.id for check in document.checks}
        self._questions = {item.id: item.title for item in document.questions}
        self._frameworks = {item.id: item.name for item in document.frameworks.entries}
        self._classes = {item.id: item.name for item in document.data_classes}

    def vendor(self, name: str) -> Markdown:
        """Return a link to the vendor *name*."""
        if name not in self._vendors:
            return code(name)
        return self._to(self._vendors[name], f"vendors/{ident(name)}/index.md")

    def offering(self, reference: str) -> Markdown:
        """Return a link to the offering *reference*, or its reference when it is unknown."""
        if reference not in self._offerings:
            return code(reference)
        vendor, _, offering = reference.partition("/")
        return self._to(
            self._offerings[reference], f"vendors/{ident(vendor)}/{file_stem(offering)}.md"
        )

    def check(self, name: str) -> Markdown:
        """Return a link to the check *name*; the tool's own checks have no page."""
        if name not in self._checks:
            return code(name)
        return Markdown(f"[{code(name)}]({self.up}checks/{file_stem(name)}.md)")

    def question(self, name: str) -> Markdown:
        """Return a link to the question *name*."""
        if name not in self._questions:
            return code(name)
        return self._to(self._questions[name], f"questions.md#{ident(name)}")

    def framework(self, name: str) -> Markdown:
        """Return a link to the framework *name*."""
        if name not in self._frameworks:
            return code(name)
        return self._to(self._frameworks[name], f"frameworks.md#{ident(name)}")

    def data_class(self, name: str) -> Markdown:
        """Return a link to the data class *name*."""
        if name not in self._classes:
            return code(name)
        return self._to(self._classes[name], f"policy.md#{ident(name)}")

    def _to(self, text: str, target: str) -> Markdown:
        return Markdown(f"[{escape(text)}]({self.up}{target})")


def source_address(kind: str, url: str, archive: str, commit: str, path: str) -> str:
    """Return the address of a document's text; empty when it has none that the public can open."""
    match kind:
        case "archive":
            named, state, place = (quote(item, safe="/") for item in (archive, commit, path))
            return f"https://github.com/{named}/blob/{state}/{place}"
        case "url":
            return url
        case _:
            return ""


def source_link(document: PublishedDocument) -> Markdown:
    """Return a link to the text of *document*, or where it is kept."""
    source = document.source
    match source.kind:
        case "archive":
            return link(f"{source.archive}, {source.path}", document.link)
        case "url":
            return link(source.url, document.link)
        case "file":
            return code(source.file)
        case _:
            return escape(source.where)
