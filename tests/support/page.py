"""A page as its readers use it: things are found by role and accessible name, as a screen reader announces them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

IGNORED_TEXT = frozenset({"script", "style", "template"})
NAMED_BY_ATTRIBUTE = frozenset(
    {"article", "form", "list", "main", "navigation", "region", "search", "table", "banner", "contentinfo"}
)
TYPED = "input:not([type=hidden], [type=submit], [type=button], [type=checkbox], [type=radio], [type=number])"
# The elements that have a role without saying so. The first selector that matches an element decides.
IMPLICIT = {
    "link": "a[href]",
    "button": "button, input[type=submit], input[type=button]",
    "checkbox": "input[type=checkbox]",
    "radio": "input[type=radio]",
    "spinbutton": "input[type=number]",
    "combobox": f"select, {TYPED}[list]",
    "searchbox": "input[type=search]",
    "textbox": f"textarea, {TYPED}",
    "option": "option",
    "heading": "h1, h2, h3, h4, h5, h6",
    "article": "article",
    "banner": "header",
    "cell": "td",
    "columnheader": "th:not([scope=row])",
    "contentinfo": "footer",
    "definition": "dd",
    "form": "form",
    "group": "fieldset, details",
    "img": "img",
    "list": "ul, ol",
    "listitem": "li",
    "main": "main",
    "mark": "mark",
    "navigation": "nav",
    "region": "section",
    "row": "tr",
    "rowheader": "th[scope=row]",
    "search": "search",
    "status": "output",
    "table": "table",
    "term": "dt",
}


def _is_ignored(text: LexborNode) -> bool:
    return text.parent is not None and text.parent.tag in IGNORED_TEXT


def words(html: str) -> str:
    """Return the text of a page, or of a part of one, without tags."""
    return Page(html).words


@dataclass(frozen=True)
class Element:
    """A part of a page."""

    page: "Page"
    node: LexborNode

    @cached_property
    def role(self) -> str:
        """The role that assistive technology sees; empty for an element without one."""
        return self.page.roles.get(self.node.mem_id, "")

    @cached_property
    def name(self) -> str:
        """The accessible name: of `aria-labelledby`, of `aria-label`, of a label, or of the content."""
        if label := self._name_by_aria():
            return label
        if self.role in ("textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio"):
            return self._name_by_label()
        if self.role == "group":
            return next((child.words for child in self.children() if child.node.tag in ("legend", "summary")), "")
        if self.role in NAMED_BY_ATTRIBUTE:
            return next((child.words for child in self.children() if child.node.tag == "caption"), "")
        return self.words or self.attribute("value") or self.attribute("alt") or self.attribute("title") or ""

    def _name_by_aria(self) -> str:
        labels = [self.page.by_id(identity).words for identity in (self.attribute("aria-labelledby") or "").split()]
        return " ".join(labels) or (self.attribute("aria-label") or "").strip()

    def _name_by_label(self) -> str:
        labels = self.page.labels.get(self.attribute("id") or "", [])
        wrapping = next((parent for parent in self.ancestors() if parent.node.tag == "label"), None)
        return " ".join(label.words for label in [*labels, *([wrapping] if wrapping else [])])

    @cached_property
    def words(self) -> str:
        """The text with single spaces; a tag separates words."""
        return " ".join(" ".join(self._texts()).split())

    @property
    def sentence(self) -> str:
        """The text of one paragraph: as `words`, but tags inside it do not separate words."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        nodes = self.node.traverse(include_text=True)
        return (node.text_content or "" for node in nodes if node.is_text_node and not _is_ignored(node))

    @property
    def description(self) -> str:
        """The accessible description: the texts that `aria-describedby` refers to."""
        return " ".join(self.page.by_id(identity).words for identity in self.described_by)

    @property
    def described_by(self) -> list[str]:
        """The ids in `aria-describedby`."""
        return (self.attribute("aria-describedby") or "").split()

    @property
    def href(self) -> str:
        """Where a link goes."""
        return self.required("href")

    @property
    def value(self) -> str:
        """What a control sends: typed text, the chosen option, or the value of a box."""
        if self.node.tag == "textarea":
            return (self.node.text() or "").removeprefix("\n")
        if self.node.tag == "select":
            return next((option.value for option in self.all("option") if option.has("selected")), "")
        if self.node.tag == "option" and not self.has("value"):
            return self.words
        return self.attribute("value") or ""

    def has(self, attribute: str) -> bool:
        """Whether an attribute is there, as `checked` or `autofocus`."""
        return attribute in self.node.attributes

    def attribute(self, name: str) -> str | None:
        """Return the value of an attribute; None where it is not there."""
        return (self.node.attributes[name] or "") if name in self.node.attributes else None

    def required(self, name: str) -> str:
        """Return the value of an attribute that must be there."""
        value = self.attribute(name)
        assert value is not None, f"no {name} in {self.node.html}"
        return value

    def children(self) -> Iterator["Element"]:
        return (Element(self.page, child) for child in self.node.iter())

    def ancestors(self) -> Iterator["Element"]:
        parent = self.node.parent
        while parent is not None:
            yield Element(self.page, parent)
            parent = parent.parent

    def closest(self, role: str) -> "Element":
        """Return the nearest element around this one that has a role."""
        return next(parent for parent in self.ancestors() if parent.role == role)

    def css(self, selector: str) -> list["Element"]:
        """Return the elements that a CSS selector finds: for what has neither role nor name."""
        return [Element(self.page, node) for node in self.node.css(f":is({selector})")]

    def all(self, role: str, name: str | None = None, *, exact: bool = False) -> list["Element"]:
        """Return the elements with a role whose name contains this one, in the page's order."""
        candidates = self.css(f"{IMPLICIT[role]}, [role={role}]" if role in IMPLICIT else f"[role={role}]")
        return [element for element in candidates if element.role == role and element.is_named(name, exact=exact)]

    def is_named(self, name: str | None, *, exact: bool = False) -> bool:
        return name is None or (name == self.name if exact else name in self.name)

    def has_any(self, role: str, name: str | None = None, *, exact: bool = False) -> bool:
        """Whether there is such an element."""
        return bool(self.all(role, name, exact=exact))

    def first(self, role: str, name: str | None = None, *, exact: bool = False) -> "Element":
        """Return the first such element; fails where there is none."""
        elements = self.all(role, name, exact=exact)
        assert elements, f"no {role} {name!r} in: {sorted({e.name for e in self.all(role)})}"
        return elements[0]

    def one(self, role: str, name: str | None = None, *, exact: bool = False) -> "Element":
        """Return the only such element; fails where there is none or another."""
        elements = self.all(role, name, exact=exact)
        assert len(elements) == 1, f"{len(elements)} {role} {name!r}, of: {sorted({e.name for e in self.all(role)})}"
        return elements[0]


class Page(Element):
    """A whole page."""

    def __init__(self, html: str) -> None:
        self.html = html
        self._tree = LexborHTMLParser(html)
        super().__init__(self, self._root())

    def _root(self) -> LexborNode:
        root = self._tree.root
        assert root is not None
        return root

    @cached_property
    def roles(self) -> dict[int, str]:
        """The roles of all elements that have one."""
        roles = {element.node.mem_id: element.required("role") for element in self.css("[role]")}
        for role, selector in IMPLICIT.items():
            for element in self.css(selector):
                roles.setdefault(element.node.mem_id, role)
        return roles

    @cached_property
    def labels(self) -> dict[str, list[Element]]:
        """The labels by the id of their control."""
        labels: dict[str, list[Element]] = {}
        for label in self.css("label[for]"):
            labels.setdefault(label.required("for"), []).append(label)
        return labels

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        return {element.required("id"): element for element in reversed(self.css("[id]"))}

    def by_id(self, identity: str) -> Element:
        """Return the element with an id; fails where there is none."""
        assert identity in self._by_id, f"no element has the id {identity!r}"
        return self._by_id[identity]
