// Verifies what a Binary's programs say: ops against their definitions, values against single assignment, calls.
#include <algorithm>

#include <fmt/format.h>

#include "common/binary_image.h"
#include "common/op_signature.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

/// Bounds the runs of nested programs that one run may cause, so that a small file cannot run for ever.
constexpr uint64_t kMaxNestedRuns = 1'000'000;
constexpr uint32_t kMaxNesting = 64;

const char *kindName(AttributeKind kind) {
  switch (kind) {
  case AttributeKind::Bool:
    return "a boolean";
  case AttributeKind::Int:
    return "an integer";
  case AttributeKind::Float:
    return "a number";
  case AttributeKind::String:
    return "a string";
  case AttributeKind::IntArray:
    return "an array of integers";
  case AttributeKind::FloatArray:
    return "an array of numbers";
  case AttributeKind::StringArray:
    return "an array of strings";
  case AttributeKind::DataType:
    return "a data type";
  case AttributeKind::Program:
    return "a program";
  case AttributeKind::Constant:
    return "a constant tensor";
  case AttributeKind::Opaque:
    return "anything";
  case AttributeKind::IntOrFloat:
    return "an integer or a number";
  case AttributeKind::IntOrIntArray:
    return "an integer or an array of integers";
  }
  return "a known kind";
}

/// An empty array does not show the type of its elements.
bool isEmptyArray(const AttributeValue &value) {
  return std::visit(
      [](const auto &held) {
        if constexpr (requires { typename std::decay_t<decltype(held)>::value_type; } &&
                      !std::is_same_v<std::decay_t<decltype(held)>, std::string>)
          return held.empty();
        else
          return false;
      },
      value);
}

bool fits(const AttributeValue &value, AttributeKind kind) {
  auto holds = [&]<class... T>() { return (std::holds_alternative<T>(value) || ...); };
  using Ints = std::vector<int64_t>;
  switch (kind) {
  case AttributeKind::Bool:
    return holds.operator()<bool>();
  case AttributeKind::Int:
    return holds.operator()<int64_t>();
  case AttributeKind::Float:
    return holds.operator()<double>();
  case AttributeKind::String:
    return holds.operator()<std::string>();
  case AttributeKind::IntArray:
    return holds.operator()<Ints>() || isEmptyArray(value);
  case AttributeKind::FloatArray:
    return holds.operator()<std::vector<double>>() || isEmptyArray(value);
  case AttributeKind::StringArray:
    return holds.operator()<std::vector<std::string>>() || isEmptyArray(value);
  case AttributeKind::DataType:
    return holds.operator()<DataType>();
  case AttributeKind::Program:
    return holds.operator()<ProgramRef>();
  case AttributeKind::Constant:
    return holds.operator()<ConstantRef>();
  case AttributeKind::Opaque:
    return true;
  case AttributeKind::IntOrFloat:
    return holds.operator()<int64_t, double>();
  case AttributeKind::IntOrIntArray:
    return holds.operator()<int64_t, Ints>() || isEmptyArray(value);
  }
  return false;
}

class Checker {
public:
  Checker(const std::vector<Program> &programs, const std::string &source, bool isForCard)
      : programs(programs), source(source), isForCard(isForCard) {}

  void check() {
    for (size_t i = 0; i < programs.size(); ++i)
      checkProgram(i);
    checkCalls();
  }

private:
  template <class... Args>
  [[noreturn]] void fail(fmt::format_string<Args...> format, Args &&...args) const {
    std::string place = op ? describeOp(programs, program, *op) : describeProgram(programs, program);
    throw BinaryError(fmt::format("{}: {}: {}; the file is damaged or its compiler is at fault: recompile", source,
                                  place, fmt::format(format, std::forward<Args>(args)...)));
  }

  void checkProgram(size_t index) {
    program = index;
    op.reset();
    const Program &self = programs[index];
    std::vector<bool> defined(self.values.size());
    for (size_t i = 0; i < self.inputs.size(); ++i) {
      if (!self.values[self.inputs[i]].isTensor)
        fail("input {} is not a tensor", i);
      if (defined[self.inputs[i]])
        fail("input {} is value {}, which another input is already", i, self.inputs[i]);
      defined[self.inputs[i]] = true;
    }
    for (size_t i = 0; i < self.operations.size(); ++i) {
      op = i;
      checkOperation(self, self.operations[i], defined);
    }
    op.reset();
    for (size_t i = 0; i < self.outputs.size(); ++i) {
      if (!defined[self.outputs[i]])
        fail("output {} is value {}, which nothing computes", i, self.outputs[i]);
      if (!self.values[self.outputs[i]].isTensor)
        fail("output {} is not a tensor", i);
    }
  }

  void checkOperation(const Program &self, const Operation &operation, std::vector<bool> &defined) {
    const OpSignature *signature = findOpSignature(operation.name);
    if (!signature)
      fail("this runtime knows no such op");
    const bool isCardOp = operation.name.starts_with("ttmetal.") || operation.name.starts_with("memref.");
    if (isCardOp != isForCard)
      fail("a file for {} cannot hold it", isForCard ? "the simulated card" : "the host device");
    checkSegments("operand", signature->operands, operation.operandSegments, operation.operands.size());
    checkSegments("result", signature->results, operation.resultSegments, operation.results.size());
    checkAttributes(*signature, operation);
    for (size_t i = 0; i < operation.operands.size(); ++i)
      if (!defined[operation.operands[i]])
        fail("operand {} is value {}, which no earlier op computes", i, operation.operands[i]);
    for (size_t i = 0; i < operation.results.size(); ++i) {
      if (defined[operation.results[i]])
        fail("result {} is value {}, which is computed already", i, operation.results[i]);
      defined[operation.results[i]] = true;
    }
    if (operation.name == "ttcore.load_cached")
      checkCall(self, operation);
  }

