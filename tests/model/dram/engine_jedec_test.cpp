// SPDX-License-Identifier: Apache-2.0
// The engine's command streams under the checker, and the checker against engines that break rules.
#include <gtest/gtest.h>

#include <set>

#include "model/dram/engine_fixture.h"
#include "model/dram/jedec_checker.h"
#include "model/dram/random_stream.h"

namespace cowmmu::dram_test {
namespace {

Op op_of(DramCommandKind kind) {
  switch (kind) {
    case DramCommandKind::kAct:
      return Op::kActivate;
    case DramCommandKind::kPre:
      return Op::kPrecharge;
    case DramCommandKind::kPreAll:
      return Op::kPrechargeAll;
    case DramCommandKind::kRd:
      return Op::kRead;
    case DramCommandKind::kRda:
      return Op::kReadAuto;
    case DramCommandKind::kWr:
      return Op::kWrite;
    case DramCommandKind::kWra:
      return Op::kWriteAuto;
    case DramCommandKind::kRef:
      return Op::kRefresh;
  }
  return Op::kRefresh;
}

Observed observed(const DramCommand& c) {
  return {static_cast<int64_t>(c.edge.value), op_of(c.kind),
          static_cast<int>(c.at.rank),        static_cast<int>(c.at.bank_group),
          static_cast<int>(c.at.bank),        static_cast<int64_t>(c.at.row)};
}

struct Checked {
  std::vector<Violation> violations;
  std::set<Op> ops;
  uint64_t reads_done = 0;
};

Checked run_checked(const DramConfig& config, const JedecRules& rules, uint64_t seed,
                    size_t count) {
  Bench bench(config);
  bench.engine.log_commands();
  const auto requests = RandomStream(seed, bench.config).take(count);
  for (const DramRequest& request : requests) bench.engine.enqueue(request);
  // Long enough for the queues to drain and for each rank to be refreshed again.
  const Picos end = requests.back().arrival + Picos(200'000'000);
  bench.engine.advance_to(end);
  Checked result;
  result.reads_done = bench.sink.done.size();
  for (uint32_t n = 0; n < config.shape.channels; ++n) {
    JedecChecker checker(rules, static_cast<int>(config.shape.ranks));
    for (const DramCommand& c : bench.engine.take_log(n)) {
      result.ops.insert(op_of(c.kind));
      checker.observe(observed(c));
    }
    checker.finish(static_cast<int64_t>(config.clock.first_edge_from(end).value));
    const auto& found = checker.violations();
    result.violations.insert(result.violations.end(), found.begin(), found.end());
  }
  return result;
}

std::string first_rules(const std::vector<Violation>& violations) {
  std::string text;
  for (size_t i = 0; i < violations.size() && i < 5; ++i) {
    text += violations[i].rule + " at " + std::to_string(violations[i].cycle) + "; ";
  }
  return text;
}

struct Variant {
  const char* name;
  void (*apply)(DramParams&);
};
void PrintTo(const Variant& p, std::ostream* out) { *out << p.name; }

class JedecVariants : public testing::TestWithParam<Variant> {};

TEST_P(JedecVariants, random_streams_break_no_rule_and_lose_no_read) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    DramParams params;
    GetParam().apply(params);
    const DramConfig config(params);
    const auto result = run_checked(config, JedecRules::ddr4_3200aa_8gb_x8(), seed, 3000);
    EXPECT_EQ(result.violations.size(), 0U) << first_rules(result.violations);
    uint64_t reads = 0;
    for (const auto& r : RandomStream(seed, config).take(3000)) reads += !r.write;
    EXPECT_EQ(result.reads_done, reads);
    EXPECT_TRUE(result.ops.contains(Op::kRefresh));
  }
}

