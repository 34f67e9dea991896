// Debug callbacks that the environment asks for: TT_RUNTIME_DEBUG=1 and TT_FORCE_DEBUG_CALLBACKS=1.
#pragma once

namespace tt::runtime::detail {

/// If both variables are set and there is a Python interpreter in the process, calls Python's
/// ttrt.runtime.register_debug_callback(). Prints what it does. What goes wrong is reported with its traceback; it does
/// not throw.
void registerPythonCallbacksIfAsked();

} // namespace tt::runtime::detail
