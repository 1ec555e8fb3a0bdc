#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "ledger/content.h"

namespace passerelle {
namespace {

/// Of PostgreSQL's advisory locks, which are apart for each database.
const std::string kLock = "7013022";

/// A sender's lock on a file beside the database: it goes with the process, however it ends.
Result<bool> lock_file(const std::string& file, int& descriptor) {
  const int opened = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (opened >= 0 && ::flock(opened, LOCK_EX | LOCK_NB) == 0) {
    descriptor = opened;
    return true;
  }
  const int reason = errno;
  if (opened >= 0) {
    ::close(opened);
  }
  if (opened >= 0 && reason == EWOULDBLOCK) {
    return false;
  }
  return Error{ErrorCode::output_failed,
               file + " : le droit d'envoyer ne peut pas être pris : " + std::strerror(reason)};
}

}  // namespace

Result<bool> Ledger::Content::lock_sender() {
  if (is_sender) {
    return true;
  }
  const std::function<bool()> lock_database = [this] {
    return database.number("SELECT CASE WHEN pg_try_advisory_lock(" + kLock + ") THEN 1 ELSE 0 END") != 0;
  };
  const Result<bool> locked = database.kind() == DatabaseKind::sqlite
                                  ? lock_file(options.database + ".sender", sender_lock)
                                  : database.read<bool>(lock_database);
  if (!locked || !*locked) {
    return locked;
  }
  is_sender = true;
  // PostgreSQL's lock went with a lost connection: taken again, unless another process has it by now.
  database.on_reconnect([this, lock_database] {
    is_sender = is_sender && lock_database();
    return true;
  });
  return true;
}

void Ledger::Content::unlock_sender() {
  database.on_reconnect({});
  if (sender_lock >= 0) {
    ::close(sender_lock);
    sender_lock = -1;
  } else if (is_sender) {
    // Without an answer the connection is lost, and the lock with it.
    [[maybe_unused]] const Result<Done> released = database.read<Done>([this] {
      database.sql() << "SELECT pg_advisory_unlock(" + kLock + ")";
      return Done{};
    });
  }
  is_sender = false;
}

}  // namespace passerelle
