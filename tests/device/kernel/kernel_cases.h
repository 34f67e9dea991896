// What the tests of kernels share: a cache of their own, and short ways to compile.
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "tt/device/error.h"
#include "tt/device/kernel.h"

namespace tt::device::test {

inline std::shared_ptr<const KernelImage> compile(const std::string &source, CompileOptions options = {},
                                                  const std::string &name = "test") {
  return KernelImage::compile(source, name, options);
}

/// The message of the KernelError that `run` throws; empty where it throws none.
template <typename Run>
std::string kernelError(Run &&run) {
  try {
    run();
  } catch (const KernelError &error) {
    return error.what();
  }
  return {};
}

} // namespace tt::device::test
