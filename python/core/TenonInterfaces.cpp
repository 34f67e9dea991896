// The part of _ttmlir that asks operations and types about themselves, for ttmlir.util.
#include "Tenon.h"

#include "ttmlir-c/Interfaces.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tenon {

void bindInterfaces(nb::module_ &m) {
  m.def("is_destination_style", &ttmlirOperationIsDestinationStyle, "operation"_a,
        "Whether operands of the operation are the places that its results go to.");
  m.def("writes_operand", &ttmlirOperationWritesOperand, "operation"_a, "index"_a,
        "Whether the operation says of itself that it writes into what its operand `index` stands for.");
  m.def("element_type_to_data_type", &ttmlirElementTypeToDataType, "type"_a,
        "The number of the data type that holds elements of `type`, or -1 where there is none.");
}

} // namespace tenon
