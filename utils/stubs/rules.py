"""What the extensions' signatures leave open, because C++ hands out plain objects: the types that Python code gets.

Names are those in the stubs, without the package; `*` stands for anything. The first rule that fits counts. A rule only
fills in what is open (`object`, a container of unknown elements, nothing at all), so that one whose signature has become
precise is dead, and make_stubs.py says so.
"""

from __future__ import annotations

# The types of results and properties, by function. What no rule names becomes Any.
RESULTS = {
    "*.__enter__": "Self",
    "*.__str__": "str",
    "*.__int__": "int",
    "*.context": "Context",
    "ir._BaseContext._get_context_again": "Context",
    "ir._BaseContext._CAPICreate": "Context",
    "ir._BaseContext.attach_diagnostic_handler": "DiagnosticHandler",
    "ir.Diagnostic.notes": "tuple[Diagnostic, ...]",
    "ir.Dialect*.descriptor": "DialectDescriptor",
    # operations
    "ir._OperationBase.parent": "Operation | None",
    "ir._OperationBase.get_asm": "str",
    "ir._OperationBase.clone": "OpView",
    "ir._OperationBase.detach_from_parent": "Self",
    "ir.Operation.create": "Operation",
    "ir.Operation.parse": "OpView",
    "ir.Operation._CAPICreate": "Operation",
    "ir.Operation.operation": "Operation",
    "ir.Operation.opview": "OpView",
    "ir.OpView.operation": "Operation",
    "ir.OpView.opview": "Self",
    "ir.OpView.build_generic": "Self",
    "ir.OpView.parse": "Self",
    "ir.OperationIterator.__iter__": "OperationIterator",
    "ir.OperationIterator.__next__": "OpView",
    "ir.OperationList.__getitem__": "OpView",
    "ir.SymbolTable.__getitem__": "OpView",
    "ir.InsertionPoint.ref_operation": "Operation | None",
    # what owns what
    "ir.Module.*": "Module",
    "ir.Region.owner": "OpView",
    "ir.Block.owner": "OpView",
    "ir.Value.owner": "Operation | Block",
    "ir.OpResult.owner": "Operation",
    "ir.OpOperand.owner": "OpView",
    "ir.OpResultList.owner": "Operation",
    # types and attributes
    "ir.Value.type": "_T",
    "ir.*.types": "list[Type]",
    "ir.*.element_type": "Type",
    "ir.*.encoding": "Attribute | None",
    "ir.*.layout": "Attribute",
    "ir.*.memory_space": "Attribute | None",
    "ir.TupleType.get_type": "Type",
    "ir.ArrayAttr.__getitem__": "Attribute",
    "ir.DictAttr.__getitem__": "Attribute",
    "ir.DenseElementsAttr.get*": "DenseElementsAttr",
    # the runtime
    "runtime.OpContext.attributes": "dict[str, str]",
    # the simulated card
    "card.*.tile": "Tile",
    "card.*.grid": "tuple[int, int]",
}
RESULTS = {"ir.Module.operation": "Operation", **RESULTS}

# The types of parameters, by function and parameter. What no rule names stays object.
PARAMETERS = {
    "ir._BaseContext.attach_diagnostic_handler.callback": "Callable[[Diagnostic], bool]",
    "ir.*.ip": "InsertionPoint | bool | None",
    "ir.*.print.file": "SupportsWrite[str] | SupportsWrite[bytes] | None",
    "ir.*.write_bytecode.file": "str | SupportsWrite[bytes]",
    "ir.OpView.__init__.operation": "_OperationBase",
    "ir.SymbolTable.walk_symbol_tables.callback": "Callable[[Operation, bool], object]",
    "ir.Block.create_at_start.arg_types": "Sequence[Type]",
    "ir.*.arg_types": "Type",
    "ir.*.arg_locs": "Sequence[Location] | None",
    "ir.Operation.create.attributes": "dict[str, Attribute] | None",
    "ir.OpView.*.attributes": "dict[str, Attribute] | None",
    "ir.Operation.create.operands": "Sequence[Value | _OperationBase] | None",
    "binary.*.data": "Buffer",
    "runtime.*.pre_op": "Callable[[Binary, CallbackContext, OpContext], object] | None",
    "runtime.*.post_op": "Callable[[Binary, CallbackContext, OpContext], object] | None",
    "runtime.*.pre_program": "Callable[[Binary, CallbackContext], object] | None",
    "runtime.*.post_program": "Callable[[Binary, CallbackContext], object] | None",
}

# Methods that the packages' Python files add to a class, which nanobind does not find there.
ADDED = {
    "runtime.Tensor": """
        def numpy(self, /, writable: bool = False) -> NDArray[Any]: ...
        def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]: ...
        def __dlpack__(self, **options: Any) -> Any: ...
        def __dlpack_device__(self) -> tuple[int, int]: ...
    """,
}
# Where nanobind believes them to be defined.
SOURCES_OF_ADDED = ["ttrt.runtime._arrays"]

# Where the names come from that rules use.
IMPORTS = {
    "builtins": "",  # the module itself
    "Any": "typing",
    "Self": "typing",
    "TracebackType": "types",
    "Buffer": "typing_extensions",
    "TypeVar": "typing_extensions",
    **dict.fromkeys(("ReadableBuffer", "SupportsWrite"), "_typeshed"),
    **dict.fromkeys(("DTypeLike", "NDArray"), "numpy.typing"),
    "Binary": "ttrt.runtime._ttmlir_runtime.binary",
    **dict.fromkeys(("Callable", "Iterator", "Mapping", "Sequence"), "collections.abc"),
    **dict.fromkeys(("overload", "Generic", "NoReturn"), "typing"),
    **dict.fromkeys(("Cores", "Tile"), "ttrt.card._tiles"),
    "os": "",
}
