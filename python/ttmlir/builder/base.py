"""What builders of all dialects have in common: functions, and ops with locations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import ir
from . import attributes
from .goldens import BuilderGoldens, name_of
from .locations import Unique, caller_location
from .types import DType, TensorLike, tensor_type

Body = Callable[..., Any]

ARGUMENT_TYPES = ("input", "parameter", "constant", "default")


class Builder(BuilderGoldens):
    """Builds a module of functions; the ops come from the classes that derive from it.

    Every op has a location of its own: the place of source that made it (and, with `call_depth` above 1, the places
    that called that one). Golden values, which ops compute for given inputs, are kept by these locations.
    """

    dialect = ""

    def __init__(
        self,
        context: ir.Context | None = None,
        location: ir.Location | None = None,
        mesh_name: str = "mesh",
        mesh_dict: Mapping[str, int] | None = None,
        disable_golden_check: bool = False,
        *,
        call_depth: int = 1,
    ) -> None:
        """`location` is the module's. Raises ValueError for a mesh of several devices, of which there is one today."""
        self.context = context or ir.Context()
        self.call_depth = call_depth
        super().__init__(disable_golden_check)
        self._unique = Unique()
        self._open: ir.Operation | None = None
        self._mesh = _mesh_shape(mesh_dict)
        with self.context:
            self._module = ir.Module.create(location or ir.Location.unknown())
            if mesh_dict is not None:
                self._module.operation.attributes["ttcore.meshes"] = _mesh_attribute(mesh_name, self._mesh)

    @property
    def module(self) -> ir.Module:
        """The module, verified after each function that was added."""
        return self._module

    @property
    def mesh_shape(self) -> tuple[int, ...]:
        """The sizes of the mesh of devices."""
        return self._mesh

    def func(
        self,
        inputs: Sequence[Any],
        dtypes: Sequence[DType] | None = None,
        *,
        names: Sequence[str] | None = None,
        argument_types: Sequence[str] | None = None,
        name: str | None = None,
    ) -> Callable[[Body], Body]:
        """Makes the decorated function's body a function of the module, at once.

        `inputs` describes the arguments: (shape, dtype) pairs or tensor types; or shapes alone, with their `dtypes` in
        the second argument. `names` are kept in the program; `argument_types` says of each argument whether it is an
        "input" that changes with every run, or a "parameter" or "constant" that stays. `name` is the function's name,
        by default the decorated function's. A body with one parameter more than there are inputs is given the builder
        as the last one. It returns the function's results: a value, or several.

        Raises TypeError and ValueError for a wrong description, MLIRError for a module that does not verify.
        """
        if dtypes is not None and len(dtypes) != len(inputs):
            raise ValueError(f"there are {len(inputs)} shapes and {len(dtypes)} dtypes; give one dtype for each shape")
        described = list(inputs) if dtypes is None else list(zip(inputs, dtypes, strict=True))

        def decorate(body: Body) -> Body:
            with self.context:
                location = caller_location()
                types = [self._type(item) for item in described]
                checked = _argument_attributes(len(types), names, argument_types)
                self._add_function(name or body.__name__, body, types, checked, location)
            return body

        return decorate

    def set_arg_attribute(self, operand: ir.Value, new_attr_name: str, new_attr: ir.Attribute | str) -> None:
        """Sets an attribute of a function's argument: an attribute, or the text of one.

        Raises TypeError for anything but an argument, MLIRError for text that is no attribute.
        """
        if not isinstance(operand, ir.BlockArgument):
            raise TypeError(f"arguments of functions have attributes, {operand} is none")
        with self.context:
            function = operand.owner.owner.operation
            entries = [{key: item[key] for key in item} for item in map(ir.DictAttr, function.attributes["arg_attrs"])]
            entries[operand.arg_number][new_attr_name] = attributes.opaque(new_attr)
            function.attributes["arg_attrs"] = ir.ArrayAttr.get([ir.DictAttr.get(entry) for entry in entries])

    @property
    def functions(self) -> dict[str, ir.Operation]:
        """The functions that are programs for the user, by name, in the order that they have in a Binary."""
        found = [op.operation for op in self._module.body.operations if op.operation.name == "func.func"]
        return {name_of(function): function for function in found if not _is_private(function)}

    def adopt(self, module: ir.Module) -> None:
        """Takes over a module of this builder's context, for which it had none yet; its ops get locations of their own.

        Raises ValueError for a module of another context, or where the builder has functions already.
        """
        if module.context != self.context or self.functions:
            raise ValueError("a builder takes over a module of its context before it has functions")
        self._module = module
        with self.context:
            for function in self.functions.values():
                for op in function.regions[0].blocks[0].operations:
                    op.operation.location = self._unique(op.operation.location)

    def _type(self, description: TensorLike) -> ir.Type:
        """The type that a description gives a value of this dialect."""
        return tensor_type(description)

    def _infer(
        self, name: str, operands: Sequence[tuple[str, Any]], given: Mapping[str, ir.Attribute]
    ) -> list[ir.Type] | None:
        """The result types of an op that does not infer them itself; None leaves that to the op."""
        return None

    def _add_function(self, name: str, body: Body, types: list[ir.Type], checked: list[dict[str, ir.Attribute]],
                      location: ir.Location) -> None:  # fmt: skip
        if self._open is not None:
            raise RuntimeError("a function is being built; functions do not nest")
        function = ir.Operation.create(
            "func.func",
            attributes={
                "sym_name": ir.StringAttr.get(name),
                "function_type": ir.TypeAttr.get(ir.FunctionType.get(types, [])),
                "arg_attrs": ir.ArrayAttr.get([ir.DictAttr.get(entry) for entry in checked]),
            },
            regions=1,
            loc=location,
            ip=ir.InsertionPoint(self._module.body),
        )
        block = ir.Block.create_at_start(function.regions[0], types, [location] * len(types))
        self._open = function
        goldens = self._goldens.copy()
        try:
            with ir.InsertionPoint(block), location:
                results = self._results_of(name, body(*self._arguments_for(body, list(block.arguments))))
                if not results and _only_makes_values(block):
                    raise ValueError(
                        f"the function '{name}' returns nothing, so that its ops are of no use: return a value"
                    )
                ir.Operation.create("func.return", operands=results, loc=location)
            function.attributes["function_type"] = ir.TypeAttr.get(
                ir.FunctionType.get(types, [result.type for result in results])
            )
            self._module.operation.verify()
        except BaseException:
            self._goldens = goldens
            function.erase()  # a body that failed leaves the module as it was
            raise
        finally:
            self._open = None

    def _arguments_for(self, body: Body, values: list[ir.Value]) -> list[Any]:
        """The values, and the builder where the body has a parameter more that needs an argument."""
        positional = 0
        for parameter in inspect.signature(body).parameters.values():
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                return list(values)
            if parameter.kind in (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD):
                positional += parameter.default is inspect.Parameter.empty
        return [*values, self] if positional == len(values) + 1 else list(values)

    @staticmethod
    def _results_of(name: str, returned: Any) -> list[ir.Value]:
        results = list(returned) if isinstance(returned, (tuple, list)) else [] if returned is None else [returned]
        for result in results:
            if not isinstance(result, ir.Value):
                raise TypeError(f"the function '{name}' must return values of the module, not {result!r}")
        return results

    def _create(self, name: str, operands: Sequence[tuple[str, Any]], values: dict[str, tuple[Any, Any]], *,
                results: Sequence[TensorLike] | None, segmented: bool, loc: ir.Location | str | None = None,
                unit_attrs: Sequence[str] = ()) -> Any:  # fmt: skip
        if self._open is None:
            raise RuntimeError(
                f"{name} is made outside of a function: call it in the body of one that is decorated with func"
            )
        flat, segments = _flatten(name, operands)
        given = {
            key: _convert(name, key, converter, value)
            for key, (converter, value) in values.items()
            if value is not None
        }
        types = self._infer(name, operands, given) if results is None else [self._type(result) for result in results]
        if segmented:
            given["operandSegmentSizes"] = ir.DenseI32ArrayAttr.get(segments)
        given.update({unit: ir.UnitAttr.get() for unit in unit_attrs or ()})
        location = self._unique(self._location(loc))
        if types is None:
            operation = ir.Operation.create(name, operands=flat, attributes=given, loc=location, infer_type=True)
        else:
            operation = ir.Operation.create(name, results=types, operands=flat, attributes=given, loc=location)
        return tuple(operation.results)

    def _location(self, loc: ir.Location | str | None) -> ir.Location:
        if isinstance(loc, ir.Location):
            return loc
        place = caller_location(self.call_depth)
        return place if loc is None else ir.Location.name(loc, place)


