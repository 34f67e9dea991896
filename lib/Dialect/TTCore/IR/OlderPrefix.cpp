// The name `tt` that the ttcore dialect had before, for programs that are written with it.
#include "ttmlir/Dialect/TTCore/IR/OlderPrefix.h"

#include "ttmlir/Dialect/TTCore/IR/TTCore.h"

#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace mlir::tt::ttcore {

OlderPrefixDialect::OlderPrefixDialect(MLIRContext *context)
    : Dialect(getDialectNamespace(), context, TypeID::get<OlderPrefixDialect>()) {
  context->getOrLoadDialect<TTCoreDialect>();
}

Attribute OlderPrefixDialect::parseAttribute(DialectAsmParser &parser, Type type) const {
  return getContext()->getLoadedDialect<TTCoreDialect>()->parseAttribute(parser, type);
}

Type OlderPrefixDialect::parseType(DialectAsmParser &parser) const {
  return getContext()->getLoadedDialect<TTCoreDialect>()->parseType(parser);
}

namespace {

/// The name in ttcore of an attribute with an older name; null for others.
StringAttr currentName(StringAttr name) {
  StringRef rest = name.getValue();
  return rest.consume_front("tt.") ? StringAttr::get(name.getContext(), "ttcore." + rest) : StringAttr();
}

/// The dictionary with current names.
DictionaryAttr renamed(DictionaryAttr attributes) {
  NamedAttrList list;
  for (NamedAttribute attribute : attributes) {
    StringAttr current = currentName(attribute.getName());
    list.set(current ? current : attribute.getName(), attribute.getValue());
  }
  return list.getDictionary(attributes.getContext());
}

} // namespace

void renameOlderAttributes(Operation *root) {
  root->walk([](Operation *op) {
    for (NamedAttribute attribute : llvm::to_vector(op->getDiscardableAttrs()))
      if (StringAttr current = currentName(attribute.getName())) {
        op->removeDiscardableAttr(attribute.getName());
        op->setDiscardableAttr(current, attribute.getValue());
      }
    auto function = dyn_cast<FunctionOpInterface>(op);
    if (!function)
      return;
    for (unsigned index = 0; index < function.getNumArguments(); ++index)
      if (DictionaryAttr attributes = function.getArgAttrDict(index))
        function.setArgAttrs(index, renamed(attributes));
    for (unsigned index = 0; index < function.getNumResults(); ++index)
      if (DictionaryAttr attributes = function.getResultAttrDict(index))
        function.setResultAttrs(index, renamed(attributes));
  });
}

} // namespace mlir::tt::ttcore
