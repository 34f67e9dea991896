"""The types and attributes of a dialect as Python objects, read from their TableGen definitions.

    for definition in load_definitions([path_to_attrs_td], include_dirs=[...], dialect="ttnn").definitions:
        print(definition.class_name, [parameter.name for parameter in definition.parameters])

A parameter has a shape (one value, an optional one, a list) and a kind of value; the generators of the C API and of the
Python classes need to know no more about it. What a definition's C++ class computes from its parameters (`getX() const`
in `extraClassDeclaration`) is read as well: it can be got in the same way, but not given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opgen.records import EnumCase, RecordError, dedent, dump_records, enum_cases

ONE, OPTIONAL, LIST = "one", "optional", "list"
BOOL, INTEGER, ENUM, STRING, ATTRIBUTE, TYPE, AFFINE_MAP = (
    "bool", "integer", "enum", "string", "attribute", "type", "affine map",
)  # fmt: skip

# C++ types of integers and what the C API gives instead.
_INTEGERS = {
    "int32_t": "int32_t",
    "uint32_t": "uint32_t",
    "unsigned": "uint32_t",
    "int64_t": "int64_t",
    "uint64_t": "uint64_t",
    "size_t": "size_t",
    "uint8_t": "uint8_t",
    "uint16_t": "uint16_t",
    "int": "int32_t",
}
_STRINGS = ("llvm::StringRef", "StringRef", "std::string")
# Classes of builtin types that the definitions name; every other class that ends so is an attribute.
_TYPE_CLASS = re.compile(r"Type$")


@dataclass(frozen=True)
class Enum:
    """An enumeration of a dialect."""

    dialect: str  # "ttcore"
    name: str  # "DataType"
    qualified: str  # "::mlir::tt::ttcore::DataType"
    from_number: str  # "::mlir::tt::ttcore::symbolizeDataType"
    summary: str
    cases: tuple[EnumCase, ...]


@dataclass(frozen=True)
class Parameter:
    """A parameter, or (where `derived`) a value that the C++ class computes.

    `cpp_type` is the qualified C++ type of one value. `default` is the C++ expression of the default, "" where the
    absence of a value is the default, None where the parameter must be given.
    """

    name: str
    accessor: str  # "getStartCoord"
    shape: str
    kind: str
    cpp_type: str
    default: str | None
    summary: str = ""
    enum: Enum | None = None
    derived: bool = False
    nullable: bool = False  # an attribute or map that may be absent

    @property
    def class_name(self) -> str:
        """The class of one value without its namespace: "CoreCoordAttr", "DataType", "uint32_t"."""
        return self.cpp_type.rsplit("::", 1)[-1]

    @property
    def python_name(self) -> str:
        """Its spelling in snake case, which the field's Python code uses."""
        return snake_case(self.name)


@dataclass(frozen=True)
class Definition:
    """A type or an attribute."""

    dialect: str
    is_type: bool
    class_name: str  # "CoreRangeAttr", "TileType"
    mnemonic: str
    namespace: str  # "::mlir::tt::ttnn"
    parameters: tuple[Parameter, ...]
    derived: tuple[Parameter, ...]
    verified: bool
    summary: str
    description: str
    enum: Enum | None = None  # of an attribute that holds an enumerator and nothing else

    @property
    def name(self) -> str:
        """As it begins in the IR: "#ttnn.core_range"."""
        return f"{'!' if self.is_type else '#'}{self.dialect}.{self.mnemonic}"

    @property
    def qualified(self) -> str:
        """The C++ class with its namespace."""
        return f"{self.namespace}::{self.class_name}"


@dataclass(frozen=True)
class Definitions:
    """All types and attributes of a dialect, sorted by class, and its enumerations."""

    dialect: str
    definitions: tuple[Definition, ...]
    enums: tuple[Enum, ...]


def load_definitions(
    files: list[Path], include_dirs: list[Path], dialect: str, tablegen: str = "llvm-tblgen-22"
) -> Definitions:
    """The types and attributes of `dialect` (its name in the IR) that the files define."""
    return read_definitions(dump_records(files, include_dirs, tablegen), dialect)


def read_definitions(records: dict[str, Any], dialect: str) -> Definitions:
    """As load_definitions, from records that were dumped before."""
    return _Reader(records).read(dialect)


