// SPDX-License-Identifier: Apache-2.0
// cowmmu params [--json|--markdown] [PRESET]: every parameter.
#pragma once

#include <string>

#include "commands/context.h"
#include "errors/errors.h"

namespace cowmmu {

struct ParamsCommandOptions {
  std::string preset;  // empty: the default one
  bool json = false;
  bool markdown = false;
};

// Defaults and sources are those of the preset; `--set` and `--seed` do not show.
ExitStatus params_command(const ParamsCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
