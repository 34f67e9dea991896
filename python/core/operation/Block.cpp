// Regions, blocks and insertion points.
#include "LiveOperations.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/Operation.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

nb::object PyBlock::getCapsule() { return nb::steal<nb::object>(mlirPythonBlockToCapsule(get())); }

PyInsertionPoint::PyInsertionPoint(const PyBlock &block) : block(block) {}

PyInsertionPoint::PyInsertionPoint(PyOperationBase &beforeOperationBase)
    : refOperation(beforeOperationBase.getOperation().getRef()), block((*refOperation)->getBlock()) {}

PyInsertionPoint::PyInsertionPoint(PyOperationRef beforeOperationRef)
    : refOperation(std::move(beforeOperationRef)), block((*refOperation)->getBlock()) {}

void requireInsertable(PyOperation &operation, PyOperation &parent) {
  if (parent.getContext().get() != operation.getContext().get())
    throw nb::value_error("the operation and the place that it is to be inserted at belong to different contexts");
  if (mlirOperationGetNumRegions(operation.get()) && unwrap(operation.get())->isAncestor(unwrap(parent.get())))
    throw nb::value_error("an operation cannot be inserted into itself");
}

void PyInsertionPoint::insert(PyOperationBase &operationBase) {
  PyOperation &operation = operationBase.getOperation();
  operation.checkValid();
  if (operation.isAttached())
    throw nb::value_error("Attempt to insert operation that has already been inserted");
  checkBlock(block);
  requireInsertable(operation, *block.getParentOperation().get());

  MlirOperation before{nullptr};
  if (refOperation) {
    before = (*refOperation)->get();
    if (!mlirBlockEqual(mlirOperationGetBlock(before), block.get()))
      throw nb::value_error("the operation that the insertion point refers to "
                            "is no longer in its block");
  } else if (!mlirOperationIsNull(mlirBlockGetTerminator(block.get()))) {
    throw nb::index_error("Cannot insert operation at the end of a block that already has a "
                          "terminator. Did you mean to use 'InsertionPoint.at_block_terminator"
                          "(block)' versus 'InsertionPoint(block)'?");
  }
  mlirBlockInsertOwnedOperationBefore(block.get(), before, operation.get());
  operation.setAttached(block.getParentOperation().getObject());
}

PyInsertionPoint PyInsertionPoint::atBlockBegin(PyBlock &block) {
  checkBlock(block);
  MlirOperation first = mlirBlockGetFirstOperation(block.get());
  if (mlirOperationIsNull(first))
    return PyInsertionPoint(block);
  PyOperationRef &parent = block.getParentOperation();
  return PyInsertionPoint(block, PyOperation::forOperation(parent->getContext(), first, parent.getObject()));
}

PyInsertionPoint PyInsertionPoint::atBlockTerminator(PyBlock &block) {
  checkBlock(block);
  MlirOperation terminator = mlirBlockGetTerminator(block.get());
  if (mlirOperationIsNull(terminator))
    throw nb::value_error("Block has no terminator");
  PyOperationRef &parent = block.getParentOperation();
  return PyInsertionPoint(block, PyOperation::forOperation(parent->getContext(), terminator, parent.getObject()));
}

PyInsertionPoint PyInsertionPoint::after(PyOperationBase &op) {
  PyOperation &operation = op.getOperation();
  PyBlock block = operation.getBlock();
  MlirOperation next = mlirOperationGetNextInBlock(operation);
  if (mlirOperationIsNull(next))
    return PyInsertionPoint(block);
  return PyInsertionPoint(block, PyOperation::forOperation(operation.getContext(), next));
}

nb::object PyInsertionPoint::contextEnter(nb::object insertionPoint) {
  return PyThreadContextEntry::pushInsertionPoint(std::move(insertionPoint));
}

void PyInsertionPoint::contextExit(const nb::object &, const nb::object &, const nb::object &) {
  PyThreadContextEntry::popInsertionPoint(*this);
}

