#pragma once

#include <string_view>

namespace passerelle {

/// What a field of the files of people and contacts is called for the person it is about: `max_minutes` is "trajet le
/// plus long, en minutes". Empty when the name is none of ours.
std::string_view field_in_french(std::string_view name);

/// What a code written in that field means: `public_transport` is "transports en commun". Empty when it is no code: the
/// value then speaks for itself.
std::string_view code_in_french(std::string_view field, std::string_view code);

}  // namespace passerelle
