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

std::string usage(const CLI::App& app) {
  if (app.get_parent() == nullptr) return "usage: cowmmu COMMAND [options]\n";
  std::string text = "usage: cowmmu " + app.get_name();
  for (const CLI::Option* o : app.get_options()) {
    if (!o->get_positional()) continue;
    const std::string name = o->get_name(true) + (o->get_items_expected_max() > 1 ? "..." : "");
    text += " " + (o->get_required() ? name : "[" + name + "]");
  }
  return text + " [options]\n";
}

std::string option_line(const CLI::Option& o) {
  const bool takes_value = !o.get_positional() && o.get_type_size() != 0;
  const std::string name =
      o.get_name(o.get_positional(), true) + (takes_value ? " " + o.get_type_name() : "");
  return "  " + padded(name, kOptionColumn) + o.get_description() + "\n";
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

std::string HelpText::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  return usage(*app) + app->get_description() + "\n" + commands(*app) + options(*app) +
         app->get_footer() + "\n";
}

}  // namespace cowmmu