namespace {
std::vector<MlirLocation> argumentLocations(size_t count, const std::optional<nb::sequence> &given) {
  std::vector<MlirLocation> locations;
  if (given) {
    for (nb::handle location : *given)
      locations.push_back(nb::cast<PyLocation &>(location).get());
    if (locations.size() != count)
      throw nb::value_error(
          ("Expected " + std::to_string(count) + " locations, got: " + std::to_string(locations.size())).c_str());
    return locations;
  }
  if (count)
    locations.assign(count, DefaultingPyLocation::resolve().get());
  return locations;
}

MlirBlock makeBlock(PyMlirContextRef &context, nb::handle argTypes, const std::optional<nb::sequence> &argLocs) {
  std::vector<MlirType> types;
  for (nb::handle type : nb::iter(argTypes)) {
    PyType *wrapped = nullptr;
    if (!nb::try_cast(type, wrapped) || !wrapped)
      throw nb::type_error("the arguments of a block are given by their Types");
    if (wrapped->getContext().get() != context.get())
      throw nb::value_error("the type of a block's argument belongs to another context");
    types.push_back(wrapped->get());
  }
  std::vector<MlirLocation> locations = argumentLocations(types.size(), argLocs);
  return mlirBlockCreate(types.size(), types.data(), locations.data());
}

/// A new block beside `self`.
PyBlock makeBlockBeside(PyBlock &self, const nb::args &argTypes, const std::optional<nb::sequence> &argLocs,
                        void (*insert)(MlirRegion, MlirBlock, MlirBlock)) {
  checkBlock(self);
  PyOperationRef &parent = self.getParentOperation();
  MlirBlock block = makeBlock(parent->getContext(), argTypes, argLocs);
  insert(mlirBlockGetParentRegion(self.get()), self.get(), block);
  return PyBlock(parent, block);
}

/// Moves a block to the end of a region. Other wrappers of the block, and those of its arguments, are invalid after
/// it goes to another operation.
void moveToRegion(PyBlock &self, PyRegion &region) {
  checkBlock(self);
  region.checkValid();
  PyOperationRef source = self.getParentOperation(), target = region.getParentOperation();
  if (source->getContext().get() != target->getContext().get())
    throw nb::value_error("the block and the region belong to different contexts");
  for (MlirOperation outer = target->get(); !mlirOperationIsNull(outer); outer = mlirOperationGetParentOperation(outer))
    if (mlirBlockEqual(mlirOperationGetBlock(outer), self.get()))
      throw nb::value_error("a block cannot be moved into itself");
  MlirBlock block = self.get();
  mlirBlockDetach(block);
  mlirRegionAppendOwnedBlock(region, block);
  if (source.get() == target.get())
    return;
  LiveOperations::markChanged(source->get());
  // What is inside belongs to another tree now.
  for (MlirOperation inner = mlirBlockGetFirstOperation(block); !mlirOperationIsNull(inner);
       inner = mlirOperationGetNextInBlock(inner)) {
    if (PyOperation *wrapper = LiveOperations::find(inner))
      wrapper->setAttached(target.getObject());
    else
      LiveOperations::forEachInside(inner, [&](PyOperation &nested) { nested.setAttached(target.getObject()); });
  }
  self.~PyBlock();
  new (&self) PyBlock(std::move(target), block);
}

/// Iterates over a block's operations, and notices when the next one is gone.
class OperationIterator {
public:
  OperationIterator(PyOperationRef parent, MlirBlock block) : parent(std::move(parent)), block(block) {
    setNext(mlirBlockGetFirstOperation(block));
  }

  nb::object next() {
    if (!upcoming)
      throw nb::stop_iteration();
    PyOperationRef current = *upcoming;
    if (!current->isAttached() || !mlirBlockEqual(mlirOperationGetBlock(current->get()), block))
      throw std::runtime_error("the block changed during iteration: its next "
                               "operation was moved; iterate over a list copy");
    setNext(mlirOperationGetNextInBlock(current->get()));
    return current->createOpView();
  }

private:
  void setNext(MlirOperation operation) {
    upcoming.reset();
    if (!mlirOperationIsNull(operation))
      upcoming.emplace(PyOperation::forOperation(parent->getContext(), operation, parent.getObject()));
  }

