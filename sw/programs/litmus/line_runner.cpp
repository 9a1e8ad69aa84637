// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/line_runner.h"

#include <fmt/format.h>

#include <utility>

#include "programs/litmus/evaluate.h"
#include "programs/litmus/line_steps.h"

namespace cowmmu::litmus {
namespace {

std::string error_text(uint32_t error) {
  switch (static_cast<SysError>(error)) {
    case SysError::kNoMemory:
      return "nomem";
    case SysError::kNoChild:
      return "no such child (ECHILD)";
    case SysError::kBadAddress:
      return "a bad address (EFAULT)";
    case SysError::kInvalid:
      return "an invalid argument (EINVAL)";
    default:
      return fmt::format("error {}", error);
  }
}

// The kernel's own access to user memory answers with an error where a user's access is killed.
Outcome outcome_of(uint32_t error) {
  if (error == static_cast<uint32_t>(SysError::kNoMemory)) return Outcome::kNomem;
  return error == static_cast<uint32_t>(SysError::kBadAddress) ? Outcome::kSegv : Outcome::kDone;
}

}  // namespace

void LineRunner::begin(const ActorLine& line) {
  line_ = &line;
  stage_ = Stage::kPlace;
  step_ = 0;
  how_ = Outcome::kDone;
  failure_.reset();
}

std::optional<Op> LineRunner::next(const OpResult& last) {
  if (stage_ == Stage::kPlace) {
    if (auto move = place()) return move;
  } else if (last.error != 0) {
    end_with(last.error);
  } else if (stage_ == Stage::kPlaced) {
    hart_ = line_->hart;
    stage_ = Stage::kOperate;
  } else if (stage_ == Stage::kOperate && !absorb(last)) {
    stage_ = Stage::kOver;
  }
  if (stage_ != Stage::kOperate) return std::nullopt;
  return issue();
}

std::optional<Op> LineRunner::place() {
  const bool moves = line_->hart && line_->hart != hart_;
  stage_ = moves ? Stage::kPlaced : Stage::kOperate;
  if (!moves) return std::nullopt;
  return call(Sys::kMigrate, *line_->hart);
}

std::optional<Op> LineRunner::issue() {
  const StepContext context{conductor_, actor_, step_};
  auto op = std::visit([&](const auto& o) { return issue_step(o, context); }, line_->op);
  if (!op) end(Outcome::kDone);
  return op;
}

bool LineRunner::absorb(const OpResult& last) {
  const StepContext context{conductor_, actor_, step_};
  // Remembered, so that an @HART that the thread is on already costs no call.
  if (const auto* move = std::get_if<MigrateOp>(&line_->op)) hart_ = move->hart;
  auto wrong = std::visit([&](const auto& o) { return absorb_step(o, context, last); }, line_->op);
  ++step_;
  if (wrong) fail(std::move(wrong->expected), std::move(wrong->got));
  return !wrong;
}

void LineRunner::end(Outcome how) {
  stage_ = Stage::kOver;
  how_ = how;
  if (how == line_->outcome) return;
  fail(std::string(outcome_text(line_->outcome)), std::string(outcome_text(how)));
}

void LineRunner::end_with(uint32_t error) {
  stage_ = Stage::kOver;
  how_ = outcome_of(error);
  if (how_ != Outcome::kDone && how_ == line_->outcome) return;
  fail(std::string(outcome_text(line_->outcome)), error_text(error));
}

void LineRunner::fail(std::string expected, std::string got) {
  failure_ = Failure{line_->at.line, std::move(expected), std::move(got)};
}

bool LineRunner::reported_by_child() const {
  const auto* fork = std::get_if<ForkOp>(&line_->op);
  return fork != nullptr && fork->kind == ForkKind::kVfork && step_ > 0 && !failure_;
}

}  // namespace cowmmu::litmus
