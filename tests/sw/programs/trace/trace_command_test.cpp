// SPDX-License-Identifier: Apache-2.0
#include "commands/trace_command.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "samples.h"

namespace cowmmu {
namespace {

// A trace file that lives as long as the object.
class TemporaryTrace {
 public:
  explicit TemporaryTrace(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("cowmmu-" + std::to_string(getpid()) + ".trace")) {
    std::ofstream(path_) << text;
  }
  ~TemporaryTrace() { std::filesystem::remove(path_); }
  TemporaryTrace(const TemporaryTrace&) = delete;
  TemporaryTrace& operator=(const TemporaryTrace&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(TraceCommand, json_has_the_documented_members_and_counts) {
  const TemporaryTrace file(trace::kEverything);
  std::ostringstream out, err;
  ASSERT_EQ(trace_command({file.path(), true}, out, err), 0);
  EXPECT_EQ(boost::json::parse(out.str()), boost::json::parse(R"({
    "schema": 1, "grain": "line", "accesses": 12, "fetches": 5, "loads": 4, "stores": 3,
    "processes": [
      {"pid": 10, "threads": 2, "forks": 1, "vforks": 0, "execs": 0,
       "fetches": 3, "loads": 4, "stores": 2, "pages": 3, "written": 1},
      {"pid": 12, "threads": 1, "forks": 0, "vforks": 1, "execs": 0,
       "fetches": 0, "loads": 0, "stores": 1, "pages": 1, "written": 1},
      {"pid": 13, "threads": 1, "forks": 0, "vforks": 0, "execs": 1,
       "fetches": 2, "loads": 0, "stores": 0, "pages": 2, "written": 0}],
    "forks": [{"parent": 10, "child": 12, "present": 2, "dirty": 1}]})"));
  EXPECT_EQ(err.str(), "");
}

TEST(TraceCommand, text_names_command_processes_forks_and_cow_faults) {
  const TemporaryTrace file(trace::kEverything);
  std::ostringstream out, err;
  ASSERT_EQ(trace_command({file.path(), false}, out, err), 0);
  for (const char* part :
       {"line grain", "./program with arguments", "12 accesses, 3 of them stores",
        "1 COW faults in recorded order (1 copies, 0 reuses)"})
    EXPECT_NE(out.str().find(part), std::string::npos) << part << " in\n" << out.str();
}

TEST(TraceCommand, a_bad_file_ends_with_2_and_prints_nothing_but_the_error) {
  const TemporaryTrace file(trace::kStart + "Y\n");
  std::ostringstream out, err;
  EXPECT_EQ(trace_command({file.path(), true}, out, err), 2);
  EXPECT_EQ(out.str(), "");
  EXPECT_NE(err.str().find(".trace:7:1: record: found 'Y'"), std::string::npos) << err.str();
}

}  // namespace
}  // namespace cowmmu