constexpr Variant kVariants[] = {
    {"two_channels", [](DramParams&) {}},
    {"one_channel", [](DramParams& p) { p.channels = 1; }},
    {"closed_page", [](DramParams& p) { p.channels = 1, p.page_policy = "closed"; }},
    {"fcfs", [](DramParams& p) { p.channels = 1, p.scheduler = "fcfs"; }},
    {"fcfs_closed", [](DramParams& p) { p.scheduler = "fcfs", p.page_policy = "closed"; }},
    {"four_ranks", [](DramParams& p) { p.channels = 1, p.ranks = 4; }},
    {"one_rank", [](DramParams& p) { p.channels = 1, p.ranks = 1; }},
    {"tiny_queues",
     [](DramParams& p) { p.read_queue = 2, p.write_queue = 2, p.write_high = 2, p.write_low = 0; }},
    {"deep_queues", [](DramParams& p) { p.channels = 1, p.read_queue = 256, p.write_queue = 256; }},
    {"ramulator_mapping", [](DramParams& p) { p.mapping = "RoBaRaCoCh"; }},
};

INSTANTIATE_TEST_SUITE_P(Engine, JedecVariants, testing::ValuesIn(kVariants),
                         [](const auto& tested) { return std::string(tested.param.name); });

// Parameters that another one hides (tRC = tRAS + tRP, tCCD_S = tBL) are stretched first, for the
// engine and for the checker, so that every rule binds.
DramConfig binding_config() {
  DramConfig config(one_channel());
  config.preset.timing.tRC += DramCycles(6);
  config.preset.timing.tCCD_S += DramCycles(1);
  return config;
}
JedecRules binding_rules() {
  JedecRules rules = JedecRules::ddr4_3200aa_8gb_x8();
  rules.tRC += 6;
  rules.tCCD_S += 1;
  return rules;
}

struct Mutant {
  const char* name;
  DramCycles DramTiming::*parameter;
};
void PrintTo(const Mutant& p, std::ostream* out) { *out << p.name; }

class JedecMutants : public testing::TestWithParam<Mutant> {};

TEST_P(JedecMutants, one_cycle_less_is_caught) {
  DramConfig config = binding_config();
  config.preset.timing.*GetParam().parameter -= DramCycles(1);
  EXPECT_GT(run_checked(config, binding_rules(), 1, 20000).violations.size(), 0U);
}

constexpr Mutant kMutants[] = {
    {"tCL", &DramTiming::tCL},       {"tCWL", &DramTiming::tCWL},
    {"tBL", &DramTiming::tBL},       {"tCCD_S", &DramTiming::tCCD_S},
    {"tCCD_L", &DramTiming::tCCD_L}, {"tRTW", &DramTiming::tRTW},
    {"tWTR_S", &DramTiming::tWTR_S}, {"tWTR_L", &DramTiming::tWTR_L},
    {"tRTRS", &DramTiming::tRTRS},   {"tRCD", &DramTiming::tRCD},
    {"tRP", &DramTiming::tRP},       {"tRAS", &DramTiming::tRAS},
    {"tRC", &DramTiming::tRC},       {"tRRD_S", &DramTiming::tRRD_S},
    {"tRRD_L", &DramTiming::tRRD_L}, {"tFAW", &DramTiming::tFAW},
    {"tRTP", &DramTiming::tRTP},     {"tWR", &DramTiming::tWR},
    {"tRFC", &DramTiming::tRFC},
};

INSTANTIATE_TEST_SUITE_P(Engine, JedecMutants, testing::ValuesIn(kMutants),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Jedec, the_unbroken_engine_passes_where_every_rule_binds) {
  const auto result = run_checked(binding_config(), binding_rules(), 1, 20000);
  EXPECT_EQ(result.violations.size(), 0U) << first_rules(result.violations);
}

TEST(Jedec, missing_refreshes_are_caught) {
  DramParams params = one_channel();
  params.refresh = false;
  const auto rules = JedecRules::ddr4_3200aa_8gb_x8();
  EXPECT_GT(run_checked(DramConfig(params), rules, 1, 3000).violations.size(), 0U);
}

}  // namespace
}  // namespace cowmmu::dram_test
