// SPDX-License-Identifier: Apache-2.0
#include "os/run_queue.h"

#include <algorithm>

#include "base/check.h"

namespace cowmmu {

void RunQueue::push(ICpu& cpu, Thread& thread) {
  const PhysAddr tail(cpu.load(word(kTail)));
  cpu.store(tail.value == 0 ? word(kHead) : tail, thread.node.value);
  cpu.store(thread.node, 0);
  cpu.store(word(kTail), thread.node.value);
  threads_.push_back(&thread);
}

Thread* RunQueue::pop(ICpu& cpu) {
  const PhysAddr head(cpu.load(word(kHead)));
  if (head.value == 0) return nullptr;
  Thread* first = threads_.front();
  threads_.pop_front();
  const uint64_t next = cpu.load(head);
  cpu.store(word(kHead), next);
  if (threads_.empty()) {
    cpu.store(word(kTail), 0);
  } else {
    COWMMU_CHECK(next == threads_.front()->node.value,
                 "run queue of hart " + std::to_string(cpu.id().value) + " differs from its bytes");
  }
  return first;
}

void RunQueue::remove(ICpu& cpu, Thread& thread) {
  const auto it = std::find(threads_.begin(), threads_.end(), &thread);
  COWMMU_CHECK(it != threads_.end(), "thread " + std::to_string(thread.tid.value) + " not queued");
  PhysAddr link = word(kHead);
  for (uint64_t node = cpu.load(link); node != thread.node.value; node = cpu.load(link)) {
    link = PhysAddr(node);
  }
  const uint64_t next = cpu.load(thread.node);
  cpu.store(link, next);
  if (next == 0) cpu.store(word(kTail), link == word(kHead) ? 0 : link.value);
  threads_.erase(it);
}

void RunQueue::count(ICpu& cpu, int64_t change) {
  const uint64_t before = cpu.load(word(kThreads));
  cpu.store(word(kThreads), before + static_cast<uint64_t>(change));
}

}  // namespace cowmmu
