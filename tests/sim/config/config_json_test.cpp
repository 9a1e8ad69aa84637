// SPDX-License-Identifier: Apache-2.0
#include "config/config_json.h"

#include <gtest/gtest.h>

#include "scenario_text.h"

namespace cowmmu {
namespace {

TEST(ConfigJson, holds_every_parameter_at_its_path) {
  const Scenario s = parse(kForkExit, {{}, {"machine.tlb.l1d.entries=128"}});
  const boost::json::value config = config_json(s);
  const ParamRegistry registry;
  for (const ParamInfo& info : registry.all()) {
    std::string pointer = "/" + info.name;
    for (char& c : pointer) c = c == '.' ? '/' : c;
    EXPECT_EQ(config.at_pointer(pointer), to_json(registry.get(s.config.params, info.name)))
        << info.name;
  }
  EXPECT_EQ(config.at_pointer("/machine/tlb/l1d/entries"), 128);
  EXPECT_EQ(config.at_pointer("/preset"), "server");
  EXPECT_EQ(config.at_pointer("/seed"), 1);
}

TEST(ConfigJson, holds_the_workload_with_its_defaults) {
  const boost::json::value config = config_json(parse(kForkExit));
  EXPECT_EQ(config.at_pointer("/workload"),
            boost::json::parse(R"({"program":"fork_exit","pages":1,"children":1,"warm":true})"));
}

}  // namespace
}  // namespace cowmmu
