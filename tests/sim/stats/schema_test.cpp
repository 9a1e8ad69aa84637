// SPDX-License-Identifier: Apache-2.0
// What the program writes is valid under the published schema, and the schema is strict.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "example_stats.h"
#include "stats/pretty_json.h"
#include "stats/stats_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

bool is_valid(const json::value& document) {
  const auto path =
      std::filesystem::path(testing::TempDir()) / ("stats-" + std::to_string(::getpid()) + ".json");
  std::ofstream(path) << pretty(document);
  const std::string command = std::string(VALIDATE) + " " + SCHEMA + " " + path.string();
  const int status = std::system(command.c_str());
  std::filesystem::remove(path);
  EXPECT_TRUE(status == 0 || WEXITSTATUS(status) == 1) << "the validator did not run";
  return status == 0;
}

TEST(Schema, accepts_a_full_and_a_minimal_document) {
  EXPECT_TRUE(is_valid(to_json(example_stats())));
  Stats minimal = example_stats();
  minimal.requests.reset();
  minimal.trace.reset();
  minimal.processes.images.reset();
  EXPECT_TRUE(is_valid(to_json(minimal)));
}

TEST(Schema, refuses_a_missing_an_unknown_and_a_mistyped_value) {
  json::object missing = to_json(example_stats());
  missing.erase("fork");
  EXPECT_FALSE(is_valid(missing));
  json::object unknown = to_json(example_stats());
  unknown["frok"] = 1;
  EXPECT_FALSE(is_valid(unknown));
  json::object mistyped = to_json(example_stats());
  mistyped["cycles"] = "1000";
  EXPECT_FALSE(is_valid(mistyped));
}

}  // namespace
}  // namespace cowmmu
