#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace passerelle::support {

/// What a stand-in does with a request once it has read it whole.
struct StandInAnswer {
  int status = 200;
  std::string body = "";
  bool cuts = false;  ///< closes the connection without a word
  int seconds_late = 0;
};

/// A server of HTTP/1.1 on a free port of 127.0.0.1, one request per connection, that keeps what it was told.
class WebStandIn {
 public:
  explicit WebStandIn(std::function<StandInAnswer(const std::string& request)> answer) : answer_(std::move(answer)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    socklen_t size = sizeof(address);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    ::listen(socket_, 16);
    serving_ = std::thread([this] { serve(); });
  }
  ~WebStandIn() {
    ::shutdown(socket_, SHUT_RDWR);
    serving_.join();
    ::close(socket_);
  }
  WebStandIn(const WebStandIn&) = delete;
  WebStandIn& operator=(const WebStandIn&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (int one = ::accept(socket_, nullptr, nullptr); one >= 0; one = ::accept(socket_, nullptr, nullptr)) {
      const std::string request = whole_request(one);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      const StandInAnswer answer = answer_(request);
      std::this_thread::sleep_for(std::chrono::seconds(answer.seconds_late));
      if (!answer.cuts) {
        const std::string text = "HTTP/1.1 " + std::to_string(answer.status) +
                                 " x\r\nContent-Length: " + std::to_string(answer.body.size()) +
                                 "\r\nConnection: close\r\n\r\n" + answer.body;
        // The one who asked may have gone.
        [[maybe_unused]] const auto sent = ::send(one, text.data(), text.size(), MSG_NOSIGNAL);
      }
      ::close(one);
    }
  }

  static std::string whole_request(int one) {
    std::string text;
    char buffer[4096];
    for (;;) {
      const std::size_t head = text.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::size_t length = text.find("Content-Length: ");
        const std::size_t body = length < head ? std::stoul(text.substr(length + 16)) : 0;
        if (text.size() >= head + 4 + body) {
          return text;
        }
      }
      const auto count = ::recv(one, buffer, sizeof(buffer), 0);
      if (count <= 0) {
        return text;
      }
      text.append(buffer, static_cast<std::size_t>(count));
    }
  }

  std::function<StandInAnswer(const std::string&)> answer_;
  int socket_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread serving_;
};

/// A port of 127.0.0.1 where nobody listens.
inline int deaf_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  socklen_t size = sizeof(address);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace passerelle::support