  PyOperationRef parent;
  MlirBlock block;
  std::optional<PyOperationRef> upcoming;
};

nb::object viewOf(PyOperationRef &parent, MlirOperation operation) {
  return PyOperation::forOperation(parent->getContext(), operation, parent.getObject())->createOpView();
}

/// A block's operations as a sequence.
struct BlockOperations {
  PyOperationRef parent;
  MlirBlock block;

  void check() { checkBlock(parent, block); }
  intptr_t size() {
    check();
    intptr_t count = 0;
    for (MlirOperation op = mlirBlockGetFirstOperation(block); !mlirOperationIsNull(op);
         op = mlirOperationGetNextInBlock(op))
      ++count;
    return count;
  }
  nb::object at(intptr_t index) {
    if (index < 0)
      index += size();
    check();
    MlirOperation op = mlirBlockGetFirstOperation(block);
    for (; index > 0 && !mlirOperationIsNull(op); --index)
      op = mlirOperationGetNextInBlock(op);
    if (index < 0 || mlirOperationIsNull(op))
      throw nb::index_error("attempt to access out of bounds operation");
    return viewOf(parent, op);
  }
};

/// A region's blocks as a sequence.
struct RegionBlocks {
  PyOperationRef parent;
  MlirRegion region;

  std::vector<MlirBlock> all() {
    parent->checkValid();
    std::vector<MlirBlock> blocks;
    for (MlirBlock block = mlirRegionGetFirstBlock(region); !mlirBlockIsNull(block);
         block = mlirBlockGetNextInRegion(block))
      blocks.push_back(block);
    return blocks;
  }
  PyBlock at(intptr_t index) {
    std::vector<MlirBlock> blocks = all();
    if (index < 0)
      index += blocks.size();
    if (index < 0 || index >= static_cast<intptr_t>(blocks.size()))
      throw nb::index_error("attempt to access out of bounds block");
    return PyBlock(parent, blocks[index]);
  }
  PyBlock append(const nb::args &argTypes, const std::optional<nb::sequence> &argLocs) {
    parent->checkValid();
    MlirBlock block = makeBlock(parent->getContext(), argTypes, argLocs);
    mlirRegionAppendOwnedBlock(region, block);
    return PyBlock(parent, block);
  }
};

/// Iterates over the blocks that a region has at the beginning.
class BlockIterator {
public:
  explicit BlockIterator(RegionBlocks region) : parent(region.parent), blocks(region.all()) {}

