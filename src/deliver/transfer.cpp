#include "deliver/transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

namespace passerelle {
namespace {

constexpr std::size_t kMostAnswer = std::size_t{64} << 10U;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List list_of(const std::vector<std::string>& lines) {
  List list;
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) {
      throw std::bad_alloc();
    }
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

struct FreeMime {
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};

std::size_t keep_answer(char* bytes, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  text.append(bytes, std::min(size * count, kMostAnswer - text.size()));
  return size * count;
}

/// What was said to a mail server so far.
struct Conversation {
  MailStep step = MailStep::connecting;
  bool content_left = false;
};

int follow_conversation(CURL* /*curl*/, curl_infotype kind, char* bytes, std::size_t size, void* told) {
  auto& conversation = *static_cast<Conversation*>(told);
  const std::string_view text(bytes, size);
  if (kind == CURLINFO_HEADER_OUT) {
    if (text.starts_with("MAIL ")) {
      conversation.step = MailStep::sender;
    } else if (text.starts_with("RCPT ")) {
      conversation.step = MailStep::recipient;
    } else if (text.starts_with("DATA")) {
      conversation.step = MailStep::content;
    } else if (conversation.step == MailStep::connecting) {
      conversation.step = MailStep::login;
    }
  } else if (kind == CURLINFO_DATA_OUT) {
    conversation.content_left = conversation.content_left || size > 0;
  }
  return 0;
}

bool is_wrong_setting(CURLcode code) {
  constexpr std::array kWrong{CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT,        CURLE_PEER_FAILED_VERIFICATION,
                              CURLE_SSL_CACERT_BADFILE,   CURLE_SSL_CONNECT_ERROR,    CURLE_USE_SSL_FAILED,
                              CURLE_LOGIN_DENIED,         CURLE_BAD_FUNCTION_ARGUMENT};
  return std::ranges::find(kWrong, code) != kWrong.end();
}

/// Why an exchange failed: in our words what an operator can put right, in the library's the rest.
std::string problem_of(CURLcode code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return "le certificat du serveur n'est pas signé par une autorité connue, ou n'est pas à son nom";
    case CURLE_SSL_CACERT_BADFILE:
      return "le fichier des certificats auxquels se fier ne se lit pas";
    case CURLE_USE_SSL_FAILED:
      return "il ne chiffre pas (STARTTLS), rien ne lui est dit en clair";
    case CURLE_LOGIN_DENIED:
      return "il refuse l'utilisateur ou le mot de passe";
    default:
      return curl_easy_strerror(code);
  }
}

}  // namespace

struct Transfer::Handle {
  // curl asks for this once per process, before any thread uses it.
  Handle() {
    static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
    curl = kReady == CURLE_OK ? curl_easy_init() : nullptr;
    if (curl == nullptr) {
      throw std::bad_alloc();
    }
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_easy_cleanup(curl); }

  template <class Value>
  void set(CURLoption option, Value value) const {
    curl_easy_setopt(curl, option, value);
  }
  [[nodiscard]] long number(CURLINFO info) const {
    long value = 0;
    curl_easy_getinfo(curl, info, &value);
    return value;
  }

  CURL* curl = nullptr;
};

Transfer::Transfer(const GatewayTimeouts& timeouts) : handle_(std::make_unique<Handle>()), timeouts_(timeouts) {}
Transfer::~Transfer() = default;

void Transfer::begin(const std::string& url) {
  const Handle& handle = *handle_;
  curl_easy_reset(handle.curl);
  handle.set(CURLOPT_URL, url.c_str());
  handle.set(CURLOPT_NOSIGNAL, 1L);
  handle.set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(timeouts_.connect_seconds));
  handle.set(CURLOPT_TIMEOUT, static_cast<long>(timeouts_.total_seconds));
  handle.set(CURLOPT_FRESH_CONNECT, 1L);
  handle.set(CURLOPT_FORBID_REUSE, 1L);
  if (is_loopback(url)) {
    handle.set(CURLOPT_NOPROXY, "*");
  }
}

