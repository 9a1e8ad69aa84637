// SPDX-License-Identifier: Apache-2.0
// ZeroedArray: a fixed number of elements whose bytes are zero at first. The host provides a page
// of them when it is first written, so a large array that a run hardly uses costs nothing to make.
// Tests: tests/model/base/.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace cowmmu {

template <class T>
class ZeroedArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>,
                "elements exist without being constructed");

 public:
  // Throws std::bad_alloc where the host has no memory.
  explicit ZeroedArray(size_t size)
      : size_(size), elements_(static_cast<T*>(std::calloc(size, sizeof(T)))) {
    if (elements_ == nullptr && size != 0) throw std::bad_alloc();
  }

  T& operator[](size_t at) { return elements_[at]; }
  const T& operator[](size_t at) const { return elements_[at]; }
  const T* data() const { return elements_.get(); }
  size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* elements) const { std::free(elements); }
  };
  size_t size_;
  std::unique_ptr<T[], Free> elements_;
};

}  // namespace cowmmu