  PyBlock next() {
    if (position == blocks.size())
      throw nb::stop_iteration();
    checkBlock(parent, blocks[position]);
    return PyBlock(parent, blocks[position++]);
  }

private:
  PyOperationRef parent;
  std::vector<MlirBlock> blocks;
  size_t position = 0;
};

void bindLists(nb::module_ &m) {
  nb::class_<BlockIterator>(m, "BlockIterator")
      .def("__iter__", [](nb::object self) { return self; })
      .def("__next__", &BlockIterator::next);
  nb::class_<OperationIterator>(m, "OperationIterator")
      .def("__iter__", [](nb::object self) { return self; })
      .def("__next__", &OperationIterator::next);
  nb::class_<BlockOperations>(m, "OperationList")
      .def("__len__", &BlockOperations::size)
      .def("__getitem__", &BlockOperations::at)
      .def("__iter__", [](BlockOperations &self) {
        self.check();
        return OperationIterator(self.parent, self.block);
      });
  nb::class_<RegionBlocks>(m, "BlockList")
      .def("__len__", [](RegionBlocks &self) { return self.all().size(); })
      .def("__getitem__", &RegionBlocks::at)
      .def("__iter__", [](RegionBlocks &self) { return BlockIterator(self); })
      .def("append", &RegionBlocks::append, "args"_a, nb::kw_only(), "arg_locs"_a = nb::none(),
           "Appends a block with arguments of the given types.");
  registerAbc(m.attr("OperationList"), "Sequence");
  registerAbc(m.attr("BlockList"), "Sequence");
}

void bindRegion(nb::module_ &m) {
  nb::class_<PyRegion>(m, "Region")
      .def_prop_ro("blocks",
                   [](PyRegion &self) {
                     self.checkValid();
                     return RegionBlocks{self.getParentOperation(), self.get()};
                   })
      .def_prop_ro("owner", [](PyRegion &self) { return self.getParentOperation()->createOpView(); })
      .def("__iter__",
           [](PyRegion &self) {
             self.checkValid();
             return BlockIterator({self.getParentOperation(), self.get()});
           })
      .def("__eq__", [](PyRegion &self, PyRegion &other) { return mlirRegionEqual(self.get(), other.get()); })
      .def("__eq__", [](PyRegion &, nb::object) { return false; });
}

void bindBlockArguments(nb::class_<PyBlock> &cls) {
  cls.def_prop_ro("arguments",
                  [](PyBlock &self) {
                    checkBlock(self);
                    return PyBlockArgumentList(self.getParentOperation(), self.get());
                  })
      .def(
          "add_argument",
          [](PyBlock &self, PyType &type, PyLocation &loc) {
            checkBlock(self);
            requireIn(self.getParentOperation()->getContext().get(), type, "the type");
            requireIn(self.getParentOperation()->getContext().get(), loc, "the location");
            return PyBlockArgument(self.getParentOperation(), mlirBlockAddArgument(self.get(), type, loc));
          },
          "type"_a, "loc"_a)
      .def(
          "insert_argument",
          [](PyBlock &self, unsigned index, PyType &type, PyLocation &loc) {
            checkBlock(self);
            requireIn(self.getParentOperation()->getContext().get(), type, "the type");
            requireIn(self.getParentOperation()->getContext().get(), loc, "the location");
            if (index > mlirBlockGetNumArguments(self.get()))
              throw nb::index_error("block argument index out of range");
            return PyBlockArgument(self.getParentOperation(), mlirBlockInsertArgument(self.get(), index, type, loc));
          },
          "index"_a, "type"_a, "loc"_a)
      .def(
          "erase_argument",
          [](PyBlock &self, unsigned index) {
            checkBlock(self);
            if (index >= mlirBlockGetNumArguments(self.get()))
              throw nb::index_error("block argument index out of range");
            MlirValue argument = mlirBlockGetArgument(self.get(), index);
            if (!mlirOpOperandIsNull(mlirValueGetFirstUse(argument)))
              throw nb::value_error("the block argument is still used");
            mlirBlockEraseArgument(self.get(), index);
            LiveOperations::markChanged(self.getParentOperation()->get());
          },
          "index"_a);
}

void bindBlock(nb::module_ &m) {
  nb::class_<PyBlock> cls(m, "Block");
  cls.def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyBlock::getCapsule)
      .def_prop_ro("owner",
                   [](PyBlock &self) {
                     checkBlock(self);
                     return self.getParentOperation()->createOpView();
                   })
      .def_prop_ro("region",
                   [](PyBlock &self) {
                     checkBlock(self);
                     return PyRegion(self.getParentOperation(), mlirBlockGetParentRegion(self.get()));
                   })
      .def_prop_ro("operations",
                   [](PyBlock &self) {
                     checkBlock(self);
                     return BlockOperations{self.getParentOperation(), self.get()};
                   })
      .def_prop_ro("successors",
                   [](PyBlock &self) {
                     checkBlock(self);
                     return PyBlockSuccessors(self, self.getParentOperation());
                   })
      .def_prop_ro("predecessors",
                   [](PyBlock &self) {
                     checkBlock(self);
                     return PyBlockPredecessors(self, self.getParentOperation());
                   })
      .def_static(
          "create_at_start",
          [](PyRegion &region, const nb::sequence &argTypes, const std::optional<nb::sequence> &argLocs) {
            region.checkValid();
            PyOperationRef &parent = region.getParentOperation();
            MlirBlock block = makeBlock(parent->getContext(), argTypes, argLocs);
            mlirRegionInsertOwnedBlock(region, 0, block);
            return PyBlock(parent, block);
          },
          "parent"_a, "arg_types"_a = nb::list(), "arg_locs"_a = nb::none(),
          "Creates a block at the beginning of a region.")
      .def(
          "create_before",
          [](PyBlock &self, const nb::args &argTypes, const std::optional<nb::sequence> &argLocs) {
            return makeBlockBeside(self, argTypes, argLocs, mlirRegionInsertOwnedBlockBefore);
          },
          "arg_types"_a, nb::kw_only(), "arg_locs"_a = nb::none())
      .def(
          "create_after",
          [](PyBlock &self, const nb::args &argTypes, const std::optional<nb::sequence> &argLocs) {
            return makeBlockBeside(self, argTypes, argLocs, mlirRegionInsertOwnedBlockAfter);
          },
          "arg_types"_a, nb::kw_only(), "arg_locs"_a = nb::none())
      .def(
          "append",
          [](PyBlock &self, PyOperationBase &operation) {
            PyOperation &op = operation.getOperation();
            checkBlock(self);
            if (op.isAttached())
              op.detachFromParent();
            PyInsertionPoint(self).insert(op);
          },
          "operation"_a, "Moves the operation to the end of this block.")
      .def("append_to", &moveToRegion, "region"_a, "Moves the block to the end of a region.")
      .def("__iter__",
           [](PyBlock &self) {
             checkBlock(self);
             return OperationIterator(self.getParentOperation(), self.get());
           })
      .def("__eq__", [](PyBlock &self, PyBlock &other) { return mlirBlockEqual(self.get(), other.get()); })
      .def("__eq__", [](PyBlock &, nb::object) { return false; })
      .def("__hash__", [](PyBlock &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 4; })
      .def("__str__", [](PyBlock &self) {
        checkBlock(self);
        for (MlirOperation inner = mlirBlockGetFirstOperation(self.get()); !mlirOperationIsNull(inner);
             inner = mlirOperationGetNextInBlock(inner))
          requirePrintable(inner);
        return printToString(
            [&](MlirStringCallback callback, void *into) { mlirBlockPrint(self.get(), callback, into); });
      });
  bindBlockArguments(cls);
}

