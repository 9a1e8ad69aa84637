// SPDX-License-Identifier: Apache-2.0
#include "sweep/point_keys.h"

#include <boost/json.hpp>
#include <system_error>

#include "config/config_json.h"
#include "digest/sha256.h"
#include "errors/errors.h"
#include "params/choices.h"
#include "stats/version.h"

namespace cowmmu {

namespace json = boost::json;

std::string PointKeys::of(const Scenario& scenario) {
  json::object config = config_json(registry_, scenario);
  if (scenario.workload.kind == WorkloadKind::kTrace)
    config["workload"].as_object()["trace"] = content_of(scenario.workload.file);
  Sha256 sha;
  sha.add(json::serialize(json::object{{"tool", tool_}, {"config", std::move(config)}}));
  return sha.hex();
}

const std::string& PointKeys::content_of(const std::filesystem::path& file) {
  const auto known = contents_.find(file);
  if (known != contents_.end()) return known->second;
  try {
    return contents_[file] = sha256_of_file(file);
  } catch (const std::system_error& e) {
    throw InputError(e.what());
  }
}

std::string tool_identity() {
  const std::string commit(git_commit());
  std::string name = std::string(version()) + " " + commit;
  if (!any_name_added() && commit != "unknown" && !commit.ends_with("-dirty")) return name;
  return name + " " + sha256_of_file("/proc/self/exe");
}

}  // namespace cowmmu
