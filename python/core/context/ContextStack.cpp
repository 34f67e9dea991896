// The thread's stack of `with` blocks over contexts, locations and insertion points, and what None stands for.
#include "../CoreBindings.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

std::vector<PyThreadContextEntry> &PyThreadContextEntry::getStack() {
  using Stack = std::vector<PyThreadContextEntry>;
  // Asked for several times an operation: a plain pointer at a fixed place in the thread's memory.
  static thread_local Stack *stack __attribute__((tls_model("initial-exec"))) = nullptr;
  if (!stack) {
    // A thread that ends inside a `with` block holds no GIL any more: its references are left alone.
    struct Holder {
      Stack *stack = new Stack;
      ~Holder() {
        if (stack->empty())
          delete stack;
      }
    };
    static thread_local Holder holder;
    stack = holder.stack;
  }
  return *stack;
}

PyThreadContextEntry *PyThreadContextEntry::getTopOfStack() {
  auto &stack = getStack();
  return stack.empty() ? nullptr : &stack.back();
}

void PyThreadContextEntry::push(FrameKind frameKind, nb::object context, nb::object insertionPoint,
                                nb::object location) {
  auto &stack = getStack();
  stack.emplace_back(frameKind, std::move(context), std::move(insertionPoint), std::move(location));
  if (stack.size() < 2)
    return;
  // What the entry does not set is taken over from the one below, if that belongs to the same context.
  PyThreadContextEntry &below = stack[stack.size() - 2];
  PyThreadContextEntry &top = stack.back();
  if (below.context.is(top.context)) {
    if (!top.insertionPoint)
      top.insertionPoint = below.insertionPoint;
    if (!top.location)
      top.location = below.location;
  }
}

namespace {
template <typename T>
T *pointerTo(const nb::object &object) {
  return object ? nb::cast<T *>(object) : nullptr;
}
} // namespace

PyMlirContext *PyThreadContextEntry::getContext() { return pointerTo<PyMlirContext>(context); }
PyInsertionPoint *PyThreadContextEntry::getInsertionPoint() { return pointerTo<PyInsertionPoint>(insertionPoint); }
PyLocation *PyThreadContextEntry::getLocation() { return pointerTo<PyLocation>(location); }

PyMlirContext *PyThreadContextEntry::getDefaultContext() {
  auto *top = getTopOfStack();
  return top ? top->getContext() : nullptr;
}
PyInsertionPoint *PyThreadContextEntry::getDefaultInsertionPoint() {
  auto *top = getTopOfStack();
  return top ? top->getInsertionPoint() : nullptr;
}
PyLocation *PyThreadContextEntry::getDefaultLocation() {
  auto *top = getTopOfStack();
  return top ? top->getLocation() : nullptr;
}

nb::object PyThreadContextEntry::pushContext(nb::object context) {
  push(FrameKind::Context, context, nb::object(), nb::object());
  return context;
}

nb::object PyThreadContextEntry::pushInsertionPoint(nb::object insertionPoint) {
  auto &point = nb::cast<PyInsertionPoint &>(insertionPoint);
  nb::object context = point.getBlock().getParentOperation()->getContext().getObject();
  push(FrameKind::InsertionPoint, context, insertionPoint, nb::object());
  return insertionPoint;
}

nb::object PyThreadContextEntry::pushLocation(nb::object location) {
  nb::object context = nb::cast<PyLocation &>(location).getContext().getObject();
  push(FrameKind::Location, context, nb::object(), location);
  return location;
}

namespace {
void pop(PyThreadContextEntry::FrameKind kind, const void *expected, const void *(*actual)(PyThreadContextEntry &)) {
  auto &stack = PyThreadContextEntry::getStack();
  if (stack.empty() || stack.back().getFrameKind() != kind || actual(stack.back()) != expected)
    throw std::runtime_error("unbalanced enter and exit of a Context, Location "
                             "or InsertionPoint");
  stack.pop_back();
}
} // namespace

void PyThreadContextEntry::popContext(PyMlirContext &context) {
  pop(FrameKind::Context, &context,
      [](PyThreadContextEntry &entry) { return static_cast<const void *>(entry.getContext()); });
}
void PyThreadContextEntry::popInsertionPoint(PyInsertionPoint &insertionPoint) {
  pop(FrameKind::InsertionPoint, &insertionPoint,
      [](PyThreadContextEntry &entry) { return static_cast<const void *>(entry.getInsertionPoint()); });
}
void PyThreadContextEntry::popLocation(PyLocation &location) {
  pop(FrameKind::Location, &location,
      [](PyThreadContextEntry &entry) { return static_cast<const void *>(entry.getLocation()); });
}

PyMlirContext &DefaultingPyMlirContext::resolve() {
  if (PyMlirContext *context = PyThreadContextEntry::getDefaultContext())
    return *context;
  throw std::runtime_error("An MLIR function requires a Context but none was provided in the call "
                           "or from the surrounding environment. Either pass to the function with "
                           "a 'context=' argument or establish a default using 'with Context():'");
}

PyLocation &DefaultingPyLocation::resolve() {
  if (PyLocation *location = PyThreadContextEntry::getDefaultLocation())
    return *location;
  throw std::runtime_error("An MLIR function requires a Location but none was provided in the call "
                           "or from the surrounding environment. Either pass to the function with "
                           "a 'loc=' argument or establish a default using 'with loc:'");
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
