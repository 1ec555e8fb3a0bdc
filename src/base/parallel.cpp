#include "base/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include <optional>

namespace passerelle {

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count), [&body](const tbb::blocked_range<std::size_t>& range) {
    for (std::size_t index = range.begin(); index != range.end(); ++index) {
      body(index);
    }
  });
}

struct ThreadLimit::Control {
  std::optional<tbb::global_control> limit;
};

ThreadLimit::ThreadLimit(std::size_t threads) : control_(std::make_unique<Control>()) {
  if (threads > 0) {
    control_->limit.emplace(tbb::global_control::max_allowed_parallelism, threads);
  }
}

ThreadLimit::~ThreadLimit() = default;

}  // namespace passerelle
