// The plainest ways in which nanobind calls a Python function with three arguments, to compare debug hooks with.
#include <cstdint>

#include <nanobind/nanobind.h>

namespace nb = nanobind;

namespace {

/// What a callback is told: as small as can be.
struct Argument {
  uint64_t number = 0;
};

/// As bindings do it without further thought: the arguments become new Python objects in every call.
void callWithNewObjects(const nb::callable &function, uint32_t times) {
  Argument first, second, third;
  nb::gil_scoped_release released;
  for (uint32_t i = 0; i < times; ++i) {
    nb::gil_scoped_acquire held;
    function(first, second, third);
  }
}

/// The least that a call can cost: the arguments are Python objects already.
void callWithSameObjects(const nb::callable &function, uint32_t times) {
  nb::object first = nb::cast(Argument{}), second = nb::cast(Argument{}), third = nb::cast(Argument{});
  nb::gil_scoped_release released;
  for (uint32_t i = 0; i < times; ++i) {
    nb::gil_scoped_acquire held;
    function(first, second, third);
  }
}

} // namespace

NB_MODULE(hook_calls, m) {
  nb::class_<Argument>(m, "Argument");
  m.def("call_with_new_objects", &callWithNewObjects);
  m.def("call_with_same_objects", &callWithSameObjects);
}
