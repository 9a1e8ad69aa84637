// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <algorithm>

namespace cowmmu {
namespace {

constexpr size_t kOptionColumn = 22;
constexpr size_t kCommandColumn = 11;

std::string padded(std::string text, size_t width) {
  text.resize(std::max(text.size() + 1, width), ' ');
  return text;
}

std::string option_line(const CLI::Option& o) {
  return "  " + padded(shown_name(o), kOptionColumn) + o.get_description() + "\n";
}

std::string options(const CLI::App& app) {
  std::string positional, others;
  for (const CLI::Option* o : app.get_options()) {
    (o->get_positional() ? positional : others) += option_line(*o);
  }
  return positional + others;
}

std::string commands(const CLI::App& app) {
  std::string text;
  for (const CLI::App* c : app.get_subcommands([](const CLI::App*) { return true; })) {
    text += "  " + padded(c->get_name(), kCommandColumn) + c->get_description() + "\n";
  }
  return text;
}

}  // namespace

std::string usage(const CLI::App& app) {
  if (app.get_parent() == nullptr) return "cowmmu COMMAND [options]";
  std::string text = "cowmmu " + app.get_name();
  for (const CLI::Option* o : app.get_options()) {
    if (!o->get_positional()) continue;
    const std::string name = o->get_name(true) + (o->get_items_expected_max() > 1 ? "..." : "");
    text += " " + (o->get_required() ? name : "[" + name + "]");
  }
  return text + " [options]";
}

std::string value_name(const CLI::Option& o) {
  if (o.get_positional()) return o.get_name(true);
  const std::string name = o.get_type_name();
  return name.substr(0, name.find(":{"));  // a check adds what it allows
}

std::string shown_name(const CLI::Option& o) {
  const std::string value = o.get_positional() ? "" : value_name(o);
  return o.get_name(o.get_positional(), true) + (value.empty() ? "" : " " + value);
}

std::string HelpText::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  return "usage: " + usage(*app) + "\n" + app->get_description() + "\n" + commands(*app) +
         options(*app) + app->get_footer() + "\n";
}

}  // namespace cowmmu
