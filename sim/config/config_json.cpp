// SPDX-License-Identifier: Apache-2.0
#include "config/config_json.h"

#include <string_view>

#include "input/utf8.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

// Puts a value at a dotted name, making the objects on the way.
void put(json::object& root, std::string_view name, json::value value) {
  json::object* at = &root;
  for (size_t dot; (dot = name.find('.')) != std::string_view::npos; name.remove_prefix(dot + 1)) {
    at = &at->emplace(json::string_view(name.data(), dot), json::object())
              .first->value()
              .as_object();
  }
  at->insert_or_assign(json::string_view(name.data(), name.size()), std::move(value));
}

json::object workload_json(const Workload& workload) {
  json::object out;
  switch (workload.kind) {
    case WorkloadKind::kProgram:
      out["program"] = workload.program;
      break;
    case WorkloadKind::kTrace:
      out["trace"] = valid_utf8(workload.file.string());
      break;
    case WorkloadKind::kLitmus:
      out["litmus"] = valid_utf8(workload.file.string());
      break;
  }
  for (const auto& [key, value] : workload.values) out[key] = to_json(value);
  // As a scenario may write it: true and false are booleans.
  if (workload.has("warm") && workload.word("warm") != "untimed") {
    out["warm"] = workload.word("warm") == "true";
  }
  return out;
}

}  // namespace

json::value to_json(const ParamValue& value) {
  return std::visit([](const auto& v) { return json::value(v); }, value);
}

json::object config_json(const ParamRegistry& registry, const Configuration& config) {
  json::object out;
  out["preset"] = config.preset;
  out["seed"] = config.seed;
  for (const ParamInfo& info : registry.all()) {
    put(out, info.name, to_json(registry.get(config.params, info.name)));
  }
  return out;
}

json::object config_json(const ParamRegistry& registry, const Scenario& scenario) {
  json::object out = config_json(registry, scenario.config);
  out["workload"] = workload_json(scenario.workload);
  return out;
}

json::object config_json(const Configuration& config) {
  return config_json(ParamRegistry(), config);
}

json::object config_json(const Scenario& scenario) {
  return config_json(ParamRegistry(), scenario);
}

}  // namespace cowmmu
