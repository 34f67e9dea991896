"""The ops of a dialect as Python objects, read from what `llvm-tblgen --dump-json` says about its TableGen definitions.

Every generator of this folder starts here, so that none of them has to know how TableGen lays its records out:

    dialect = load_dialect([path_to_ops_td], include_dirs=[...], dialect="ttir")
    for op in dialect.ops:
        print(op.name, [operand.name for operand in op.operands])
"""

from __future__ import annotations

import functools
import json
import subprocess
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLEGEN = "llvm-tblgen-22"

ONE, OPTIONAL, VARIADIC = "one", "optional", "variadic"


@dataclass(frozen=True)
class EnumCase:
    """One enumerator: its name in C++, its keyword in the IR and its number."""

    symbol: str
    keyword: str
    value: int


@dataclass(frozen=True)
class Operand:
    """An operand or a result: `arity` is one of ONE, OPTIONAL, VARIADIC; `constraint` is its type in words.

    Some operands of MLIR's own dialects have no name.
    """

    name: str
    arity: str
    constraint: str
    definition: str  # name of the TableGen record of the element constraint, e.g. "AnyRankedTensor"
    description: str = ""


@dataclass(frozen=True)
class Attribute:
    """An attribute of an op.

    `kind` is a name from ATTRIBUTE_KINDS. `default` is the C++ expression of the default value, or None. `optional` is
    true where the op may lack the attribute; one with a default is never missing when read, and never required.
    """

    name: str
    kind: str
    optional: bool
    default: str | None
    constraint: str
    definition: str
    storage_type: str
    enum: str | None = None
    cases: tuple[EnumCase, ...] = ()
    mnemonic: str | None = None  # "reduce_type" of #ttcore.reduce_type<sum>

    @property
    def required(self) -> bool:
        """True where the op must be given a value."""
        return not self.optional and self.default is None


@dataclass(frozen=True)
class Region:
    """A region of an op."""

    name: str
    arity: str


@dataclass(frozen=True)
class Op:
    """One op, in the order and with the names of its definition."""

    dialect: str
    mnemonic: str
    class_name: str
    operands: tuple[Operand, ...]
    attributes: tuple[Attribute, ...]
    results: tuple[Operand, ...]
    regions: tuple[Region, ...]
    argument_order: tuple[str, ...]  # operands and attributes as the definition mixes them
    summary: str
    description: str
    traits: frozenset[str]
    host_dtypes: tuple[str, ...]
    source: str  # "TTIRElementwiseOps.td", the file of the definition
    superclasses: tuple[str, ...] = ()
    element_types: str = ""  # how the element types are tied; see ElementTypes.td

    @property
    def name(self) -> str:
        """The op's name in the IR, with its dialect."""
        return f"{self.dialect}.{self.mnemonic}"

    @property
    def infers_types(self) -> bool:
        """True where result types follow from operands and attributes."""
        return any(
            trait.startswith(("InferTypeOpInterface", "InferTensorType")) or trait == "SameOperandsAndResultType"
            for trait in self.traits
        )


@dataclass(frozen=True)
class Dialect:
    """The ops of a dialect, and all enumerations that its definitions name."""

    name: str
    ops: tuple[Op, ...]
    summary: str = ""
    description: str = ""
    enums: dict[str, tuple[EnumCase, ...]] = field(default_factory=dict)

    def op(self, mnemonic: str) -> Op:
        """The op with this name; KeyError if there is none."""
        return self._by_mnemonic[mnemonic]

    def has(self, mnemonic: str) -> bool:
        """Whether there is an op with this name."""
        return mnemonic in self._by_mnemonic

    @functools.cached_property
    def _by_mnemonic(self) -> dict[str, Op]:
        return {op.mnemonic: op for op in self.ops}


# What an attribute is to generators. "opaque" is everything that only the compiler and tools look into.
ATTRIBUTE_KINDS = (
    "bool", "int", "float", "string", "int_array", "float_array", "string_array", "bool_array", "data_type", "enum",
    "shape", "symbol", "constant", "type", "int_or_float", "int_or_int_array", "array", "dictionary", "opaque",
)  # fmt: skip

# TableGen records that say what kind of attribute they are by their name.
_KIND_BY_DEFINITION = {
    "BoolAttr": "bool",
    "StrAttr": "string",
    "Builtin_StringAttr": "string",
    "ElementsAttr": "constant",
    "SymbolRefAttr": "symbol",
    "FlatSymbolRefAttr": "symbol",
    "SymbolNameAttr": "string",
    "DictionaryAttr": "dictionary",
    "TypeAttr": "type",
    "DenseBoolArrayAttr": "bool_array",
    "StrArrayAttr": "string_array",
    "F32ArrayAttr": "float_array",
    "F64ArrayAttr": "float_array",
    "DenseF32ArrayAttr": "float_array",
    "DenseF64ArrayAttr": "float_array",
    "ArrayAttr": "array",
}