HttpAnswer Transfer::http(const HttpRequest& request) {
  HttpAnswer answer;
  const Handle& handle = *handle_;
  begin(request.url);
  std::vector<std::string> headers = request.headers;
  headers.emplace_back("Expect:");
  const List lines = list_of(headers);
  handle.set(CURLOPT_PROTOCOLS_STR, "http,https");
  handle.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  handle.set(CURLOPT_HTTPHEADER, lines.get());
  if (request.method != "GET") {
    handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    handle.set(CURLOPT_POSTFIELDS, request.body.c_str());
  }
  handle.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  handle.set(CURLOPT_WRITEFUNCTION, keep_answer);
  handle.set(CURLOPT_WRITEDATA, static_cast<void*>(&answer.body));
  const CURLcode code = curl_easy_perform(handle.curl);
  if (code == CURLE_OK) {
    answer.reached = Reached::answered;
    answer.status = static_cast<int>(handle.number(CURLINFO_RESPONSE_CODE));
    return answer;
  }
  answer.problem = problem_of(code);
  if (handle.number(CURLINFO_REQUEST_SIZE) > 0) {
    answer.reached = Reached::somebody;
  } else {
    answer.reached = is_wrong_setting(code) ? Reached::refused : Reached::nobody;
  }
  return answer;
}

MailAnswer Transfer::mail(const MailRequest& request) {
  const Handle& handle = *handle_;
  begin(request.url);
  std::vector<std::string> lines = request.headers;
  lines.emplace_back("Content-Type: multipart/alternative");
  const List headers = list_of(lines);
  const List recipients = list_of({"<" + request.to + ">"});
  Conversation conversation;
  handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  handle.set(CURLOPT_USE_SSL, static_cast<long>(request.must_encrypt ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (!request.authorities.empty()) {
    handle.set(CURLOPT_CAINFO, request.authorities.c_str());
    // In place of the system's, which curl would still look up one by one in their folder.
    handle.set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!request.user.empty()) {
    handle.set(CURLOPT_USERNAME, request.user.c_str());
    handle.set(CURLOPT_PASSWORD, request.password.c_str());
  }
  const std::string from = "<" + request.from + ">";
  handle.set(CURLOPT_MAIL_FROM, from.c_str());
  handle.set(CURLOPT_MAIL_RCPT, recipients.get());
  handle.set(CURLOPT_HTTPHEADER, headers.get());
  handle.set(CURLOPT_VERBOSE, 1L);
  handle.set(CURLOPT_DEBUGFUNCTION, follow_conversation);
  handle.set(CURLOPT_DEBUGDATA, static_cast<void*>(&conversation));

  // The plain text first: the last form is the one readers prefer.
  const std::unique_ptr<curl_mime, FreeMime> mail(curl_mime_init(handle.curl));
  const auto add = [&](const std::string& body, const char* type) {
    curl_mimepart* part = curl_mime_addpart(mail.get());
    curl_mime_data(part, body.data(), body.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
  };
  add(request.text, "text/plain; charset=utf-8");
  if (!request.html.empty()) {
    add(request.html, "text/html; charset=utf-8");
  }
  handle.set(CURLOPT_MIMEPOST, mail.get());

  const CURLcode code = curl_easy_perform(handle.curl);
  MailAnswer answer;
  answer.step = conversation.step;
  answer.is_login_denied = code == CURLE_LOGIN_DENIED;
  answer.status = static_cast<int>(handle.number(CURLINFO_RESPONSE_CODE));
  if (code != CURLE_OK) {
    answer.problem = problem_of(code);
  }
  constexpr int kGoOn = 354;
  const bool content_answered = conversation.content_left && answer.status != kGoOn && answer.status >= 400;
  if (code == CURLE_OK || content_answered) {
    answer.reached = Reached::answered;
  } else if (conversation.content_left || (answer.step == MailStep::content && answer.status < 400)) {
    answer.reached = Reached::somebody;
  } else if (is_wrong_setting(code)) {
    answer.reached = Reached::refused;
  } else {
    answer.reached = answer.status >= 400 ? Reached::answered : Reached::nobody;
  }
  return answer;
}

bool is_loopback(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) {
    return false;
  }
  const std::size_t begin = scheme + 3;
  const std::string authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  // "localhost:x@elsewhere" is elsewhere.
  if (authority.find('@') != std::string::npos) {
    return false;
  }
  const std::string host = authority.substr(0, authority.find(':'));
  return host == "127.0.0.1" || host == "localhost" || url.substr(begin).starts_with("[::1]");
}

}  // namespace passerelle
