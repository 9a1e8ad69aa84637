// SPDX-License-Identifier: Apache-2.0
// Names beyond cowmmu's own: a program that is built on it adds those of its policies and
// workloads. The list is the process's (docs/decisions/0019-registries-of-a-program.md): add in
// main, before the first scenario is read.
#pragma once

#include <string>
#include <vector>

namespace cowmmu {

// A name of lower-case letters, digits and _ that begins with a letter: lists and shells take it as
// it is. Throws ParamError for another. `of`: what it is a name for, "workload.program".
void add_name(const std::string& of, const std::string& name);
// In the order of addition.
std::vector<std::string> added_names(const std::string& of);
// Whether there is any: cowmmu's version does not tell what it means.
bool any_name_added();

// A further value of a parameter that is a choice, "os.fork". Throws ParamError where it is none,
// or has the value already.
void add_choice(const std::string& parameter, const std::string& value);

}  // namespace cowmmu
