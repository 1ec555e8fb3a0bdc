#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "deliver/contacts.h"
#include "deliver/message.h"

using namespace passerelle;

/// Any bytes as a file of contacts, as one contact, as a telephone number and as a kept message: what is accepted keeps
/// the promises of the types and reads back to itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto is_number = [](const Phone& phone) {
    return phone.number.size() > 3 && phone.number.front() == '+' &&
           std::all_of(phone.number.begin() + 1, phone.number.end(),
                       [](char sign) { return sign >= '0' && sign <= '9'; });
  };
  if (const std::optional<Phone> phone = parse_phone(text.substr(0, 64)); phone && !is_number(*phone)) {
    __builtin_trap();
  }
  ByteSource source = ByteSource::from_memory(text);
  if (const Result<Feed<Contact>> feed = read_contacts(source, "fuzz")) {
    for (const Contact& contact : feed->records) {
      const Result<Contact> again = parse_contact(to_json(contact));
      const bool clean = contact.email.find_first_of("\r\n ,;<>") == std::string::npos;
      if (contact.person.value().empty() || !clean || !again || *again != contact) {
        __builtin_trap();
      }
    }
  }
  if (const Result<MessageContent> content = parse_message_content(text)) {
    const Result<MessageContent> again = parse_message_content(to_json(*content));
    if (!again || *again != *content) {
      __builtin_trap();
    }
  }
  return 0;
}
