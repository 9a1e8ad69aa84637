// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "cli_fixture.h"
#include "params/listing.h"
#include "params/presets.h"

namespace cowmmu {
namespace {

using ParamsCommand = CliTest;

TEST_F(ParamsCommand, lists_every_parameter_as_text_json_and_markdown) {
  const ParamRegistry registry;
  EXPECT_EQ(run({"params"}), 0);
  EXPECT_EQ(out_, params_as_text(registry, "server"));
  EXPECT_EQ(run({"params", "--markdown"}), 0);
  EXPECT_EQ(out_, params_as_markdown(registry, "server"));
  EXPECT_EQ(run({"params", "--json"}), 0);
  const boost::json::value all = boost::json::parse(out_);
  ASSERT_EQ(all.as_array().size(), registry.all().size());
  for (const auto& p : all.as_array()) {
    for (const char* key : {"name", "type", "default", "min", "max", "unit", "meaning", "source"}) {
      EXPECT_TRUE(p.as_object().contains(key)) << p;
    }
  }
}

TEST_F(ParamsCommand, shows_the_values_of_a_preset) {
  EXPECT_EQ(run({"params", "--json", "riscv"}), 0);
  const boost::json::value all = boost::json::parse(out_);
  uint64_t ceiling = 0;
  for (const auto& p : all.as_array()) {
    if (p.at("name") == "os.flush_ceiling") ceiling = p.at("default").to_number<uint64_t>();
  }
  EXPECT_EQ(ceiling, 64U);
}

TEST_F(ParamsCommand, an_unknown_preset_suggests_the_nearest) {
  EXPECT_EQ(run({"params", "sevrer"}), 2);
  EXPECT_TRUE(has(err_, "(did you mean server?)")) << err_;
}

TEST_F(ParamsCommand, one_format_at_a_time) {
  EXPECT_EQ(run({"params", "--json", "--markdown"}), 2);
}

}  // namespace
}  // namespace cowmmu
