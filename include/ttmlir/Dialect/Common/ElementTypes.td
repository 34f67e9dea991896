// How an operation's definition says which element types its tensors may have together.
#ifndef TTMLIR_DIALECT_COMMON_ELEMENTTYPES_TD
#define TTMLIR_DIALECT_COMMON_ELEMENTTYPES_TD

// The field `elementTypes` of an operation holds clauses, separated by `;`, of
// the form `tie: names of operands and results`. The ties are
//
//   same      the tensors have one element type (i32 and si32 are one)
//   kind      all are floats, or all integers, or all truth values (i1)
//   integer   each has integer elements
//
// and `all` stands for every operand and result that no other clause names.
// What no clause names is free. utils/opgen/element_types.py makes the table of
// these rules that the verifiers of both dialects read.
class ElementTypes<string rule> {
  string elementTypes = rule;
}

// Moves elements as they are.
class KeepsElementType : ElementTypes<"same: all">;
// Computes with numbers of one kind, in whatever precision.
class KeepsElementKind : ElementTypes<"kind: all">;
// Compares its operands; the truth values may be of any type.
class ComparesElements : ElementTypes<"kind: lhs rhs">;
// Accepts any element types.
class FreeElementTypes : ElementTypes<"">;

#endif
