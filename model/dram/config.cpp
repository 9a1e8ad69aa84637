// SPDX-License-Identifier: Apache-2.0
#include "dram/config.h"

#include <bit>

#include "base/check.h"

namespace cowmmu {

namespace {

constexpr uint64_t kMostBanks = 64;  // schedulers keep a bit a bank in one word

DramShape shape_of(const DramParams& params, const DramOrganization& organization) {
  return {.channels = static_cast<uint32_t>(params.channels),
          .ranks = static_cast<uint32_t>(params.ranks),
          .bank_groups = organization.bank_groups,
          .banks_per_group = organization.banks_per_group,
          .lines_per_row = organization.lines_per_row};
}

DramPreset preset_of(const DramParams& params) {
  const std::string error = dram_config_error(params);
  COWMMU_CHECK(error.empty(), error);
  return *find_dram_preset(params.preset);
}

}  // namespace

DramConfig::DramConfig(const DramParams& dram_params)
    : params(dram_params),
      preset(preset_of(params)),
      shape(shape_of(params, preset.organization)),
      mapping(*AddressMapping::parse(params.mapping, shape)),
      clock(preset.clock_mhz) {}

std::string dram_config_error(const DramParams& params) {
  const auto preset = find_dram_preset(params.preset);
  if (!preset) return "not available yet: " + params.preset;
  if (!std::has_single_bit(params.channels)) return "channels must be a power of two";
  if (!std::has_single_bit(params.ranks)) return "ranks must be a power of two";
  if (shape_of(params, preset->organization).banks_per_rank() * params.ranks > kMostBanks) {
    return "too many ranks: a channel has at most " + std::to_string(kMostBanks) + " banks";
  }
  if (!AddressMapping::parse(params.mapping, shape_of(params, preset->organization))) {
    return "unknown mapping " + params.mapping;
  }
  if (params.write_high > params.write_queue) return "write_high exceeds write_queue";
  if (params.write_low >= params.write_high) return "write_low must be below write_high";
  return {};
}

}  // namespace cowmmu
