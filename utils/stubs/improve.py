"""Makes what nanobind writes about an extension into a stub that type checkers accept and that says more."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import textwrap
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from rules import ADDED, IMPORTS, PARAMETERS, RESULTS, SOURCES_OF_ADDED

_CONTAINERS = {
    "list": "list[Any]",
    "tuple": "tuple[Any, ...]",
    "dict": "dict[Any, Any]",
    "set": "set[Any]",
    "type": "builtins.type[Any]",  # classes have properties of that name
    "Sequence": "Sequence[Any]",
    "Iterator": "Iterator[Any]",
    "Callable": "Callable[..., Any]",
}
_EXIT = "(self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None)"


class Improver(ast.NodeTransformer):
    """Works on the stub of one module; remembers the rules that were of use."""

    def __init__(self, module: str, used: set[str]) -> None:
        self._path = [module]
        self._used = used

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Completes a class: sequences get their items, and no overloads stand behind wider ones."""
        self._path.append(node.name)
        self.generic_visit(node)
        self._path.pop()
        node.body = [_trim(each) for each in _merged(node.body) if not _is_signature(each)] or [
            ast.Expr(ast.Constant(...))
        ]
        node.body += ast.parse(textwrap.dedent(ADDED.get(".".join([*self._path, node.name]), ""))).body
        names = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
        for base in node.bases:
            text = ast.unparse(base)
            if text.startswith("Sequence[") and "__getitem__" not in names:
                element = text.removeprefix("Sequence[").removesuffix("]")
                node.body += ast.parse(
                    f"@overload\ndef __getitem__(self, index: int) -> {element}: ...\n"
                    f"@overload\ndef __getitem__(self, index: slice) -> Self: ...\n"
                    f"def __len__(self) -> int: ..."
                ).body
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Fills in what a signature leaves open."""
        self._path.append(node.name)
        if node.name == "__exit__":
            returns = ast.unparse(node.returns) if node.returns else "None"
            node.args = _function(f"def f{_EXIT} -> {returns}: ...").args
        if node.name == "__eq__":
            node.args = _function("def f(self, other: object, /) -> bool: ...").args
        # Only the defaults of parameters: what else is inside has no annotations.
        arguments = node.args
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if argument.arg not in ("self", "cls"):
                argument.annotation = self._parameter(argument)
        for rest in (arguments.vararg, arguments.kwarg):
            if rest:
                rest.annotation = self._parameter(rest)
        is_setter = any(isinstance(each, ast.Attribute) and each.attr == "setter" for each in node.decorator_list)
        node.returns = (
            _expression("None") if is_setter else self._filled(node.returns, RESULTS, ".".join(self._path), "Any")
        )
        node.body = [_trim(each) for each in node.body if not _is_signature(each)] or [ast.Expr(ast.Constant(...))]
        self._path.pop()
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        """Gives containers their elements."""
        node.annotation = _with_elements(node.annotation)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        """Lets generic classes stand without arguments: those of a type variable's bound."""
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "TypeVar":
            bounds = [keyword.value for keyword in node.value.keywords if keyword.arg == "bound"]
            node.value.keywords += [ast.keyword("default", bound) for bound in bounds]
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        """Takes TypeVar from where it has defaults in every version of Python; drops misplaced methods."""
        if node.module in SOURCES_OF_ADDED:
            return None
        node.names = [alias for alias in node.names if alias.name != "TypeVar"]
        return node

    def _parameter(self, argument: ast.arg) -> ast.expr:
        return self._filled(argument.annotation, PARAMETERS, ".".join([*self._path, argument.arg]), "object")

    def _filled(self, annotation: ast.expr | None, rules: dict[str, str], name: str, otherwise: str) -> ast.expr:
        text = ast.unparse(annotation) if annotation else ""
        if annotation is None or re.fullmatch(rf"object|({'|'.join(_CONTAINERS)})( \| None)?|object \| None", text):
            for pattern, replacement in rules.items():
                if fnmatchcase(name, pattern):
                    self._used.add(pattern)
                    return _expression(replacement)
        if annotation is None or text == "object":
            return _expression(otherwise)
        # A function that wants an operation takes the class of any.
        if self._path[0] == "_ttmlir" and text == "ttmlir.ir.Operation" and otherwise == "object":
            return _expression("_OperationBase")
        return _with_elements(annotation)