def snake_case(name: str) -> str:
    """`numDramChannels` as num_dram_channels, `nocL1AddressAlignBytes` as noc_l1_address_align_bytes, `numCBs` as num_cbs."""
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"([A-Z]+)([A-Z][a-z]{2,})", r"\1_\2", name).lower()


def camel_case(name: str) -> str:
    """As mlir-tblgen spells accessors: `start_coord` as StartCoord, `shape` as Shape."""
    return re.sub(r"(?:^|_)([a-zA-Z0-9])", lambda match: match[1].upper(), name)


def sentence(text: str) -> str:
    """A summary as a sentence."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith((".", ":")) else ".")


class _Reader:
    def __init__(self, records: dict[str, Any]) -> None:
        self._records = records
        self._dialects = {name: records[name] for name in records["!instanceof"].get("Dialect", [])}
        self._enums = self._read_enums()

    def read(self, dialect: str) -> Definitions:
        if dialect not in {record["name"] for record in self._dialects.values()}:
            raise RecordError(f"no dialect '{dialect}' in these definitions")
        definitions = [
            self._definition(self._records[name], dialect)
            for kind in ("AttrDef", "TypeDef")
            for name in self._records["!instanceof"].get(kind, [])
            if self._dialects[self._records[name]["dialect"]["def"]]["name"] == dialect
        ]
        return Definitions(
            dialect=dialect,
            definitions=tuple(sorted(definitions, key=lambda definition: definition.class_name)),
            enums=tuple(
                sorted((enum for enum in self._enums.values() if enum.dialect == dialect), key=lambda enum: enum.name)
            ),
        )

    def _read_enums(self) -> dict[str, Enum]:
        """Enumerations by qualified C++ name, those of the dialects that these definitions know."""
        namespaces = {_namespace(record): record["name"] for record in self._dialects.values()}
        enums = {}
        for name in self._records["!instanceof"].get("EnumInfo", []):
            record = self._records[name]
            namespace = record.get("cppNamespace") or ""
            around = [known for known in namespaces if (namespace + "::").startswith(known + "::")]
            if not record.get("className") or not around:
                continue
            owner = namespaces[max(around, key=len)]
            qualified = f"{namespace}::{record['className']}"
            # One that is nested deeper keeps the name of its namespace: reduction::ReduceType is ReductionReduceType.
            nested = camel_case(namespace.split("::" + owner, 1)[-1].replace("::", "_").strip("_"))
            enums[qualified] = Enum(
                dialect=owner,
                name=nested + record["className"],
                qualified=qualified,
                from_number=f"{namespace}::{record['underlyingToSymbolFnName']}",
                summary=(record.get("summary") or "").strip(),
                cases=enum_cases(self._records, record),
            )
        return enums

    def _definition(self, record: dict[str, Any], dialect: str) -> Definition:
        namespace = record.get("cppNamespace") or _namespace(self._dialects[record["dialect"]["def"]])
        if record["skipDefaultBuilders"]:
            raise RecordError(f"{record['!name']} has no default builder, so that nothing could make one")
        parameters = tuple(
            self._parameter(value, name, namespace) for value, name in (record["parameters"] or {}).get("args", [])
        )
        enum = None
        if "EnumAttr" in record["!superclasses"]:
            enum = parameters[0].enum
        return Definition(
            dialect=dialect,
            is_type="TypeDef" in record["!superclasses"],
            class_name=record["cppClassName"],
            mnemonic=record["mnemonic"],
            namespace=namespace,
            parameters=parameters,
            derived=tuple(self._derived(record, namespace, {parameter.accessor for parameter in parameters})),
            verified=bool(record["genVerifyDecl"]),
            summary=(record.get("summary") or (enum.summary if enum else "")).strip(),
            description=dedent(record.get("description")),
            enum=enum,
        )

    def _parameter(self, value: Any, name: str, namespace: str) -> Parameter:
        cpp_type, default, summary = value, None, ""
        if isinstance(value, dict):
            record = self._records[value["def"]]
            cpp_type, summary = record["cppType"], record.get("summary") or ""
            if "OptionalParameter" in record["!superclasses"]:
                default = ""
            elif record.get("defaultValue"):
                default = record["defaultValue"]
            if "EnumParameter" in record["!superclasses"]:
                summary = ""
        parameter = self._value(cpp_type, namespace, name=name, accessor="get" + camel_case(name))
        if parameter is None:
            raise RecordError(f"parameter '{name}' is of C++ type '{cpp_type}', which no generator knows")
        return _with(parameter, default=default, summary=summary, nullable=default == "")

    def _derived(self, record: dict[str, Any], namespace: str, taken: set[str]) -> list[Parameter]:
        """What the class computes: constant methods without arguments whose results are of known kinds."""
        methods = []
        comment: list[str] = []
        for line in (record.get("extraClassDeclaration") or "").splitlines():
            text = line.strip()
            if text.startswith("//"):
                comment.append(text.lstrip("/").strip())
                continue
            match = re.match(r"([\w:<>]+) ((?:get|is|has)([A-Z]\w*))\(\) const\b", text)
            if match and match[2] not in taken:
                name = match[3][0].lower() + match[3][1:] if match[2].startswith("get") else match[2]
                parameter = self._value(match[1], namespace, name=snake_case(name), accessor=match[2])
                if parameter is not None:
                    methods.append(_with(parameter, summary=" ".join(comment), derived=True, nullable=True))
            comment = []
        return methods

    def _value(self, cpp_type: str, namespace: str, *, name: str, accessor: str) -> Parameter | None:
        """What a C++ type is: its shape and the kind of one value. None if it is of no known kind."""
        shape, element = ONE, cpp_type.strip()
        for wrapper, meaning in (("ArrayRef", LIST), ("SmallVector", LIST), ("std::optional", OPTIONAL)):
            match = re.fullmatch(rf"(?:::)?(?:llvm::|mlir::)?{wrapper}<(.*?)(?:, *\d+)?>", element)
            if match:
                shape, element = meaning, match[1].strip()
                break
        short = element.removeprefix("::").removeprefix("mlir::")
        enum = self._enums.get(element) or self._enums.get(f"{namespace}::{element}")
        if enum is not None:
            return Parameter(name, accessor, shape, ENUM, enum.qualified, None, enum=enum)
        if element == "bool":
            return Parameter(name, accessor, shape, BOOL, "bool", None)
        if element in _INTEGERS:
            return Parameter(name, accessor, shape, INTEGER, _INTEGERS[element], None)
        if element.removeprefix("::") in _STRINGS:
            return Parameter(name, accessor, shape, STRING, "::llvm::StringRef", None)
        if short == "AffineMap":
            return Parameter(name, accessor, shape, AFFINE_MAP, "::mlir::AffineMap", None)
        if short in ("Attribute", "Type") or re.fullmatch(r"[\w:]+(Attr|Type)", short):
            kind = TYPE if short == "Type" or _TYPE_CLASS.search(short) else ATTRIBUTE
            return Parameter(name, accessor, shape, kind, self._qualify(element, namespace), None)
        return None

    def _qualify(self, element: str, namespace: str) -> str:
        if element.startswith("::"):
            return element
        if element.startswith("mlir::"):
            return "::" + element
        if (namespace, element) in self._class_names:
            return f"{namespace}::{element}"
        return f"::mlir::{element}"

    @property
    def _class_names(self) -> set[tuple[str, str]]:
        """Namespace and name of every class that these definitions make, enumerations with their attributes among them."""
        names: set[tuple[str, str]] = {
            (
                record.get("cppNamespace") or _namespace(self._dialects[record["dialect"]["def"]]),
                record["cppClassName"],
            )
            for kind in ("AttrDef", "TypeDef")
            for record in map(self._records.__getitem__, self._records["!instanceof"].get(kind, []))
        }
        return names | {
            (record["cppNamespace"], record["specializedAttrClassName"])
            for record in map(self._records.__getitem__, self._records["!instanceof"].get("EnumAttrInfo", []))
            if record.get("genSpecializedAttr")
        }


def _namespace(dialect: dict[str, Any]) -> str:
    namespace: str = dialect["cppNamespace"]
    return "::" + namespace.strip().removeprefix("::")


def _with(parameter: Parameter, **changes: Any) -> Parameter:
    return Parameter(**{**parameter.__dict__, **changes})
