// Mixins that state in which element types the host device executes an operation.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNHOSTDTYPES_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNHOSTDTYPES_TD

// Use as a further superclass: `def TTNN_AddOp : TTNN_Op<"add">, HostNumeric`.
class HostDtypes<list<string> dtypes> {
  list<string> hostDtypes = dtypes;
}

class HostFloat : HostDtypes<["f32", "bf16", "f16"]>;
class HostInteger : HostDtypes<["si32", "u32", "u16", "u8"]>;
class HostIntegerAndBool : HostDtypes<["si32", "u32", "u16", "u8", "i1"]>;
class HostNumeric
    : HostDtypes<["f32", "bf16", "f16", "si32", "u32", "u16", "u8"]>;
class HostAll
    : HostDtypes<["f32", "bf16", "f16", "si32", "u32", "u16", "u8", "i1"]>;

#endif