def _only_makes_values(block: ir.Block) -> bool:
    """Whether there are ops in a block and all of them do nothing but to make values."""
    operations = list(block.operations)
    return bool(operations) and all(op.operation.results for op in operations)


def _is_private(function: ir.Operation) -> bool:
    return "sym_visibility" in function.attributes and "private" in str(function.attributes["sym_visibility"])


def _mesh_shape(mesh: Mapping[str, int] | None) -> tuple[int, ...]:
    sizes = tuple(mesh.values()) if mesh is not None else (1, 1)
    if not sizes or any(isinstance(size, bool) or not isinstance(size, int) or size < 1 for size in sizes):
        raise ValueError(f"a mesh has a positive size for each of its dimensions, not {mesh!r}")
    if any(size != 1 for size in sizes):
        raise ValueError(
            f"a mesh of {'x'.join(map(str, sizes))} has several devices; the host device is one, so each size must be 1"
        )
    return sizes


def _mesh_attribute(name: str, sizes: tuple[int, ...]) -> ir.Attribute:
    return ir.Attribute.parse(f'#ttcore.meshes<[<"{name}" = {"x".join(map(str, sizes))}>]>')


def _flatten(name: str, operands: Sequence[tuple[str, Any]]) -> tuple[list[ir.Value], list[int]]:
    """All operand values in order, and how many each operand of the definition has."""
    flat: list[ir.Value] = []
    segments: list[int] = []
    for operand, given in operands:
        group = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
        for value in group:
            if not isinstance(value, ir.Value):
                raise TypeError(f"{name}: operand '{operand}' must be a value of the module, not {type(value).__name__}; "
                                "make one of a number or an array with constant()")  # fmt: skip
        flat.extend(group)
        segments.append(len(group))
    return flat, segments


def _convert(name: str, key: str, converter: Any, value: Any) -> ir.Attribute:
    try:
        return converter(value)  # type: ignore[no-any-return]
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}: attribute '{key}': {error}") from None


def _argument_attributes(
    count: int, names: Sequence[str] | None, kinds: Sequence[str] | None
) -> list[dict[str, ir.Attribute]]:
    """The attributes of each argument: its name and whether it changes between runs."""
    for what, given in (("names", names), ("argument_types", kinds)):
        if given is not None and len(given) != count:
            raise ValueError(f"{what} has {len(given)} entries, the function has {count} arguments")
    entries: list[dict[str, ir.Attribute]] = [{} for _ in range(count)]
    for index in range(count):
        if names is not None and names[index]:
            entries[index]["ttir.name"] = ir.StringAttr.get(names[index])
        if kinds is not None:
            if kinds[index] not in ARGUMENT_TYPES:
                raise ValueError(f"argument {index}: '{kinds[index]}' is none of {', '.join(ARGUMENT_TYPES)}")
            entries[index]["ttcore.argument_type"] = attributes.enumerator("ttcore.argument_type")(kinds[index])
    return entries
