#include "storage/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace passerelle {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kEverybody = 0644;
constexpr mode_t kPrivateDirectory = 0700;
// Another thread, or a run that was killed under the same process number, may hold the first name.
constexpr int kTemporaryNames = 100;

Error failure(const fs::path& file, int error_number) {
  std::string reason;
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      reason = "disque plein : libérez de la place puis recommencez";
      break;
    case EFBIG:
      reason = "fichier trop grand pour ce disque ou pour la limite fixée (ulimit -f)";
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      reason = "écriture refusée : vérifiez vos droits sur le dossier";
      break;
    case ENOENT:
      reason = "le dossier n'existe pas : créez-le ou corrigez le chemin";
      break;
    case ENOTDIR:
    case EEXIST:
      reason = "un fichier porte déjà le nom du dossier : renommez-le ou corrigez le chemin";
      break;
    case EISDIR:
      reason = "un dossier porte déjà ce nom : choisissez-en un autre";
      break;
    default:
      reason = "écriture impossible : " + std::generic_category().message(error_number);
  }
  return Error{ErrorCode::output_failed, file.string() + ": " + reason};
}

/// A file descriptor closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close_now(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  /// False when the system reports, this late, that bytes were lost.
  bool close_now() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

/// 0, or the error number that stopped the writing.
int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      return errno;
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// 0, or the error number. A renamed file survives a power cut only once its folder is flushed too.
int flush_directory(const fs::path& directory) {
  const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) {
    return errno;
  }
  // Some file systems cannot flush a folder and say so with EINVAL: nothing more can be done there.
  return ::fsync(folder.number()) == 0 || errno == EINVAL ? 0 : errno;
}

/// 0, or the error number. The temporary has been created empty and is open.
int fill_and_rename(Descriptor& temporary, const fs::path& name, const fs::path& file, std::string_view content,
                    mode_t mode) {
  // The mode given to open() is cut by the umask; the contract is exact.
  if (::fchmod(temporary.number(), mode) != 0) {
    return errno;
  }
  if (const int error_number = write_all(temporary.number(), content); error_number != 0) {
    return error_number;
  }
  if (::fsync(temporary.number()) != 0 || !temporary.close_now()) {
    return errno;
  }
  return ::rename(name.c_str(), file.c_str()) == 0 ? 0 : errno;
}

}  // namespace

Result<Done> write_file(const fs::path& file, std::string_view content, bool for_everybody) {
  const fs::path directory = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const mode_t mode = for_everybody ? kEverybody : kOwnerOnly;
  for (int attempt = 0; attempt < kTemporaryNames; ++attempt) {
    const std::string distinct = attempt == 0 ? "" : "." + std::to_string(attempt);
    const fs::path name =
        directory / ("." + file.filename().string() + "." + std::to_string(::getpid()) + distinct + ".tmp");
    Descriptor temporary(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
    if (!temporary.is_open()) {
      if (errno == EEXIST) {
        continue;
      }
      return failure(file, errno);
    }
    if (const int error_number = fill_and_rename(temporary, name, file, content, mode); error_number != 0) {
      ::unlink(name.c_str());
      return failure(file, error_number);
    }
    if (const int error_number = flush_directory(directory); error_number != 0) {
      return failure(file, error_number);
    }
    return Done{};
  }
  return Error{ErrorCode::output_failed, file.string() +
                                             ": trop de fichiers temporaires abandonnés à côté : supprimez les « ." +
                                             file.filename().string() + ".*.tmp »"};
}

Result<Done> make_private_directory(const fs::path& directory) {
  if (::mkdir(directory.c_str(), kPrivateDirectory) == 0) {
    return Done{};
  }
  const int error_number = errno;
  std::error_code ignored;
  if (fs::is_directory(directory, ignored)) {
    return Done{};
  }
  if (error_number != ENOENT || !directory.has_parent_path() || directory.parent_path() == directory) {
    return failure(directory, error_number);
  }
  if (Result<Done> parent = make_private_directory(directory.parent_path()); !parent) {
    return parent;
  }
  // Somebody else may have created it in between; and "a/b/" names "a/b", created just now as its own parent.
  if (::mkdir(directory.c_str(), kPrivateDirectory) != 0 && !fs::is_directory(directory, ignored)) {
    return failure(directory, errno);
  }
  return Done{};
}

}  // namespace passerelle
