// SPDX-License-Identifier: Apache-2.0
// System calls of the simulated OS: numbers, arguments, results, errors. Programs make them with
// Op::syscall; the kernel's dispatch is sw/os/syscall.cpp.
#pragma once

#include <cstdint>

namespace cowmmu {

// Arguments a0..a3 are Op::args; the result is OpResult::value, the error OpResult::error.
// Addresses are bytes. Lengths are rounded up to whole pages.
enum class Sys : uint32_t {
  // Mappings.
  kMmap,    // a0 address (page-aligned; 0: the kernel chooses), a1 length, a2 MapFlags, a3 file id
            // (MapFlags::kFile; the same id is the same file) -> address. A fixed address
            // replaces what was mapped there.
  kMunmap,  // a0 address, a1 length
  kMprotect,  // a0 address, a1 length, a2 Prot bits
  kMremap,    // a0 old address, a1 old length, a2 new length, a3 new address (0: kernel chooses,
              // in place if it fits) -> address
  kBrk,       // a0 signed change of the heap's end in bytes -> the old end; the heap starts at
              // kHeapBase. With a1 = 1, a0 is the new end itself.
  kMadvise,   // a0 address, a1 length, a2 advice as in Linux (4 DONTNEED, 10 DONTFORK, 11 DOFORK,
              // 18 WIPEONFORK, 19 KEEPONFORK, others accepted without effect)
  // Processes and threads.
  kFork,          // a0 the child's hart plus one (0: the kernel chooses) -> the child's Pid in the
                  // parent, 0 in the child (the program was cloned)
  kVfork,         // the same; the caller's thread sleeps until the child execs or exits
  kExec,          // the address space is emptied; the program goes on in the new one
  kExit,          // a0 status: ends the process and all its threads
  kWait,          // a0 Pid (0: any child) -> Pid reaped. Sleeps until that child has exited.
  kThreadCreate,  // a0 argument for IProgram::start_thread, a1 the hart plus one, as in kFork ->
                  // Tid
                  // (see kFirstThreadTid)
  kThreadExit,    // ends the calling thread (the last one ends the process with status 0)
  kYield,         // gives up the rest of the time slice
  kMigrate,       // a0 hart: the calling thread goes on there (a1 != 0: thread a1 is moved instead;
                  // it must not be running)
  // Pins and the kernel's own access to user memory.
  kPin,          // a0 address, a1 PinMode -> pin handle (never 0)
  kUnpin,        // a0 handle
  kPeek,         // a0 handle, a1 byte offset -> the 8 bytes, through the pin: no translation
  kPoke,         // a0 handle, a1 byte offset, a2 value
  kKernelWrite,  // a0 address, a1 length, a2 value (every 8-byte word), or with a3 = 1 the
                 // recording's
                 // rule: word at address w gets mix64(a2, w). Breaks COW as a store does; bytes at
                 // the ends that do not fill a word are written too.
  kKernelRead,   // a0 address, a1 length
  // Ordering between the threads of one scripted program (litmus tests, recordings, workloads).
  kPark,     // sleeps until unparked; returns at once if an unpark came before
  kUnpark,   // a0 Tid: makes it runnable, or lets its next park return at once
  kOrdered,  // no effect: returns when every earlier action of every hart has been performed, so
             // that host state shared by programs may be touched in simulated order on return
             // until the next operation is issued
  kMark,     // measured part begins: counters, cycles and ledgers restart from 0
  kRequestBegin,  // a request is taken (snapshot)
  kRequestEnd,    // and answered: its latency is one sample of `requests`
  kSpawn,         // fork and exec in one, without a copy (not available yet)
};

enum class SysError : uint32_t {
  kNone = 0,
  kNoMemory = 12,      // ENOMEM
  kNoChild = 10,       // ECHILD
  kBadAddress = 14,    // EFAULT: pin, kwrite or kread outside mappings or against protection
  kInvalid = 22,       // EINVAL
  kNotAvailable = 38,  // ENOSYS
};

struct Prot {
  static constexpr uint64_t kRead = 1, kWrite = 2, kExec = 4;
};
struct MapFlags {  // a2 of kMmap: Prot bits, and
  static constexpr uint64_t kShared = 1 << 4;
  static constexpr uint64_t kFile = 1 << 5;  // reads the file's pages (zeros until written)
  static constexpr uint64_t kHuge = 1 << 6;  // align to 2 MiB and use huge frames
  static constexpr uint64_t kStack = 1 << 7, kHeap = 1 << 8;  // kind, for statistics only
};
enum class PinMode : uint64_t { kReadWrite = 0, kRead = 1, kGet = 2 };

// Why the kernel ended a process.
enum class KillReason : uint8_t { kSegv, kNoMemory };

// As in Linux, the first thread of a process has the process's number; further threads are numbered
// from here in creation order.
inline constexpr uint64_t kFirstThreadTid = 1ULL << 32;

inline constexpr uint64_t kHeapBase = 0x10000000;    // 256 MiB: where brk starts
inline constexpr uint64_t kMmapBase = 0x2000000000;  // 128 GiB: where the kernel places mappings

// MurmurHash3's 64-bit finaliser over a pair: the value rule of trace-format.md and of programs.
constexpr uint64_t mix64(uint64_t a, uint64_t b) {
  uint64_t x = a * 0x9e3779b97f4a7c15ULL + b;
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

}  // namespace cowmmu
