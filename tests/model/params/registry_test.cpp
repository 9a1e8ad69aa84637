// SPDX-License-Identifier: Apache-2.0
#include "params/registry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "params/availability.h"

namespace cowmmu {
namespace {

std::string error_of(const auto& action) {
  try {
    action();
  } catch (const ParamError& e) {
    return e.what();
  }
  return "no error";
}

class Registry : public testing::Test {
 protected:
  ParamRegistry registry_;
  Params params_;
  std::string set_error(std::string_view name, std::string_view text) {
    return error_of([&] { registry_.set_text(params_, name, text); });
  }
};

TEST_F(Registry, lists_every_line_of_every_def_file) {
  size_t lines = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PARAMS_FOLDER)) {
    if (entry.path().extension() != ".def") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      lines += line.starts_with("PARAM(") || line.starts_with("CHOICE(");
    }
  }
  EXPECT_EQ(registry_.all().size(), lines);
}

TEST_F(Registry, names_are_unique_and_every_text_is_filled_in) {
  std::set<std::string> seen;
  for (const ParamInfo& info : registry_.all()) {
    EXPECT_TRUE(seen.insert(info.name).second) << info.name;
    EXPECT_FALSE(info.source.empty()) << info.name;
    EXPECT_FALSE(info.meaning.empty()) << info.name;
  }
}

TEST_F(Registry, each_name_reaches_its_own_member) {
  // Distinct members: writing one through its name changes what that name reads, and no other.
  for (const ParamInfo& info : registry_.all()) {
    if (info.type != "integer" || info.max == info.initial) continue;
    if (!is_available(info.name, to_text(info.max))) continue;
    Params changed;
    registry_.set(changed, info.name, info.max);
    for (const ParamInfo& other : registry_.all()) {
      const ParamValue expected = other.name == info.name ? info.max : other.initial;
      EXPECT_EQ(registry_.get(changed, other.name), expected) << info.name << " " << other.name;
    }
  }
}

TEST_F(Registry, defaults_of_the_struct_are_those_of_the_list_and_in_range) {
  for (const ParamInfo& info : registry_.all()) {
    EXPECT_EQ(registry_.get(params_, info.name), info.initial) << info.name;
    EXPECT_EQ(set_error(info.name, to_text(info.initial)), "no error");
  }
}

TEST_F(Registry, members_are_reached_by_their_dotted_names) {
  registry_.set_text(params_, "machine.tlb.l1d.entries", "128");
  registry_.set_text(params_, "os.cost.locks", "free");
  registry_.set_text(params_, "os.memory.aged", "0.25");
  registry_.set_text(params_, "machine.cached", "false");
  EXPECT_EQ(params_.machine.tlb.l1d.entries, 128U);
  EXPECT_EQ(params_.os.cost.locks, "free");
  EXPECT_EQ(params_.os.memory.aged, 0.25);
  EXPECT_FALSE(params_.machine.cached);
}

TEST_F(Registry, unknown_name_suggests_the_nearest) {
  EXPECT_EQ(set_error("machine.tlb.l1d.entires", "64"),
            "unknown parameter machine.tlb.l1d.entires (did you mean machine.tlb.l1d.entries?)");
  EXPECT_EQ(set_error("colour", "red"), "unknown parameter colour");
}

TEST_F(Registry, ends_of_a_range_are_legal_and_their_neighbours_are_not) {
  EXPECT_EQ(set_error("machine.harts", "1"), "no error");
  EXPECT_EQ(set_error("machine.harts", "64"), "no error");
  EXPECT_EQ(set_error("machine.harts", "0"),
            "machine.harts: found 0, allowed integer, 1 to 64 harts");
  EXPECT_EQ(set_error("machine.harts", "65"),
            "machine.harts: found 65, allowed integer, 1 to 64 harts");
  EXPECT_EQ(set_error("os.memory.aged", "1.5"),
            "os.memory.aged: found 1.5, allowed real, 0.0 to 1.0");
}

TEST_F(Registry, a_value_of_another_type_is_refused) {
  EXPECT_EQ(set_error("machine.harts", "4x"),
            "machine.harts: found 4x, allowed integer, 1 to 64 harts");
  EXPECT_EQ(set_error("machine.harts", ""),
            "machine.harts: found , allowed integer, 1 to 64 harts");
  EXPECT_EQ(set_error("machine.harts", "-1"),
            "machine.harts: found -1, allowed integer, 1 to 64 harts");
  EXPECT_EQ(set_error("machine.cached", "yes"), "machine.cached: found yes, allowed true or false");
  EXPECT_EQ(error_of([&] { registry_.set(params_, "machine.harts", 2.0); }),
            "machine.harts: found 2.0, allowed integer, 1 to 64 harts");
  EXPECT_NE(error_of([&] { registry_.set(params_, "os.memory.aged", std::nan("")); }), "no error");
}

TEST_F(Registry, an_integer_serves_as_a_real) {
  registry_.set(params_, "os.memory.aged", uint64_t{1});
  EXPECT_EQ(params_.os.memory.aged, 1.0);
}

TEST_F(Registry, a_hexadecimal_integer_is_read_from_text) {
  registry_.set_text(params_, "machine.dram.bytes", "0x40000000");
  EXPECT_EQ(params_.machine.dram.bytes, 1ULL << 30);
}

TEST_F(Registry, an_unknown_choice_names_the_allowed_and_the_nearest) {
  EXPECT_EQ(set_error("os.fork", "eagre"),
            "os.fork: found eagre, allowed one of cow, textbook, eager, on_demand, async (did you "
            "mean eager?)");
}

TEST_F(Registry, a_value_not_built_yet_is_named) {
  EXPECT_EQ(error_of([] { check_available("os.fork", "async"); }),
            "not available yet: os.fork=async");
  EXPECT_EQ(set_error("os.fork", "async"), "not available yet: os.fork=async");
  EXPECT_THROW(registry_.set_text(params_, "os.fork", "async"), ParamNotAvailable);
  EXPECT_EQ(params_.os.fork, "cow");
}

TEST_F(Registry, more_than_what_is_built_of_a_number_is_named) {
  EXPECT_EQ(set_error("hart.mlp", "1"), "no error");
  EXPECT_EQ(set_error("hart.mlp", "2"), "not available yet: hart.mlp=2");
  EXPECT_EQ(set_error("hart.mlp", "16"), "not available yet: hart.mlp=16");
  EXPECT_EQ(set_error("hart.mlp", "17"), "hart.mlp: found 17, allowed integer, 1 to 16 misses");
  EXPECT_EQ(params_.hart.mlp, 1U);
}

TEST_F(Registry, groups_are_proper_prefixes_of_names) {
  EXPECT_TRUE(registry_.is_group("machine"));
  EXPECT_TRUE(registry_.is_group("machine.tlb"));
  EXPECT_FALSE(registry_.is_group("machine.tl"));
  EXPECT_FALSE(registry_.is_group("machine.harts"));
}

}  // namespace
}  // namespace cowmmu
