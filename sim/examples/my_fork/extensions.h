// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/fork/i_fork_policy.h"
#include "system/workload_program.h"

std::unique_ptr<cowmmu::IForkPolicy> make_eager_first();
std::unique_ptr<cowmmu::IProgram> make_every_nth(const cowmmu::Workload& workload,
                                                 const cowmmu::CommonConfig& common);
