#include "ledger/never.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"stop", "erased", "submitting", "refused"};
constexpr std::size_t kNameDigits = 32;
constexpr std::string_view kHeader = "passerelle-never-1 ";

/// Held while a line is added: lines of two programs do not mix.
class FileLock {
 public:
  explicit FileLock(int descriptor) : descriptor_(descriptor), held_(::flock(descriptor, LOCK_EX) == 0) {}
  ~FileLock() {
    if (held_) {
      ::flock(descriptor_, LOCK_UN);
    }
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  [[nodiscard]] bool held() const { return held_; }

 private:
  int descriptor_;
  bool held_;
};

std::int64_t size_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? status.st_size : -1;
}

bool is_hexadecimal(std::string_view text) {
  return text.size() == kNameDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Writes all of it and flushes it to disk; otherwise the file is as before.
bool add_durably(int descriptor, std::string_view text) {
  const std::int64_t before = size_of(descriptor);
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      break;
    }
    done += static_cast<std::size_t>(written);
  }
  if (done == text.size() && ::fdatasync(descriptor) == 0) {
    return true;
  }
  const int reason = errno;
  // A piece that cannot be taken back stays without its end of line, and is then passed over.
  [[maybe_unused]] const int taken_back = ::ftruncate(descriptor, before);
  errno = reason;
  return false;
}

}  // namespace

Never::Never(Never&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      is_new_(other.is_new_),
      read_(other.read_),
      stopped_(std::move(other.stopped_)),
      erased_(std::move(other.erased_)),
      submitted_(std::move(other.submitted_)) {}

Never::~Never() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

Error Never::failed(std::string_view what) const {
  return {ErrorCode::output_failed, file_.string() + " : " + std::string(what) + " : " + std::strerror(errno)};
}

Result<Never> Never::open(const std::filesystem::path& file, const std::string& ledger, bool may_create) {
  int descriptor = ::open(file.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
  const bool is_new = descriptor < 0 && errno == ENOENT && may_create;
  if (is_new) {
    descriptor = ::open(file.c_str(), O_RDWR | O_APPEND | O_CLOEXEC | O_CREAT, S_IRUSR | S_IWUSR);
  }
  Never never(file, descriptor, is_new);
  if (descriptor < 0 && errno == ENOENT) {
    return Error{ErrorCode::usage,
                 file.string() +
                     " : ce fichier garde qui a dit STOP et ce qui est déjà parti ; il n'est plus là. Le "
                     "remettre ; s'il est perdu, « passerelle ledger migrate » le refait avec ce que la "
                     "base en sait"};
  }
  if (descriptor < 0) {
    return never.failed("ne peut pas être ouvert");
  }
  const std::string header = std::string(kHeader) + ledger + "\n";
  const FileLock lock(descriptor);
  if (!lock.held()) {
    return never.failed("ne peut pas être réservé");
  }
  if (size_of(descriptor) < static_cast<std::int64_t>(header.size())) {
    // New, or its maker died before the first line was whole.
    if (::ftruncate(descriptor, 0) != 0 || !add_durably(descriptor, header)) {
      return never.failed("ne peut pas être écrit");
    }
  }
  std::string found(header.size(), '\0');
  if (::pread(descriptor, found.data(), found.size(), 0) != static_cast<ssize_t>(found.size()) || found != header) {
    return Error{ErrorCode::usage, file.string() + " : ce fichier est celui d'un autre registre"};
  }
  never.read_ = header.size();
  if (Result<Done> done = never.refresh(); !done) {
    return done.error();
  }
  return never;
}

bool Never::knows(const Line& line) const {
  switch (line.kind) {
    case Kind::stop:
      return stopped_.contains(line.value);
    case Kind::erased:
      return erased_.contains(line.value);
    case Kind::submitting:
      return submitted_.contains(line.value);
    case Kind::refused:
      return !submitted_.contains(line.value);
  }
  return false;
}

void Never::learn(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_hexadecimal(line.substr(space + 1))) {
    return;  // torn by a crash, or a hand's remark
  }
  const auto* const found = std::find(kKinds.begin(), kKinds.end(), line.substr(0, space));
  std::string value(line.substr(space + 1));
  if (found == kKinds.end()) {
    return;
  }
  switch (static_cast<Kind>(found - kKinds.begin())) {
    case Kind::stop:
      stopped_.insert(std::move(value));
      break;
    case Kind::erased:
      erased_.insert(std::move(value));
      break;
    case Kind::submitting:
      submitted_.insert(std::move(value));
      break;
    case Kind::refused:
      submitted_.erase(value);
      break;
  }
}

Result<Done> Never::refresh() {
  const std::int64_t size = size_of(descriptor_);
  if (size < 0 || static_cast<std::uint64_t>(size) < read_) {
    return Error{ErrorCode::output_failed, file_.string() +
                                               " : ce fichier a été raccourci ; le reprendre tel qu'il "
                                               "était"};
  }
  std::string text(static_cast<std::size_t>(size) - read_, '\0');
  std::size_t held = 0;
  while (held < text.size()) {
    const ssize_t got = ::pread(descriptor_, text.data() + held, text.size() - held, static_cast<off_t>(read_ + held));
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return failed("ne peut pas être lu");
    }
    if (got == 0) {
      break;
    }
    held += static_cast<std::size_t>(got);
  }
  std::string_view rest = std::string_view(text).substr(0, held);
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    learn(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    read_ += end + 1;
  }
  return Done{};
}

Result<Done> Never::append(const std::vector<Line>& lines) {
  const FileLock lock(descriptor_);
  if (!lock.held()) {
    return failed("ne peut pas être réservé");
  }
  if (Result<Done> done = refresh(); !done) {
    return done;
  }
  std::string text;
  for (const Line& line : lines) {
    if (!knows(line)) {
      text += std::string(kKinds.at(static_cast<std::size_t>(line.kind))) + ' ' + line.value + '\n';
    }
  }
  if (text.empty()) {
    return Done{};
  }
  if (static_cast<std::uint64_t>(size_of(descriptor_)) > read_) {
    text.insert(0, "\n");  // a torn line ends here, and is passed over
  }
  if (!add_durably(descriptor_, text)) {
    return failed("ne peut pas être écrit (le disque est-il plein ?)");
  }
  return refresh();
}

}  // namespace passerelle
