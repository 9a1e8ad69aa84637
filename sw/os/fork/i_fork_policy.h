// SPDX-License-Identifier: Apache-2.0
// A fork policy: how the child gets the pages of a private mapping. One policy a file; registry.cpp
// names them. Shared mappings, the zero page and the order of things are fork's own (fork_job.h).
#pragma once

#include <memory>
#include <string>

namespace cowmmu {

class ForkJob;
struct VmaRange;

class IForkPolicy {
 public:
  virtual ~IForkPolicy() = default;
  // Gives the child its pages of a private mapping. False: no memory was left; what was done so far
  // is then taken back by the caller.
  virtual bool fork_pages(ForkJob& job, const VmaRange& mapping) = 0;
};

// `name` is a value of os.fork that is available.
std::unique_ptr<IForkPolicy> make_fork_policy(const std::string& name);

// A further value of os.fork, of a program that is built on cowmmu (docs/extending.md). In main,
// before the first scenario is read. Throws ParamError where the name is taken or is no name.
using MakeForkPolicy = std::unique_ptr<IForkPolicy> (*)();
void add_fork_policy(const std::string& name, MakeForkPolicy make);

std::unique_ptr<IForkPolicy> make_fork_eager();
std::unique_ptr<IForkPolicy> make_fork_cow();
std::unique_ptr<IForkPolicy> make_fork_textbook();

}  // namespace cowmmu