void bindInsertionPoint(nb::module_ &m) {
  nb::class_<PyInsertionPoint>(m, "InsertionPoint")
      .def(nb::init<PyBlock &>(), "block"_a, "At the end of a block without terminator.")
      .def(nb::init<PyOperationBase &>(), "beforeOperation"_a, "Before an operation.")
      .def("__enter__", [](nb::object self) { return PyInsertionPoint::contextEnter(self); })
      .def("__exit__", &PyInsertionPoint::contextExit, "exc_type"_a.none(), "exc_value"_a.none(), "traceback"_a.none())
      .def_prop_ro_static(
          "current",
          [](nb::object &) {
            auto *point = PyThreadContextEntry::getDefaultInsertionPoint();
            if (!point)
              throw nb::value_error("No current InsertionPoint");
            return nb::cast(point);
          },
          nb::sig("def current(/) -> InsertionPoint"))
      .def_static("at_block_begin", &PyInsertionPoint::atBlockBegin, "block"_a)
      .def_static("at_block_terminator", &PyInsertionPoint::atBlockTerminator, "block"_a)
      .def_static("after", &PyInsertionPoint::after, "operation"_a)
      .def("insert", &PyInsertionPoint::insert, "operation"_a)
      .def_prop_ro("block", &PyInsertionPoint::getBlock)
      .def_prop_ro("ref_operation", [](PyInsertionPoint &self) -> nb::object {
        auto &reference = self.getRefOperation();
        return reference ? reference->getObject() : nb::none();
      });
}
} // namespace

void populateBlocks(nb::module_ &m) {
  bindRegion(m);
  bindBlock(m);
  bindLists(m);
  bindInsertionPoint(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
