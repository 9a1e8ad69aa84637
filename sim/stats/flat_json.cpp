// SPDX-License-Identifier: Apache-2.0
#include "stats/flat_json.h"

namespace cowmmu {

void flatten(
    const boost::json::value& value, const std::string& name,
    const std::function<void(const std::string& name, const boost::json::value& scalar)>& visit) {
  const auto inner = [&](const std::string& key) { return name.empty() ? key : name + "." + key; };
  if (const auto* object = value.if_object()) {
    for (const auto& pair : *object) flatten(pair.value(), inner(std::string(pair.key())), visit);
  } else if (const auto* array = value.if_array()) {
    for (size_t i = 0; i < array->size(); ++i)
      flatten((*array)[i], inner(std::to_string(i)), visit);
  } else {
    visit(name, value);
  }
}

}  // namespace cowmmu
