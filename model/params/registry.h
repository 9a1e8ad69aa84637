// SPDX-License-Identifier: Apache-2.0
// The registry: every parameter by its dotted name, with its type, range, unit, meaning and source,
// expanded from the same *.def files as the structs in params.h.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "params/params.h"

namespace cowmmu {

// A value of a parameter: integer, real, boolean or choice, in this order.
using ParamValue = std::variant<uint64_t, double, bool, std::string>;
// The member of a Params that a parameter names.
using ParamField = std::variant<uint64_t*, double*, bool*, std::string*>;

struct ParamInfo {
  std::string name;     // "machine.tlb.l1d.entries"
  std::string type;     // "integer", "real", "boolean" or "choice"
  ParamValue initial;   // the default
  ParamValue min, max;  // both inclusive; equal to `initial` for a choice
  std::vector<std::string> choices;
  std::string unit, source, meaning;
  ParamField (*field)(Params&);
};

// A name, type, value or combination that the registry refuses. The message names what was found,
// what is allowed and the nearest known name.
struct ParamError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// A value that is declared but not built yet: what() is "not available yet: NAME".
struct ParamNotAvailable : ParamError {
  explicit ParamNotAvailable(const std::string& what_is)
      : ParamError("not available yet: " + what_is) {}
};

// All parameters, in the order of the struct members. Built on each call: keep it where it is used
// often.
std::vector<ParamInfo> all_params();

class ParamRegistry {
 public:
  ParamRegistry();

  std::span<const ParamInfo> all() const { return all_; }
  // Throws ParamError with the nearest name where `name` is no parameter.
  const ParamInfo& find(std::string_view name) const;
  bool is_group(std::string_view name) const;  // "machine.tlb" is, "machine.tlb.l1d.ways" is not
  const std::vector<std::string>& names() const { return names_; }

  ParamValue get(const Params& params, std::string_view name) const;
  // Checks type, range and choice. An integer is accepted for a real, nothing else converts.
  void set(Params& params, std::string_view name, const ParamValue& value) const;
  // The same from text, as `--set` gives it: the parameter's type says how the text is read.
  void set_text(Params& params, std::string_view name, std::string_view text) const;

 private:
  std::vector<ParamInfo> all_;
  std::vector<std::string> names_;
};

// `value` as this parameter takes it, checked for type, range and choice but not for availability.
ParamValue checked_value(const ParamInfo& info, const ParamValue& value);
// The same from text.
ParamValue checked_text(const ParamInfo& info, std::string_view text);

// As a scenario would write it, without quotes: "64", "0.5", "true", "cow".
std::string to_text(const ParamValue& value);
// "integer, 1 to 4096 entries" or "one of cow, textbook, eager": what an error message allows.
std::string allowed(const ParamInfo& info);

}  // namespace cowmmu