  void checkSegments(const char *what, std::span<const OperandSignature> declared,
                     const std::vector<uint32_t> &segments, size_t count) {
    if (segments.size() != declared.size())
      fail("the op is defined with {} {}s, but the record has {} segments", declared.size(), what, segments.size());
    uint64_t sum = 0;
    for (size_t i = 0; i < declared.size(); ++i) {
      sum += segments[i];
      if (declared[i].arity == Arity::One && segments[i] != 1)
        fail("{} '{}' must be there once, the record has {}", what, declared[i].name, segments[i]);
      if (declared[i].arity == Arity::Optional && segments[i] > 1)
        fail("{} '{}' may be there once at most, the record has {}", what, declared[i].name, segments[i]);
    }
    if (sum != count)
      fail("the segments of the {}s add up to {}, but there are {}", what, sum, count);
  }

  void checkAttributes(const OpSignature &signature, const Operation &operation) {
    size_t known = 0;
    for (const AttributeSignature &declared : signature.attributes) {
      auto found = operation.attributes.find(declared.name);
      if (found == operation.attributes.end()) {
        if (!declared.optional)
          fail("attribute '{}' is missing", declared.name);
        continue;
      }
      ++known;
      if (!fits(found->second, declared.kind))
        fail("attribute '{}' must be {}", declared.name, kindName(declared.kind));
    }
    if (known == operation.attributes.size())
      return;
    for (const auto &[name, value] : operation.attributes)
      if (std::none_of(signature.attributes.begin(), signature.attributes.end(),
                       [&](const AttributeSignature &declared) { return declared.name == name; }))
        fail("the op has no attribute '{}'", name);
  }

  /// That the operands and results of a load_cached are those of the program it names.
  void checkCall(const Program &self, const Operation &operation) {
    auto found = operation.attributes.find("callee");
    const auto *reference = found == operation.attributes.end() ? nullptr : std::get_if<ProgramRef>(&found->second);
    if (!reference)
      fail("attribute 'callee' must be a program");
    const Program &callee = programs[reference->index];
    checkSame(self, operation.operands, callee, callee.inputs, "operand", callee.name);
    checkSame(self, operation.results, callee, callee.outputs, "result", callee.name);
  }

  void checkSame(const Program &self, const std::vector<uint32_t> &values, const Program &callee,
                 const std::vector<uint32_t> &expected, const char *what, const std::string &name) {
    if (values.size() != expected.size())
      fail("the program \"{}\" has {} {}s, the op has {}", name, expected.size(), what, values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      const Value &mine = self.values[values[i]];
      const Value &theirs = callee.values[expected[i]];
      if (!mine.isTensor || mine.desc != theirs.desc)
        fail("{} {} is {}, but the program \"{}\" has {}", what, i, mine.isTensor ? mine.desc.str() : "not a tensor",
             name, theirs.desc.str());
    }
  }

  /// That no program runs itself, directly or through others, and that nested runs stay bounded.
  void checkCalls() {
    runs.assign(programs.size(), 0);
    active.assign(programs.size(), false);
    for (size_t i = 0; i < programs.size(); ++i)
      countRuns(i, 0);
  }

  /// Runs of programs that one run of this one causes, itself included. Recursion is at most kMaxNesting deep.
  uint64_t countRuns(size_t index, uint32_t depth) {
    if (runs[index] != 0)
      return runs[index];
    program = index;
    op.reset();
    if (active[index])
      fail("the program calls itself, directly or through others");
    if (depth > kMaxNesting)
      fail("programs are nested more than {} deep", kMaxNesting);
    active[index] = true;
    uint64_t count = 1;
    for (const Operation &operation : programs[index].operations)
      for (const auto &[name, value] : operation.attributes)
        if (const auto *reference = std::get_if<ProgramRef>(&value)) {
          count += countRuns(reference->index, depth + 1);
          if (count > kMaxNestedRuns) {
            program = index;
            fail("one run would run other programs more than {} times", kMaxNestedRuns);
          }
        }
    active[index] = false;
    return runs[index] = count;
  }

  const std::vector<Program> &programs;
  const std::string &source;
  const bool isForCard;
  size_t program = 0;
  std::optional<size_t> op;
  std::vector<uint64_t> runs;
  std::vector<bool> active;
};

} // namespace

void checkPrograms(const std::vector<Program> &programs, const std::string &source, bool isForCard) {
  Checker(programs, source, isForCard).check();
}

void linkSignatures(std::vector<Program> &programs) {
  for (Program &program : programs)
    for (Operation &operation : program.operations)
      operation.signature = findOpSignature(operation.name);
}

std::string describeProgram(const std::vector<Program> &programs, size_t program) {
  return fmt::format("program {} \"{}\"", program, programs[program].name);
}

std::string describeOp(const std::vector<Program> &programs, size_t program, size_t op) {
  const Operation &operation = programs[program].operations[op];
  return fmt::format("{}, op {} {} at {}", describeProgram(programs, program), op, operation.name,
                     operation.location.empty() ? "loc(unknown)" : operation.location);
}

} // namespace tt::runtime::detail
