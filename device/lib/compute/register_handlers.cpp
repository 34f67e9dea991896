// Who may use the destination registers, and operations that only configure formats, which the engine takes from the
// circular buffers.
#include "compute/operation.h"

namespace tt::device {
namespace {

template <const char *(Registers::*Change)()>
void change(const Operation &operation) {
  if (const char *reason = (operation.state.registers.*Change)())
    operation.fail(reason);
}

/// Every circular buffer that a configuration names must be there. `Buffers` is how many.
template <uint32_t Buffers>
void configure(const Operation &operation) {
  for (uint32_t i = 0; i < Buffers; ++i)
    operation.formatOf(operation.word(i));
}

constexpr HandlerEntry kHandlers[] = {
    {Service::tile_regs_acquire, change<&Registers::acquire>},
    {Service::tile_regs_commit, change<&Registers::commit>},
    {Service::tile_regs_wait, change<&Registers::wait>},
    {Service::tile_regs_release, change<&Registers::release>},
    {Service::acquire_dst, change<&Registers::acquireBoth>},
    {Service::release_dst, change<&Registers::releaseBoth>},
    {Service::compute_kernel_hw_startup, configure<3>},
    {Service::init_sfpu, configure<2>},
    {Service::unary_op_init_common, configure<2>},
    {Service::binary_op_init_common, configure<3>},
    {Service::reconfig_data_format, configure<2>},
    {Service::reconfig_data_format_srca, configure<1>},
    {Service::reconfig_data_format_srcb, configure<1>},
    {Service::pack_reconfig_data_format, configure<1>},
    {Service::pack_init, configure<1>},
    {Service::experimental_unpack_stall_on_pack, configure<0>},
};

} // namespace

std::span<const HandlerEntry> registerHandlers() { return kHandlers; }

} // namespace tt::device