def improved(source: str, module: str, elsewhere: dict[str, str], used: set[str]) -> str:
    """The stub `source` of `module` (its last name), with names that it lacks imported from `elsewhere`."""
    tree = Improver(module, used).visit(ast.parse(source))
    tree.body = [_trim(each) for each in _merged(tree.body) if not _is_unused_import(each, _loaded(tree))]
    imports = dict(IMPORTS, **elsewhere)
    lacking: dict[str, list[str]] = {}
    for name in sorted(_loaded(tree) - _defined(tree) - set(dir(builtins))):
        if name not in imports:
            raise ValueError(f"the stub of {module} uses '{name}', which it does not define")
        lacking.setdefault(imports[name], []).append(name)
    lines = [ast.ImportFrom(origin, [ast.alias(name) for name in names], 0) for origin, names in lacking.items()]
    start = 1 if _is_docstring(tree.body[0]) else 0
    if "builtins" in lacking.get("", []):
        lines = [ast.Import([ast.alias("builtins")]), *(line for line in lines if line.module)]
    tree.body[start:start] = lines
    # The classes that the package's own files add to the module are reached there without a detour.
    text = ast.unparse(ast.fix_missing_locations(tree)).replace(
        "from ttmlir.ir import Context as Context", "from ttmlir._mlir_libs import Context as Context"
    )
    return text.replace("os.PathLike", "os.PathLike[str]") + "\n"


def defined_in(source: str) -> set[str]:
    """The names that a stub defines, rather than imports."""
    return {name for each in ast.parse(source).body for name in ([each.name] if isinstance(each, ast.ClassDef) else [])}


def _is_unused_import(node: ast.stmt, loaded: set[str]) -> bool:
    """An import that nothing needs: nanobind takes a default such as 'kernel.cpp' for a name in a module."""
    return isinstance(node, ast.Import) and all(
        (each.asname or each.name.split(".")[0]) not in loaded for each in node.names
    )


def _function(source: str) -> ast.FunctionDef:
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    return function


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _with_elements(annotation: ast.expr) -> ast.expr:
    """Containers whose elements are not said get Any as elements."""

    class Filler(ast.NodeTransformer):
        def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
            node.slice = self.visit(node.slice)
            return node

        def visit_Name(self, node: ast.Name) -> ast.expr:
            return _expression(_CONTAINERS.get(node.id, node.id))

    filled: ast.expr = Filler().visit(annotation)
    return filled


def _merged(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Without the overloads that an earlier one makes superfluous; what is left alone is no overload any more."""
    kept: list[ast.stmt] = []
    alternatives: dict[str, list[ast.FunctionDef]] = {}
    for each in body:
        if isinstance(each, ast.FunctionDef) and "overload" in map(ast.unparse, each.decorator_list):
            known = alternatives.setdefault(each.name, [])
            if any(_covers(other.args, each.args) for other in known):
                continue
            known.append(each)
        kept.append(each)
    for functions in alternatives.values():
        if len(functions) == 1:
            functions[0].decorator_list = [
                each for each in functions[0].decorator_list if ast.unparse(each) != "overload"
            ]
    return kept


def _covers(wide: ast.arguments, narrow: ast.arguments) -> bool:
    """Whether all that fits the parameters of `narrow` fits those of `wide` by the same names."""
    if len(wide.defaults) < len(narrow.defaults) or wide.vararg or narrow.vararg:
        return False
    one, other = _by_name(wide), _by_name(narrow)
    return list(one) == list(other) and all(one[name] >= other[name] or "object" in one[name] for name in one)


def _by_name(arguments: ast.arguments) -> dict[str, set[str]]:
    """The types that each parameter takes."""
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return {
        each.arg: set(ast.unparse(each.annotation).split(" | ")) if each.annotation else set() for each in parameters
    }


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _trim(node: ast.stmt) -> ast.stmt:
    """Docstrings without the lines that nanobind puts around them."""
    if _is_docstring(node):
        node = ast.Expr(ast.Constant(inspect.cleandoc(ast.literal_eval(ast.unparse(node)))))
    return node


def _is_signature(node: ast.stmt) -> bool:
    """A docstring that only repeats a C++ function's signature."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and re.fullmatch(r"\(.*\) -> [\w.]+", node.value.value.strip()) is not None
    )


def _loaded(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _defined(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names.update(_targets(node.targets if isinstance(node, ast.Assign) else [node.target]))
    return names


def _targets(nodes: Iterable[ast.expr]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name)}
