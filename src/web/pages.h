#pragma once

#include <string>

namespace passerelle {

/// The pages of unsubscription, in plain French, each whole in itself. They name nobody.
std::string unsubscribe_page();
std::string unsubscribed_page();
std::string unknown_link_page();
std::string try_again_page();

}  // namespace passerelle