# The C++ class that holds an attribute, where the record's name does not decide.
_KIND_BY_STORAGE = {
    "BoolAttr": "bool",
    "IntegerAttr": "int",
    "FloatAttr": "float",
    "StringAttr": "string",
    "FlatSymbolRefAttr": "symbol",
    "SymbolRefAttr": "symbol",
    "ElementsAttr": "constant",
    "DenseIntElementsAttr": "constant",
    "DenseElementsAttr": "constant",
    "DictionaryAttr": "dictionary",
    "TypeAttr": "type",
    "DenseBoolArrayAttr": "bool_array",
    "DenseI8ArrayAttr": "int_array",
    "DenseI16ArrayAttr": "int_array",
    "DenseI32ArrayAttr": "int_array",
    "DenseI64ArrayAttr": "int_array",
    "DenseF32ArrayAttr": "float_array",
    "DenseF64ArrayAttr": "float_array",
    "DataTypeAttr": "data_type",
    "ShapeAttr": "shape",
    "ArrayAttr": "array",
}


class RecordError(Exception):
    """TableGen failed, or a record is not of the form that is expected of an op."""


def dump_records(files: list[Path], include_dirs: list[Path], tablegen: str = TABLEGEN) -> dict[str, Any]:
    """All records of the given TableGen files. Several files are read as one."""
    includes = [argument for directory in include_dirs for argument in ("-I", str(directory))]
    text = "".join(f'include "{Path(file).resolve()}"\n' for file in files)
    run = subprocess.run(
        [tablegen, "--dump-json", *includes, "-"], input=text, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        raise RecordError(f"{tablegen} failed on {', '.join(map(str, files))}:\n{run.stderr}")
    return json.loads(run.stdout)


def load_dialect(files: list[Path], include_dirs: list[Path], dialect: str, tablegen: str = TABLEGEN) -> Dialect:
    """The ops of `dialect` (its name in the IR, e.g. "ttnn") that the files define, sorted by mnemonic."""
    return read_dialect(dump_records(files, include_dirs, tablegen), dialect)


def read_dialect(records: dict[str, Any], dialect: str) -> Dialect:
    """As load_dialect, from records that were dumped before."""
    reader = _Reader(records)
    dialect_records = [
        (name, records[name]) for name in records["!instanceof"].get("Dialect", []) if records[name]["name"] == dialect
    ]
    if not dialect_records:
        raise RecordError(f"no dialect '{dialect}' in these definitions")
    definition, record = dialect_records[0]
    ops = [
        reader.op(name, dialect)
        for name in records["!instanceof"].get("Op", [])
        if records[name]["opDialect"]["def"] == definition
    ]
    return Dialect(
        name=dialect,
        ops=tuple(sorted(ops, key=lambda op: op.mnemonic)),
        summary=record.get("summary") or "",
        description=dedent(record.get("description")),
        enums=reader.all_enums(),
    )


class _Reader:
    def __init__(self, records: dict[str, Any]) -> None:
        self._records = records

    def op(self, definition: str, dialect: str) -> Op:
        record = self._records[definition]
        operands: list[Operand] = []
        attributes: list[Attribute] = []
        order: list[str] = []
        for value, name in record["arguments"]["args"]:
            value_definition, description = self._described(value["def"])
            if self._is_a(value_definition, "TypeConstraint"):
                operands.append(self._operand(value_definition, name or "", description))
            elif self._is_a(value_definition, "Attr"):
                attributes.append(self._attribute(value_definition, name))
            else:
                continue
            order.append(name)
        results = []
        for value, name in record["results"]["args"]:
            value_definition, description = self._described(value["def"])
            results.append(self._operand(value_definition, name or "result", description))
        regions = tuple(
            Region(name, VARIADIC if self._is_a(value["def"], "VariadicRegion") else ONE)
            for value, name in record["regions"]["args"]
        )
        location = (record.get("!locs") or [""])[-1]
        return Op(
            dialect=dialect,
            mnemonic=record["opName"],
            class_name=definition.split("_", 1)[-1],
            operands=tuple(operands),
            attributes=tuple(attributes),
            results=tuple(results),
            regions=regions,
            argument_order=tuple(order),
            summary=(record.get("summary") or "").strip(),
            description=dedent(record.get("description")),
            traits=frozenset(self._trait_names(record.get("traits") or [])),
            host_dtypes=tuple(record.get("hostDtypes") or ()),
            source=Path(location.split(":")[0]).name,
            superclasses=tuple(record["!superclasses"]),
            element_types=record.get("elementTypes") or "",
        )

    def _is_a(self, definition: str, superclass: str) -> bool:
        return superclass in self._records[definition]["!superclasses"]

    def _described(self, definition: str) -> tuple[str, str]:
        """Looks through Arg<..> and Res<..>, which wrap a constraint with a description and side effects."""
        record = self._records[definition]
        if "OpVariable" in record["!superclasses"] and "constraint" in record:
            return record["constraint"]["def"], record.get("summary") or ""
        return definition, ""

    def _operand(self, definition: str, name: str, description: str) -> Operand:
        record = self._records[definition]
        arity = ONE
        if "Optional" in record["!superclasses"]:
            arity = OPTIONAL
        elif "Variadic" in record["!superclasses"] or "VariadicOfVariadic" in record["!superclasses"]:
            arity = VARIADIC
        if arity != ONE:
            definition = record["baseType"]["def"]
            record = self._records[definition]
        return Operand(name, arity, (record.get("summary") or "").strip(), definition, description.strip())

    def _attribute(self, definition: str, name: str) -> Attribute:
        optional = False
        default: str | None = None
        record = self._records[definition]
        while True:
            optional = optional or bool(record.get("isOptional"))
            if default is None and record.get("defaultValue") not in (None, ""):
                default = record["defaultValue"]
            if record.get("baseAttr") is None:
                break
            definition = record["baseAttr"]["def"]
            record = self._records[definition]
        cases: tuple[EnumCase, ...] = ()
        enum = self._enum_of(record)
        if enum is not None:
            cases = self._cases(self._records[enum])
        storage = (record.get("storageType") or "").strip()
        return Attribute(
            name=name,
            kind=self._attribute_kind(definition, record, enum),
            optional=optional,
            default=default,
            constraint=(record.get("summary") or "").strip(),
            definition=definition,
            storage_type=storage,
            enum=self._records[enum]["className"] if enum is not None else None,
            cases=cases,
            mnemonic=record.get("mnemonic") or None,
        )

    def _attribute_kind(self, definition: str, record: dict[str, Any], enum: str | None) -> str:
        superclasses = record["!superclasses"]
        storage = (record.get("storageType") or "").strip().split("::")[-1]
        if storage == "DataTypeAttr":
            return "data_type"
        if enum is not None:
            return "enum"
        if "AnyAttrOf" in superclasses:
            kinds = {
                self._attribute_kind(allowed["def"], self._records[allowed["def"]], None)
                for allowed in record.get("allowedAttributes") or []
            }
            if kinds == {"int", "float"}:
                return "int_or_float"
            if kinds == {"int", "int_array"}:
                return "int_or_int_array"
            return kinds.pop() if len(kinds) == 1 else "opaque"
        if definition in _KIND_BY_DEFINITION:
            return _KIND_BY_DEFINITION[definition]
        if "TypedArrayAttrBase" in superclasses and record.get("elementAttr"):
            element = record["elementAttr"]["def"]
            kind = self._attribute_kind(element, self._records[element], None)
            return kind + "_array" if kind in ("bool", "int", "float", "string") else "array"
        if storage in _KIND_BY_STORAGE:
            return _KIND_BY_STORAGE[storage]
        return "constant" if "ElementsAttrBase" in superclasses else "opaque"

    def _enum_of(self, record: dict[str, Any]) -> str | None:
        """The record of the enumeration that an attribute holds, whether it is an EnumAttr or a bare enum attribute."""
        if "EnumAttr" in record["!superclasses"]:
            return record["enum"]["def"]
        if "EnumAttrInfo" in record["!superclasses"]:
            return record["!name"]
        return None

    def _cases(self, record: dict[str, Any]) -> tuple[EnumCase, ...]:
        return enum_cases(self._records, record)

    def all_enums(self) -> dict[str, tuple[EnumCase, ...]]:
        names = {
            name
            for kind in ("EnumAttrInfo", "EnumInfo")
            for name in self._records["!instanceof"].get(kind, [])
            if self._records[name].get("className")
        }
        return {self._records[name]["className"]: self._cases(self._records[name]) for name in sorted(names)}

    def _trait_names(self, traits: list[dict[str, Any]]) -> list[str]:
        names: list[str] = []
        for reference in traits:
            definition = reference["def"]
            record = self._records[definition]
            if "TraitList" in record["!superclasses"]:
                names.extend(self._trait_names(record["traits"]))
                if not record.get("!anonymous"):
                    names.append(definition)
                continue
            names.append(record.get("trait") or record.get("cppInterfaceName") or definition)
        return names


def enum_cases(records: dict[str, Any], record: dict[str, Any]) -> tuple[EnumCase, ...]:
    """The enumerators of an enumeration's record."""
    cases = (records[reference["def"]] for reference in record["enumerants"])
    return tuple(EnumCase(case["symbol"], case["str"], case["value"]) for case in cases)


def dedent(text: str | None) -> str:
    """A description without the indentation of its definition."""
    return textwrap.dedent(text).strip() if text else ""
