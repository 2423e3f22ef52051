"""Templates with what never changes put together when they are read, so that a page draws fewer nodes.

Text, translated words without variables, icons, names of files and addresses without arguments that stand beside each
other become one node, which keeps what it wrote for each language. A template that is included by its name is looked
up once, not with each row of a list. What differs by reader, row or moment stays as it was.

It reads attributes of Django's nodes that Django does not promise: `tests/ground/ui/test_folding.py` says which.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar, cast

from django.conf import STATICFILES_STORAGE_ALIAS, settings
from django.core.files.storage import storages
from django.template import Context, Origin
from django.template.base import Node, NodeList, Template, TextNode, Variable
from django.template.defaulttags import CycleNode, IfChangedNode, IfNode, LoadNode, ResetCycleNode, URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode, construct_relative_path
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

F = TypeVar("F", bound=Callable[..., Any])
# What they remember belongs to one drawing of their template.
REMEMBERING: Final = (CycleNode, ResetCycleNode, IfChangedNode, ExtendsNode, BlockNode)


def alike(tag: F) -> F:
    """Mark a simple tag's function: for the same words it writes the same in every page of a language."""
    tag.writes_alike = True  # type: ignore[attr-defined]  # read below
    return tag


class _Folding(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, _Folding):
    """Django's cached loader, which keeps templates as they are after folding."""


def fold(nodes: NodeList) -> None:
    """Put together, in place, what stands in these nodes and below them."""
    folded: list[Node] = []
    run: list[Any] = []
    for node in cast(Iterable[Any], nodes):
        if isinstance(node, LoadNode):
            continue
        if _is_constant(node):
            run.append(node)
            continue
        folded += _together(run)
        run = []
        for below in _below(node):
            fold(below)
        folded.append(Included(node) if isinstance(node, IncludeNode) and _is_fixed(node.template) else node)
    nodes[:] = folded + _together(run)


class Run(Node):
    """Nodes that write the same for everybody: what they wrote is kept for each language."""

    child_nodelists = ()

    def __init__(self, nodes: list[Any]) -> None:
        self.nodes = nodes
        self.token, self.origin = nodes[0].token, nodes[0].origin
        self._has_addresses = any(isinstance(node, URLNode) for node in nodes)
        self._has_files = any(isinstance(node, StaticNode | SimpleNode) for node in nodes)
        self._kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key: tuple[Any, ...] = (get_language(), context.autoescape)
        if self._has_addresses:
            key += (get_script_prefix(), settings.ROOT_URLCONF)
        if self._has_files:  # another set of files, whose names have other hashes, comes with another storage
            key += (storages[STATICFILES_STORAGE_ALIAS],)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = SafeString("".join([node.render_annotated(context) for node in self.nodes]))
        return kept


class Included(Node):
    """`{% include "name.html" %}`, with the template looked up at the first time."""

    child_nodelists = ()

    def __init__(self, node: Any) -> None:
        self.token, self.origin = node.token, node.origin
        self._name = construct_relative_path(node.origin.template_name, node.template.var)
        self._values = tuple(node.extra_context.items())
        self._alone = node.isolated_context
        self._found: tuple[Any, bool] | None = None

    def render(self, context: Context) -> Any:
        template, remembers = self._found or self._find(context)
        values = {name: value.resolve(context) for name, value in self._values}
        if self._alone:
            return template.render(context.new(values))
        with context.push(**values):
            return template.render(context) if remembers else template._render(context)

    def _find(self, context: Any) -> tuple[Any, bool]:
        template = context.template.engine.get_template(self._name)
        found = self._found = template, any(template.nodelist.get_nodes_by_type(kind) for kind in REMEMBERING)
        return found


def _together(run: list[Any]) -> list[Node]:
    if not run:
        return []
    if all(isinstance(node, TextNode) for node in run):
        text = TextNode("".join(node.s for node in run))
        text.token, text.origin = run[0].token, run[0].origin
        return [text]
    return [Run(run)]


def _below(node: Any) -> Iterable[NodeList]:
    """The lists of nodes that a node holds. An `if` makes a new one of all its branches when it is asked."""
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    found = (getattr(node, name, None) for name in node.child_nodelists)
    return [nodes for nodes in found if isinstance(nodes, NodeList)]


def _is_constant(node: Any) -> bool:
    kind = type(node)
    if kind is TextNode:
        return True
    if kind is TranslateNode:
        return node.asvar is None and _is_fixed(node.filter_expression) and _is_fixed(node.message_context)
    if kind is BlockTranslateNode:
        return _is_plain_text(node)
    if kind is StaticNode:
        return node.varname is None and _is_fixed(node.path)
    if kind is URLNode:
        return node.asvar is None and not node.args and not node.kwargs and _is_fixed(node.view_name)
    if kind is SimpleNode and getattr(node.func, "writes_alike", False):
        given = [*node.args, *node.kwargs.values()]
        return node.target_var is None and not node.takes_context and all(_is_fixed(one) for one in given)
    return False


def _is_plain_text(node: Any) -> bool:
    if node.asvar or node.plural or node.counter or node.extra_context or not _is_fixed(node.message_context):
        return False
    return all(token.token_type.name == "TEXT" for token in node.singular)


def _is_fixed(expression: Any) -> bool:
    """Whether an argument of a tag is written in the template, and no variable; none is fixed too."""
    if expression is None:
        return True
    variable = expression.var
    return not expression.filters and (not isinstance(variable, Variable) or variable.lookups is None)
