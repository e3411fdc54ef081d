// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

/// Ids of the links that leave a node: [first, last).
std::pair<std::uint32_t, std::uint32_t> links_from(const RoadNetwork& network, NodeId node) {
  return {network.first_out()[node.index()], network.first_out()[node.index() + 1]};
}

/// Which of the links between its two nodes a link is, from 1.
std::uint32_t number_beside(const RoadNetwork& network, LinkId link) {
  std::uint32_t number = 1;
  for (std::uint32_t other = links_from(network, network.tail(link)).first; other < link.raw();
       ++other) {
    number += network.head(LinkId(other)) == network.head(link) ? 1U : 0U;
  }
  return number;
}

/// One step of a route as it is written: the key of a node, and which link leads there.
struct WrittenStep {
  std::int64_t key = 0;
  std::uint32_t which = 1;
};

/// A key of digits alone, which most are; nothing for others, and for numbers too long to be sure.
std::optional<std::int64_t> parse_digits(std::string_view text) {
  constexpr std::size_t kSurelyFit = 18;
  if (text.size() > kSurelyFit) {
    return std::nullopt;
  }
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<WrittenStep> parse_step(std::string_view text) {
  if (const std::optional<std::int64_t> key = parse_digits(text)) {
    return WrittenStep{*key, 1};
  }
  WrittenStep step;
  const char* const last = text.data() + text.size();
  const auto [key_end, key_error] = std::from_chars(text.data(), last, step.key);
  if (key_error != std::errc{}) {
    return std::nullopt;
  }
  if (key_end == last) {
    return step;
  }
  const auto [end, error] = std::from_chars(key_end + 1, last, step.which);
  return *key_end == '/' && error == std::errc{} && end == last && step.which >= 1
             ? std::optional(step)
             : std::nullopt;
}

constexpr bool is_white(char c) { return c == ' ' || c == '\t'; }

/// Cuts the first word off `text`; empty at the end. Character by character: tables of trips have
/// millions of words of a few digits.
std::string_view next_word(std::string_view& text) {
  std::size_t first = 0;
  while (first < text.size() && is_white(text[first])) {
    ++first;
  }
  std::size_t last = first;
  while (last < text.size() && !is_white(text[last])) {
    ++last;
  }
  const std::string_view word = text.substr(first, last - first);
  text.remove_prefix(last);
  return word;
}

}  // namespace

void append_route_text(const RoadNetwork& network, std::span<const LinkId> links,
                       std::string& text) {
  YANBI_EXPECT(!links.empty());
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "{}", network.node_key()[network.tail(links.front()).index()]);
  for (const LinkId link : links) {
    fmt::format_to(out, " {}", network.node_key()[network.head(link).index()]);
    if (const std::uint32_t number = number_beside(network, link); number > 1) {
      fmt::format_to(out, "/{}", number);
    }
  }
}

RouteReader::RouteReader(const RoadNetwork& network, RouteUse use) : network_(network), use_(use) {
  // Keys that fill most of a range are found by their place in it: tables of links number their
  // nodes so, and there a table of trips names millions of nodes.
  constexpr std::uint64_t kMostPlacesPerKey = 8;
  const std::span<const std::int64_t> keys = network.node_key();
  if (keys.empty()) {
    return;
  }
  const auto [least, most] = std::minmax_element(keys.begin(), keys.end());
  least_key_ = *least;
  const std::uint64_t range =
      static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least);
  const bool is_dense = range < kMostPlacesPerKey * keys.size();
  if (is_dense) {
    by_key_.resize(static_cast<std::size_t>(range) + 1);
  } else {
    by_far_key_.reserve(keys.size());
  }
  for (std::size_t n = 0; n < keys.size(); ++n) {
    if (is_dense) {
      by_key_[static_cast<std::size_t>(keys[n] - least_key_)] = NodeId(n);
    } else {
      by_far_key_.emplace(keys[n], NodeId(n));
    }
  }
}

NodeId RouteReader::node_of(std::int64_t key) const {
  if (by_key_.empty()) {
    const auto found = by_far_key_.find(key);
    return found == by_far_key_.end() ? NodeId() : found->second;
  }
  const std::uint64_t place =
      static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(least_key_);
  return place < by_key_.size() ? by_key_[static_cast<std::size_t>(place)] : NodeId();
}

std::optional<RouteFault> RouteReader::read(std::string_view text) {
  links_.clear();
  if (auto fault = read_steps(text)) {
    return fault;
  }
  // What the second and third of these loops read is far apart and was asked for by the one before.
  const std::span<const std::uint32_t> first_out = network_.first_out();
  for (const Step& step : steps_) {
    const std::uint32_t first = first_out[step.node.index()];
    __builtin_prefetch(network_.links().head.data() + first);
    __builtin_prefetch(network_.links().lanes.data() + first);
  }
  for (std::size_t i = 1; i < steps_.size(); ++i) {
    if (auto fault = go_on(steps_[i - 1].node, steps_[i])) {
      return fault;
    }
  }
  return std::nullopt;
}

/// Reads the nodes that a text names.
std::optional<RouteFault> RouteReader::read_steps(std::string_view text) {
  steps_.clear();
  const std::span<const std::uint32_t> first_out = network_.first_out();
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    const std::optional<WrittenStep> step = parse_step(word);
    if (!step) {
      return RouteFault{std::string(word), "this is not the key of a node",
                        "write whole numbers with spaces between them, as `yanbi plan --routes` "
                        "does"};
    }
    const NodeId node = node_of(step->key);
    if (!node.has_value()) {
      return RouteFault{std::string(word), "no node of the network has this key",
                        "use the ids of nodes in the source of the streets"};
    }
    __builtin_prefetch(&first_out[node.index()]);
    steps_.push_back({node, step->which});
  }
  if (steps_.empty()) {
    return RouteFault{"", "the route is empty", "name its nodes"};
  }
  return std::nullopt;
}

std::optional<RouteFault> RouteReader::go_on(NodeId from, const Step& step) {
  const auto fault = [&](const char* reason, const char* remedy) {
    const std::span<const std::int64_t> keys = network_.node_key();
    std::string value = fmt::format("{} {}", keys[from.index()], keys[step.node.index()]);
    if (step.which > 1) {
      value += fmt::format("/{}", step.which);
    }
    return RouteFault{std::move(value), reason, remedy};
  };
  const auto [first, last] = links_from(network_, from);
  std::uint32_t met = 0;
  for (std::uint32_t link = first; link < last; ++link) {
    if (network_.head(LinkId(link)) == step.node && ++met == step.which) {
      if (!may_use(network_, LinkId(link), use_)) {
        return use_ == RouteUse::kWalking
                   ? fault("the link between these nodes is closed to walkers",
                           "lead the route along links that people may walk")
                   : fault("the link between these nodes is closed to vehicles",
                           "lead the route along links that vehicles may take");
      }
      links_.emplace_back(link);
      return std::nullopt;
    }
  }
  return met == 0 ? fault("no link leads from the one node to the other",
                          "name every node on the way, in order")
                  : fault("there are fewer parallel links between these nodes",
                          "number parallel links from 1");
}

}  // namespace yanbi
