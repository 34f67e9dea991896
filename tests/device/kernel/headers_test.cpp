// The headers for kernels: each compiles alone, and every service of the card is reached by its function.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>

#include "kernel_cases.h"
#include "kernel_runner.h"

namespace tt::device::test {
namespace {

namespace fs = std::filesystem;

/// The table of the field's names: name, header.
std::vector<std::pair<std::string, std::string>> fieldHeaders() {
  std::ifstream file(TENON_KERNEL_HEADERS "/field_headers.txt");
  std::vector<std::pair<std::string, std::string>> headers;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name, header;
    if (line.empty() || line[0] == '#' || !(words >> name >> header))
      continue;
    headers.emplace_back(name, header);
  }
  return headers;
}

std::vector<std::string> includeNames(const std::string &name) {
  if (!name.starts_with("compute/"))
    return {name};
  const std::string rest = name.substr(std::string("compute/").size());
  return {"api/compute/" + rest, "compute_kernel_api/" + rest};
}

CompileOptions computeOptions() {
  CompileOptions options;
  options.processor = Processor::Compute;
  return options;
}

TEST(KernelHeaders, CompileAlone) {
  std::set<std::string> headers;
  for (const auto &entry : fs::recursive_directory_iterator(TENON_KERNEL_HEADERS "/tenon"))
    if (entry.path().extension() == ".h")
      headers.insert(fs::relative(entry.path(), TENON_KERNEL_HEADERS).string());
  for (const auto &entry : fs::directory_iterator(TENON_KERNEL_HEADERS "/std"))
    headers.insert(entry.path().filename().string());
  EXPECT_GT(headers.size(), 40u);
  for (const std::string &header : headers) {
    // The runtime's parts define its functions, so they cannot be in a kernel too.
    if (header.find("/runtime_") != std::string::npos)
      continue;
    EXPECT_EQ(kernelError([&] { compile("#include \"" + header + "\"\nvoid kernel_main() {}", computeOptions()); }), "")
        << header;
  }
}

TEST(KernelHeaders, HaveAllNamesOfTheField) {
  std::string all;
  const auto headers = fieldHeaders();
  EXPECT_GT(headers.size(), 100u);
  for (const auto &[name, header] : headers) {
    EXPECT_TRUE(fs::is_regular_file(TENON_KERNEL_HEADERS "/tenon/kernel/" + header)) << name;
    for (const std::string &include : includeNames(name))
      all += "#include \"" + include + "\"\n";
  }
  for (const Processor processor : {Processor::DataMovement0, Processor::DataMovement1, Processor::Compute}) {
    CompileOptions options;
    options.processor = processor;
    EXPECT_EQ(kernelError([&] { compile(all + "void kernel_main() {}", options); }), "");
  }
}

/// How a kernel calls a service of the tile engine whose function is not called with the service's words: the call, and
/// the words that it must give.
struct SpecialCall {
  std::string call;
  std::vector<uint32_t> words;
};

std::map<std::string, SpecialCall> specialCalls() {
  std::map<std::string, SpecialCall> calls = {
      {"copy_tile_to_dst_init_short", {"copy_tile_to_dst_init_short(1)", {1}}},
      {"copy_tile_to_dst_init_short_with_dt", {"copy_tile_to_dst_init_short_with_dt(1, 2)", {1, 2}}},
      {"copy_dest_values", {"copy_dest_values<DataFormat::Int32>(1, 2)", {1, 2, 12}}},
      {"pack_tile", {"pack_tile<true>(1, 2, 3)", {1, 2, 3, 1}}},
      {"pack_untilize_init", {"pack_untilize_init<3, 6>(1, 2)", {1, 2, 3, 6}}},
      {"pack_untilize_block", {"tenon::services::pack_untilize_block(1, 2, 3)", {1, 2, 3}}},
      {"pack_untilize_dest_init", {"pack_untilize_dest_init<3, 6>(1)", {1, 3, 6}}},
      {"pack_untilize_dest", {"pack_untilize_dest<3, 6>(1, 2, 4)", {1, 2, 4, 3, 6}}},
      {"binary_dest_reuse_tiles_init",
       {"binary_dest_reuse_tiles_init<ELWSUB, EltwiseBinaryReuseDestType::DEST_TO_SRCB>(1)", {1, 1, 1}}},
      {"binary_dest_reuse_tiles",
       {"binary_dest_reuse_tiles<ELWMUL, EltwiseBinaryReuseDestType::DEST_TO_SRCA>(1, 2, 3)", {1, 2, 3, 2, 0}}},
      {"init_bcast", {"init_bcast<ELWMUL, BroadcastType::ROW>(1, 2, 3)", {1, 2, 3, 2, 2}}},
      {"unary_bcast_init", {"unary_bcast_init<BroadcastType::COL>(1, 2)", {1, 2, 1}}},
      {"unary_bcast", {"unary_bcast<BroadcastType::SCALAR>(1, 2, 3)", {1, 2, 3, 3}}},
      {"unary_bcast_uninit", {"unary_bcast_uninit<BroadcastType::SCALAR>(1)", {1}}},
      {"reduce_init", {"reduce_init<PoolType::MAX, ReduceDim::REDUCE_COL>(1, 2, 3)", {1, 2, 3, 1, 1}}},
      {"reduce_tile", {"reduce_tile<PoolType::AVG, ReduceDim::REDUCE_SCALAR>(1, 2, 3, 4, 5)", {1, 2, 3, 4, 5, 2, 2}}},
      {"sfpu_reduce_init", {"sfpu_reduce_init<PoolType::SUM, DataFormat::Float32>()", {0, 0}}},
      {"sfpu_reduce", {"sfpu_reduce<PoolType::MAX, DataFormat::Float16_b>(1)", {1, 1, 2, 1}}},
      {"sfpu_add_top_row", {"sfpu_add_top_row<DataFormat::UInt32>(1, 2, 3)", {1, 2, 3, 9}}},
      {"max_reduce_with_indices", {"max_reduce_with_indices<32, DataLayout::TILE, true>(1, 2, 3)", {1, 2, 3, 32, 1}}},
      {"cumsum_tile", {"cumsum_tile(1, false)", {1, 0}}},
      {"topk_rebuild", {"topk_rebuild(1, true, 3, 4, 5, 6)", {1, 1, 3, 4, 5, 6}}},
      {"exp_tile_init", {"exp_tile_init<true>()", {1, 0x3f800000, 1}}},
      {"exp_tile", {"exp_tile<false, true>(1, VectorMode::RC, 0x4000)", {1, 0, 1, 8, 0x4000}}},
      {"logical_not_tile", {"logical_not_tile<DataFormat::UInt32>(1)", {1, 9}}},
      {"where_tile", {"where_tile<DataFormat::Float32>(1, 2, 3, 4)", {1, 2, 3, 4, 0}}},
      {"typecast_tile_init",
       {"typecast_tile_init<(uint32_t)DataFormat::Float16_b, (uint32_t)DataFormat::Int32>()", {2, 12}}},
      {"typecast_tile", {"typecast_tile<(uint32_t)DataFormat::UInt16, (uint32_t)DataFormat::Bfp8_b>(1)", {1, 10, 4}}},
      {"fill_tile", {"fill_tile(1, 1.0f)", {1, 0x3f800000}}},
      {"mul_int_tile_init", {"mul_int_tile_init<DataFormat::UInt16>()", {10}}},
      {"experimental_pack_untilize_block", {"experimental::pack_untilize_block<3, 6>(1, 2, 4, 5)", {1, 2, 4, 5, 3, 6}}},
  };
  for (const char *op : {"add", "sub", "mul"}) {
    const std::string name = std::string(op) + "_tiles_bcast";
    calls[name] = {name + "<BroadcastType::ROW>(1, 2, 3, 4, 5)", {1, 2, 3, 4, 5, 2}};
  }
  for (const char *name : {"add_int_tile", "sub_int_tile", "mul_int_tile", "bitwise_and_binary_tile",
                           "bitwise_or_binary_tile", "bitwise_xor_binary_tile", "binary_left_shift_tile",
                           "binary_right_shift_tile", "binary_logical_right_shift_tile"})
    calls[name] = {std::string(name) + "<DataFormat::UInt32>(1, 2, 3)", {1, 2, 3, 9}};
  return calls;
}

TEST(KernelHeaders, ReachEveryOperationOfTheTileEngine) {
  struct Operation {
    std::string name;
    Service service;
    std::vector<uint32_t> words;
  };
  std::vector<Operation> operations;
  std::string source = "#include \"compute_kernel_api.h\"\nvoid kernel_main() {\n";
  std::map<std::string, SpecialCall> special = specialCalls();
  auto add = [&](const std::string &name, Service service, uint32_t arguments) {
    Operation operation{name, service, {}};
    if (const auto found = special.find(name); found != special.end()) {
      source += "  " + found->second.call + ";\n";
      operation.words = found->second.words;
      special.erase(found);
    } else {
      // Registers and buffers named by 1, 2, 3, ...; flags and the like, which follow, are the same numbers.
      const std::string prefix = "experimental_";
      source += "  " + (name.starts_with(prefix) ? "experimental::" + name.substr(prefix.size()) : name) + "(";
      for (uint32_t i = 0; i < arguments; ++i) {
        source += (i ? ", " : "") + std::to_string(i + 1);
        operation.words.push_back(i + 1);
      }
      source += ");\n";
    }
    EXPECT_EQ(operation.words.size(), arguments) << name;
    operations.push_back(operation);
  };
#define TENON_CARD_SERVICE(number, name, arguments, summary)                                                           \
  if (number >= 0x100)                                                                                                 \
    add(#name, Service::name, arguments);
#include "tenon/schema/card_services.def"
  EXPECT_THAT(special, testing::IsEmpty()) << "special calls of services that are not there";
  EXPECT_GT(operations.size(), 250u);

  KernelRunner runner;
  const auto kernel = compile(source + "}\n", computeOptions());
  ASSERT_EQ(runner.run(*kernel), 0u) << runner.printed;
  ASSERT_EQ(runner.calls.size(), operations.size());
  for (size_t i = 0; i < operations.size(); ++i) {
    const Operation &operation = operations[i];
    EXPECT_EQ(runner.calls[i].service, operation.service) << operation.name;
    for (size_t k = 0; k < operation.words.size(); ++k)
      EXPECT_EQ(runner.calls[i].arguments[k], operation.words[k]) << operation.name << ", word " << k;
  }
}

TEST(KernelHeaders, CompileTheKernelsOfTheirPage) {
  std::ifstream page(TENON_KERNELS_PAGE);
  std::string code;
  bool inside = false;
  int kernels = 0;
  for (std::string line; std::getline(page, line);) {
    if (line == "```cpp") {
      inside = true;
      code.clear();
    } else if (line == "```" && inside) {
      inside = false;
      ++kernels;
      const bool isCompute = code.find("compute_kernel_api") != std::string::npos;
      EXPECT_EQ(kernelError([&] { compile(code, isCompute ? computeOptions() : CompileOptions{}); }), "") << code;
    } else if (inside) {
      code += line + "\n";
    }
  }
  EXPECT_EQ(kernels, 3);
}

TEST(KernelHeaders, RefuseWhatTheCardDoesNotDo) {
  const auto kernel = compile("#include \"compute_kernel_api/eltwise_binary.h\"\n"
                              "void kernel_main() { add_tiles_init(0, 1, true); }",
                              computeOptions());
  KernelRunner runner;
  EXPECT_FALSE(runner.run(*kernel));
  EXPECT_THAT(runner.printed, testing::HasSubstr("add_tiles_init: accumulating into the registers"));
  EXPECT_THAT(kernelError([] {
                compile("#include \"compute_kernel_api/pack_untilize.h\"\n"
                        "void kernel_main() { pack_untilize_block<2, 4>(0, 1, 16); }",
                        computeOptions());
              }),
              testing::HasSubstr("the simulated card untilizes whole rows of tiles"));
}

} // namespace
} // namespace tt::device::test
