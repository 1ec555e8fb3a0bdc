#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "ledger/outbox.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

/// A ledger in a new folder, or in the empty database that PASSERELLE_BENCH_POSTGRESQL names.
LedgerOptions new_ledger(const std::filesystem::path& folder) {
  const char* address = std::getenv("PASSERELLE_BENCH_POSTGRESQL");
  return {address == nullptr ? (folder / "ledger.db").string() : address, folder / "never", folder / "key"};
}

/// What a week proposes: five offers a person.
std::vector<Event> proposals(std::size_t count, int issue) {
  std::vector<Event> events(count);
  for (std::size_t index = 0; index < count; ++index) {
    Event& event = events[index];
    event.at = Instant(std::chrono::seconds(1'764'000'000));
    event.person = PersonId("P-" + std::to_string(index / 5));
    event.offer = OfferId("O-" + std::to_string(index * 7919 % 500'000));
    event.list = std::string(56, 'a') + std::to_string(10'000'000 + index / 5);
    event.type = EventType::proposed;
    event.value = "2026-W48-" + std::to_string(issue);
  }
  return events;
}

/// One issue more, in a ledger that holds the ones before.
void append_proposals(benchmark::State& state) {
  const support::TemporaryDirectory folder;
  auto ledger = Ledger::open(new_ledger(folder.path()));
  int issue = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const std::vector<Event> events = proposals(static_cast<std::size_t>(state.range(0)), ++issue);
    state.ResumeTiming();
    const auto added = ledger ? ledger->append(events) : Result<std::size_t>(ledger.error());
    if (!added || *added != events.size()) {
      state.SkipWithError(added ? "events are missing" : added.error().message.c_str());
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(append_proposals)->Arg(10'000)->Arg(500'000)->Unit(benchmark::kMillisecond)->Iterations(2);

void read_events(benchmark::State& state) {
  const support::TemporaryDirectory folder;
  auto ledger = Ledger::open(new_ledger(folder.path()));
  const auto count = static_cast<std::size_t>(state.range(0));
  if (!ledger || !ledger->append(proposals(count, 0))) {
    state.SkipWithError("no ledger");
    return;
  }
  for (auto _ : state) {
    std::size_t seen = 0;
    const auto done = ledger->for_each_event({}, [&](const Event& event) {
      seen += event.type == EventType::proposed ? 1 : 0;
      return true;
    });
    if (!done || seen < count) {
      state.SkipWithError("events are missing");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(read_events)->Arg(500'000)->Unit(benchmark::kMillisecond)->Iterations(2);

/// From the queue to `accepted`, each step on disk.
void send_messages(benchmark::State& state) {
  const support::TemporaryDirectory folder;
  auto ledger = Ledger::open(new_ledger(folder.path()));
  if (!ledger) {
    state.SkipWithError(ledger.error().message.c_str());
    return;
  }
  Outbox outbox(*ledger);
  std::vector<OutboxMessage> messages(static_cast<std::size_t>(state.range(0)));
  for (std::size_t index = 0; index < messages.size(); ++index) {
    messages[index].key = "k" + std::to_string(index);
    messages[index].person = PersonId("P-" + std::to_string(index));
    messages[index].channel = "sms";
    messages[index].content = std::string(300, 'x');
    messages[index].offers = {OfferId("O-1")};
  }
  const auto sender = outbox.become_the_sender();
  if (!sender || !*sender || !outbox.enqueue(messages)) {
    state.SkipWithError("no sender");
    return;
  }
  for (auto _ : state) {
    std::size_t sent = 0;
    for (auto next = outbox.take(Instant{}); next && *next; next = outbox.take(Instant{})) {
      sent += outbox.accepted((*next)->key, "gateway", Instant{}) ? 1 : 0;
    }
    if (sent != messages.size()) {
      state.SkipWithError("messages are missing");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(send_messages)->Arg(500)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace passerelle
