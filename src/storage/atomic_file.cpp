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

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// 0, or the error number. A renamed file survives a power cut only once its folder is flushed too.
int flush_directory(const fs::path& directory) {
  const int folder = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return errno;
  }
  // Some file systems cannot flush a folder and say so with EINVAL: nothing more can be done there.
  const int error_number = ::fsync(folder) == 0 || errno == EINVAL ? 0 : errno;
  ::close(folder);
  return error_number;
}

}  // namespace

WholeFile::WholeFile(fs::path file, fs::path temporary, int descriptor)
    : file_(std::move(file)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

WholeFile::WholeFile(WholeFile&& other) noexcept
    : file_(std::move(other.file_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
  }
}

Result<WholeFile> WholeFile::create(const fs::path& file, bool for_everybody) {
  for (int attempt = 0; attempt < kTemporaryNames; ++attempt) {
    const std::string distinct = attempt == 0 ? "" : "." + std::to_string(attempt);
    fs::path name =
        folder_of(file) / ("." + file.filename().string() + "." + std::to_string(::getpid()) + distinct + ".tmp");
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
    if (descriptor < 0 && errno == EEXIST) {
      continue;
    }
    if (descriptor < 0) {
      return failure(file, errno);
    }
    WholeFile created(file, std::move(name), descriptor);
    // The mode given to open() is cut by the umask; the contract is exact.
    if (::fchmod(descriptor, for_everybody ? kEverybody : kOwnerOnly) != 0) {
      return failure(file, errno);
    }
    return created;
  }
  return Error{ErrorCode::output_failed, file.string() +
                                             ": trop de fichiers temporaires abandonnés à côté : supprimez les « ." +
                                             file.filename().string() + ".*.tmp »"};
}

Result<Done> WholeFile::append(std::string_view content) {
  if (const int error_number = write_all(descriptor_, content); error_number != 0) {
    return failure(file_, error_number);
  }
  return Done{};
}

Result<Done> WholeFile::commit() {
  // close() too may report, this late, that bytes were lost.
  if (::fsync(descriptor_) != 0 || ::close(std::exchange(descriptor_, -1)) != 0 ||
      ::rename(temporary_.c_str(), file_.c_str()) != 0) {
    return failure(file_, errno);
  }
  temporary_.clear();
  if (const int error_number = flush_directory(folder_of(file_)); error_number != 0) {
    return failure(file_, error_number);
  }
  return Done{};
}

Result<Done> write_file(const fs::path& file, std::string_view content, bool for_everybody) {
  Result<WholeFile> created = WholeFile::create(file, for_everybody);
  if (!created) {
    return created.error();
  }
  if (Result<Done> written = created->append(content); !written) {
    return written;
  }
  return created->commit();
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
